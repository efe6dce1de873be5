import Core
import Statistics
import TestSupport
import Testing

/// A lot of one unit, held from one bar to another, one bar a day.
func lot(
    _ trip: Int, _ gross: Double, costs: Double = 1, side: TradeLot.Side = .long, from entry: Int, to exit: Int,
    instrument: Int = 0, quantity: Double = 1, risk: Double? = nil, reason: String = "signal"
) -> TradeLot {
    let day = { (bar: Int) in Timestamp(CivilDate(year: 2020, month: 1, day: 1) + bar) }
    let move = side == .long ? gross / quantity : -gross / quantity
    return TradeLot(
        instrument: InstrumentIndex(instrument), roundTrip: trip, side: side, quantity: quantity, entryTime: day(entry),
        entryPrice: 100, entryBar: entry, exitTime: day(exit), exitPrice: 100 + move, exitBar: exit, grossPnl: gross,
        costs: costs, maximumAdverseExcursion: -0.01 * Double(trip), maximumFavourableExcursion: 0.02,
        initialRisk: risk, exitReason: reason)
}

@Suite struct TradeStatisticsTests {
    /// Net: 9, −6, 0, 4 | 19 (short), −3.
    private let lots = [
        lot(1, 10, from: 0, to: 2, risk: 3, reason: "target"), lot(2, -5, from: 2, to: 3, risk: 3, reason: "stop"),
        lot(3, 1, from: 3, to: 4, reason: "signal"), lot(4, 5, from: 4, to: 8, reason: "target"),
        lot(4, 20, side: .short, from: 4, to: 9, reason: "signal"), lot(5, -2, from: 9, to: 12, reason: "stop"),
    ]

    @Test("S61 a win is positive after costs") func s61WinIsPositiveAfterCosts() {
        let statistics = TradeStatistics(lots)
        #expect(statistics.count == 6)
        #expect(statistics.wins == 3)
        #expect(statistics.losses == 2)
        #expect(statistics.winRate == 0.5)
        #expect(statistics.grossProfit == 32)
        #expect(statistics.grossLoss == -9)
        #expect(statistics.profitFactor == 32.0 / 9)
        #expect(statistics.payoffRatio.map { agree($0, (32.0 / 3) / 4.5) } == true)
        #expect(statistics.netProfit == 23)
        #expect(statistics.costs == 6)
        #expect(statistics.profitBeforeCosts == 29)
    }

    @Test func streaksEndAtATradeThatMadeNothing() {
        let statistics = TradeStatistics(lots)
        #expect(statistics.longestWinStreak == 2)
        #expect(statistics.longestLossStreak == 1)
        #expect(statistics.currentStreak == -1)
        #expect(TradeStatistics([lots[0], lots[2], lots[0]]).longestWinStreak == 1)
    }

    @Test func expectancyInRiskCountsTheTradesWithAStop() {
        let statistics = TradeStatistics(lots)
        #expect(statistics.riskMultiples.count == 2)
        #expect(statistics.riskMultiples.mean == 0.5)
    }

    @Test("S61 trade statistics are given per lot and per round trip, labelled")
    func s61StatisticsPerLotAndPerRoundTrip() {
        var input = dailyInput(equity: (0..<13).map { 100 + Double($0) }, initial: 100, dates: days(13))
        input.trades = lots
        input.bootstrapResamples = 0
        let performance = Performance(input)
        #expect(performance.figure("lots_count") == 6)
        #expect(performance.figure("round_trips_count") == 5)
        #expect(performance.figure("lots_win_rate") == 0.5)
        #expect(performance.figure("round_trips_win_rate") == 0.4)
        #expect(performance.value("lots_win_rate")?.definition == "per lot,after costs")
        #expect(performance.value("round_trips_win_rate")?.definition == "per round trip,after costs")
        #expect(performance.figure("lots_net_profit") == performance.figure("round_trips_net_profit"))
        #expect(performance.figure("lots_short_count") == 1)
        #expect(performance.figure("lots_short_net_profit") == 19)
        #expect(performance.figure("lots_average_bars") == 16.0 / 6)
        #expect(performance.figure("lots_average_days") == 16.0 / 6)
        #expect(performance.figure("lots_longest_bars") == 5)
        #expect(agree(performance.figure("lots_average_mae"), -0.19 / 6))
        #expect(performance.figure("lots_expectancy_r") == 0.5)
    }

    @Test func aRoundTripAddsUpItsLots() throws {
        let parts = [
            lot(1, 10, from: 0, to: 4, quantity: 2, risk: 4, reason: "target"),
            lot(1, -2, from: 1, to: 6, quantity: 1, risk: 2, reason: "stop"),
            lot(1, 7, from: 2, to: 5, instrument: 1),
        ]
        let trips = TradeLot.roundTrips(of: parts)
        #expect(trips.map(\.instrument.place) == [1, 0])
        let trip = try #require(trips.last)
        #expect(trip.quantity == 3)
        #expect(trip.netPnl == 6)
        #expect(trip.bars == 6)
        #expect(trip.entryPrice == 100)
        #expect(agree(trip.exitPrice, (105.0 * 2 + 98) / 3))
        #expect(agree(trip.returnOnEntry, 6.0 / 300))
        #expect(trip.initialRisk == 6)
        #expect(trip.exitReason == "stop")
    }

    @Test("S42 statistics are given with open trades and without") func s42StatisticsWithOpenTradesAndWithout() {
        var input = dailyInput(equity: (0..<13).map { 100 + Double($0) }, initial: 100, dates: days(13))
        input.trades = lots + [lot(6, 3, from: 10, to: 11)]
        input.openTrades = [lot(6, -9, from: 10, to: 12)]
        input.bootstrapResamples = 0
        let performance = Performance(input)
        #expect(performance.figure("lots_count") == 7)
        #expect(performance.figure("lots_with_open_count") == 8)
        // The sixth round trip is not flat again.
        #expect(performance.figure("round_trips_count") == 5)
        #expect(performance.figure("round_trips_with_open_count") == 6)
        #expect(agree(performance.figure("round_trips_with_open_net_profit"), 23 + 2 - 10))
    }

    @Test func figuresWithoutALossAreUndefinedNotInfinite() {
        var input = dailyInput(equity: [101, 102], initial: 100, dates: days(2))
        input.trades = [lot(1, 10, from: 0, to: 1)]
        let performance = Performance(input)
        #expect(performance.value("lots_profit_factor")?.reason == "there is no losing trade")
        #expect(performance.value("lots_payoff_ratio")?.reason == "there is no winning or no losing trade")
        #expect(performance.value("lots_sqn")?.reason == "n/a (n=1)")
        #expect(performance.value("lots_expectancy_r")?.reason == "no trade has a known initial risk")
        #expect(performance.value("lots_short_win_rate")?.reason == "there is no short trade")
    }

    @Test func tradesAreGroupedByTheReasonOfTheirExit() {
        let groups = TradeBreakdown.groups(lots, by: \.exitReason)
        #expect(groups.map(\.label) == ["signal", "stop", "target"])
        #expect(groups.map(\.statistics.count) == [2, 2, 2])
        #expect(groups.map(\.statistics.netProfit) == [19, -9, 13])
    }
}

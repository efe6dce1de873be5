import Core
import MarketSimulator
import OrderBook
import Testing
import TimeSeries

@Suite struct ScenarioTests {
    /// The liquid preset for a thousand seconds, with scenarios, and the mids of each second.
    static func mids(_ scenarios: [MarketScenario], seed: UInt64 = 1) throws -> (
        mids: [Double], recorder: MarketRecorder
    ) {
        var configuration = MarketFixtures.short(.liquid, seconds: 1_000, seed: seed)
        configuration.scenarios = scenarios
        var options = MarketRecorder.Options()
        options.barNanoseconds = Timestamp.second
        var recorder = MarketRecorder(configuration, options)
        var market = try Market(configuration)
        market.run(into: &recorder)
        return (recorder.mids()[0], recorder)
    }

    @Test(arguments: [UInt64](1...3))
    func badNewsComeIntoThePriceWithinMinutes(seed: UInt64) throws {
        let news = MarketScenario.news(day: 0, second: 500, instrument: 0, relativeMove: -0.02)
        let (plain, _) = try ScenarioTests.mids([], seed: seed)
        let (moved, _) = try ScenarioTests.mids([news], seed: seed)
        // Until the news the two markets are one.
        #expect(plain[..<500].dropFirst(10).elementsEqual(moved[..<500].dropFirst(10)), "seed \(seed)")
        // Two per cent of 10,000 ticks are 200; most of it is there after five minutes.
        #expect(moved[800] - plain[800] < -120, "seed \(seed)")
    }

    @Test(arguments: [UInt64](1...3)) func tradingHaltsAtThePriceBandsAndReopensByAnAuction(seed: UInt64) throws {
        var configuration = MarketFixtures.short(.liquid, seconds: 1_500, seed: seed)
        configuration.exchange.priceBand = 0.02
        configuration.exchange.bandHalt = 120
        configuration.exchange.bandAuction = 30
        configuration.scenarios = [.news(day: 0, second: 300, instrument: 0, relativeMove: -0.08)]
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        market.run(into: &recorder)
        let open = configuration.openingInstant(day: 0)
        let phases = recorder.phases.map { (second: Double($0.time - open) * 1e-9, phase: $0.phase) }
        let halts = phases.filter { $0.phase == .halted }
        #expect(halts.count >= 1, "\(phases)")
        for (place, phase) in phases.enumerated() where phase.phase == .halted && phase.second < 1_200 {
            #expect(phases[place + 1].phase == .auction(.reopening))
            #expect(abs(phases[place + 1].second - phase.second - 120) < 1)
            #expect(phases[place + 2].phase == .continuous)
            #expect(abs(phases[place + 2].second - phase.second - 150) < 1)
        }
        // What bands of two per cent kept back, the auction finds.
        let prices = recorder.trades[0].price.map { Double($0) }
        #expect((prices.last ?? 0) < 0.95 * (prices.first ?? 0))
        // Between two phases no trade is farther than the band from the price at which trading began.
        let trades = recorder.trades[0]
        var reference = 0.0
        var begin = 0.0
        for row in 0..<trades.count {
            let second = Double(trades.time[row] - open) * 1e-9
            if let last = phases.last(where: { $0.phase == .continuous && $0.second <= second }), last.second > begin {
                (begin, reference) = (last.second, 0)
            }
            if trades.isAuction[row] {
                reference = Double(trades.price[row])
            } else if reference > 0 {
                #expect(abs(Double(trades.price[row]) / reference - 1) < 0.0201, "seed \(seed), \(second) s")
            }
        }
        market.checkConservation()
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func theFlashCrashFallsFarBelowTheFundamentalAndComesBack(
        seed: UInt64
    ) throws {
        var configuration = MarketPreset.flashCrash.configuration
        configuration.seed = seed
        configuration.session.length = 3_000
        configuration.scenarios = configuration.scenarios.map { $0.shifted(bySeconds: -11_100) }
        configuration.recording.fundamentalInterval = 1
        var options = MarketRecorder.Options()
        options.barNanoseconds = Timestamp.second
        var recorder = MarketRecorder(configuration, options)
        var market = try Market(configuration)
        market.run(into: &recorder)
        let gaps = zip(recorder.mids()[0], recorder.fundamentals.map(\.value)).map { $0 - $1 }
        let before = gaps[300..<600].map { abs($0) }.max() ?? 0
        let low = gaps[600..<1_800].filter { !$0.isNaN }.min() ?? 0
        let after = gaps[2_400..<2_900].map { abs($0) }.max() ?? 0
        #expect(low < -100 && low < -4 * before, "seed \(seed): lowest gap \(low), before \(before)")
        #expect(after < 40, "seed \(seed): gap afterwards \(after)")
    }

    @Test func aFatFingerMovesThePriceAndIsForgotten() throws {
        let finger = MarketScenario.fatFinger(day: 0, second: 600, instrument: 0, side: .sell, lots: 12_000)
        let (plain, _) = try ScenarioTests.mids([])
        let (moved, recorder) = try ScenarioTests.mids([finger])
        let open = try #require(recorder.phases.first { $0.phase == .continuous }).time
        let trades = recorder.trades[0]
        let second = Timestamp.second
        let low =
            (0..<trades.count).filter { trades.time[$0] / second == (open + 600 * second) / second }
            .map { Double(trades.price[$0]) }.min() ?? 0
        #expect(low < plain[600] - 10, "lowest price \(low) after \(plain[600])")
        #expect(abs(moved[660] - plain[660]) < 10)
    }

    @Test func aLargeSellerSellsAllItsLotsInPieces() throws {
        var configuration = MarketFixtures.short(.liquid, seconds: 1_800)
        configuration.scenarios = [
            .largeOrder(day: 0, second: 60, instrument: 0, side: .sell, lots: 1_500, participation: 0.2)
        ]
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        market.run(into: &recorder)
        let seller = try #require(market.accounts.last)
        #expect(seller.group == "scenario.0" && seller.shares[0] == -1_500 && seller.cash > 0)
        let pieces = recorder.trades[0].taker.filter { $0 == UInt32(seller.participant) }.count
        #expect(pieces > 5)
    }

    @Test func makersWhoLeaveDoNotTradeUntilTheyReturn() throws {
        var configuration = MarketFixtures.short(.liquid, seconds: 600)
        configuration.scenarios = [.departure(day: 0, second: 200, group: "fixed makers", seconds: 200)]
        let recorder = try MarketFixtures.run(configuration)
        let open = configuration.openingInstant(day: 0)
        var trades = [0, 0, 0]
        for place in 0..<recorder.trades[0].count where recorder.trades[0].maker[place] < 3 {
            // A second for messages that are on their way.
            let second = (recorder.trades[0].time[place] - open) / Timestamp.second
            trades[second < 201 ? 0 : second < 400 ? 1 : 2] += 1
        }
        #expect(trades[0] > 0 && trades[1] == 0 && trades[2] > 0)
    }

    @Test func aHaltStopsTradingAndAnAuctionResumesIt() throws {
        let halt = MarketScenario.halt(day: 0, second: 600, instrument: 0, seconds: 60, auctionSeconds: 30)
        let (_, recorder) = try ScenarioTests.mids([halt])
        let open = recorder.phases[1].time
        let phases = recorder.phases.map { ($0.time - open, $0.phase) }
        let second = Timestamp.second
        #expect(
            phases.map(\.1) == [
                .auction(.opening), .continuous, .halted, .auction(.reopening), .continuous, .closed,
            ])
        #expect(phases.map(\.0) == [0, 0, 600 * second, 660 * second, 690 * second, 1_000 * second])
        let during = recorder.trades[0].time.filter { $0 - open > 600 * second && $0 - open < 690 * second }
        #expect(during.isEmpty)
        #expect(recorder.trades[0].time.contains { $0 - open > 690 * second })
    }

    @Test func aDayOpensAndClosesWithAuctions() throws {
        var configuration = MarketFixtures.short(.liquid, seconds: 600)
        (configuration.session.openingAuction, configuration.session.closingAuction) = (300, 300)
        configuration.days = 2
        let recorder = try MarketFixtures.run(configuration)
        #expect(
            recorder.phases.prefix(4).map(\.phase) == [
                .auction(.opening), .continuous, .auction(.closing), .closed,
            ])
        let trades = recorder.trades[0]
        let open = configuration.openingInstant(day: 0)
        let auctions = (0..<trades.count).filter { trades.isAuction[$0] && trades.time[$0] < open + Timestamp.day / 2 }
        let times = Set(auctions.map { trades.time[$0] - open })
        #expect(times.isSubset(of: [0, 900 * Timestamp.second]) && times.count == 2)
        for time in times {
            #expect(Set(auctions.filter { trades.time[$0] - open == time }.map { trades.price[$0] }).count == 1)
        }
    }

    @Test func anIndexFollowsItsComponentsWhereThereIsAnArbitrageur() throws {
        var configuration = MarketFixtures.short(.liquid, seconds: 600)
        var fundamental = configuration.instruments[0].fundamental
        fundamental.commonLoading = 0.6
        configuration.instruments = ["INDEX", "ONE", "TWO"].map {
            MarketInstrument(symbol: $0, fundamental: fundamental)
        }
        let traders = configuration.groups
        configuration.groups = []
        for place in 0..<3 {
            for var group in traders {
                // Nobody who trades the index knows what it is worth.
                if place == 0, ["value"].contains(group.name) { continue }
                if place == 0 { _ = group.rule.set("fair_weight", to: .number(0)) }
                group.name += " of \(place)"
                group.instrument = place
                configuration.groups.append(group)
            }
        }
        func gap(_ configuration: MarketConfiguration) throws -> Double {
            var options = MarketRecorder.Options()
            options.barNanoseconds = Timestamp.second
            var recorder = MarketRecorder(configuration, options)
            var market = try Market(configuration)
            market.run(into: &recorder)
            market.checkConservation()
            let mids = (0..<3).map { recorder.mids(of: $0)[0] }
            let gaps = (60..<600).map { abs(mids[0][$0] - (mids[1][$0] + mids[2][$0]) / 2) }
            return gaps.reduce(0, +) / Double(gaps.count)
        }
        let loose = try gap(configuration)
        var arbitrage = ArbitrageParameters()
        (arbitrage.lots, arbitrage.wakeRate) = (50, .fixed(2))
        configuration.groups.append(ParticipantGroup("arbitrageurs", count: 3, .arbitrage(arbitrage)))
        let held = try gap(configuration)
        #expect(held < loose / 2, "gap \(held) with, \(loose) without")
    }
}

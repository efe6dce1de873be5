import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Instruments of other currencies: exchanged at the rate of the instant, revalued at every mark (S51).
@Suite struct CurrencyTests {
    private func euro(_ prices: [Double], _ symbol: String = "TEST") -> BarSeries {
        var series = BarFixtures.series(prices.map { ($0, $0, $0, $0) }, symbol: symbol)
        series.instrument.currency = "EUR"
        return series
    }

    private func terms(_ broker: inout Broker, _ source: ExchangeRates.Source, isInverse: Bool = false) {
        broker.cash = 10_000
        broker.rates.entries = [.init("EUR", source, isInverse: isInverse)]
    }

    private let hour = Timestamp.hour
    private let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1)).nanoseconds

    @Test("S51 a trade converts at the rate of its instant, a position at the last rate known") func s51convertsThen() {
        // Rates known at 0:30, 2:30 and 3:30. Bought at 1:00 at 1.1, sold at 4:00 at 1.3; marked at 1.2 at 3:00.
        let stage = Stage(
            [euro([100, 100, 100, 110, 110])],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                3: { _, desk in desk.submit(market(.sell, 10)) },
            ]
        ) {
            terms(
                &$0,
                .series(
                    times: [first + hour / 2, first + hour * 5 / 2, first + hour * 7 / 2], values: [1.1, 1.2, 1.3]))
            $0.costs.commission.perOrder = 1
            $0.costs.commission.rate = 0.001
        }
        expectLines(
            stage.lines.filter { $0.contains("filled") },
            [
                "01T01:00 filled order=1 side=buy quantity=10 price=100 rate=1.1 commission=2.2 source=open leg=open "
                    + "position=10 cash=8897.8",
                "01T04:00 filled order=2 side=sell quantity=10 price=110 rate=1.3 commission=2.73 source=open leg=close "
                    + "position=0 cash=10325.07",
            ])
        let expected = [10_000, 9_997.8, 8_897.8 + 1_200, 8_897.8 + 1_430, 10_325.07]
        #expect(zip(stage.equity, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(stage.equity)")
        // 1,430 − 1,100 is the result in the account's currency, less both commissions.
        #expect(abs(stage.ledger.closed[0].netPnl - (330 - 2.2 - 2.73)) < 1e-9)
    }

    @Test("S51 the closes of an instrument are rates, each from its bar's end on, and its inverse too")
    func s51ratesOfAnInstrument() {
        let rates = BarFixtures.series([(1, 1, 1, 2), (2, 2, 2, 2.5), (4, 4, 4, 4), (4, 4, 4, 4)], symbol: "EURUSD")
        for isInverse in [false, true] {
            let stage = Stage(
                [euro([100, 100, 100, 100], "A"), rates], [0: { _, desk in desk.submit(market(.buy, 10)) }]
            ) { terms(&$0, .instrument("EURUSD"), isInverse: isInverse) }
            // At the open of 1:00 the close of 2 is known; it is marked at 2.5 and 4.
            let marks = [2, 2.5, 4, 4].map { isInverse ? 1 / $0 : $0 }
            let expected = [0] + marks.dropFirst().map { 1_000 * ($0 - marks[0]) }
            #expect(zip(stage.equity, expected).allSatisfy { abs($0 - 10_000 - $1) < 1e-9 }, "\(stage.equity)")
        }
    }

    @Test("S51 a commission by order is charged at the rate of its first fill and not given back at a lower one")
    func s51commissionOfParts() {
        // Half of each bar's volume: five units at each of two bars, at 2 and then at 1.
        var series = BarFixtures.series(
            [(Double, Double, Double, Double)](repeating: (100, 100, 100, 100), count: 4), volumes: [10, 10, 10, 10])
        series.instrument.currency = "EUR"
        let stage = Stage([series], [0: { _, desk in desk.submit(market(.buy, 10)) }]) {
            terms(&$0, .series(times: [first, first + hour * 3 / 2], values: [2, 1]))
            $0.fill.participation = 0.5
            $0.costs.commission.perOrder = 10
            $0.costs.commission.rate = 0.001
        }
        let paid = stage.run.log.compactMap { event -> Cash? in
            if case .filled(let fill) = event.body { fill.commission } else { nil }
        }
        #expect(paid.count == 2 && agree(paid[0], 21) && paid[1] >= 0 && paid[1] <= 0.5, "\(paid)")
        #expect(agree(stage.run.finalCash, 10_000 - 1_000 - 500 - paid.reduce(0, +)))
    }

    @Test("S51 sizes are in the account's currency, and funds are") func s51sizesAndFunds() {
        let stage = Stage(
            [euro([100, 100, 100, 100])],
            [
                0: { _, desk in desk.submit(OrderRequest(.buy, .fractionOfEquity(0.5), of: one)) },
                1: { _, desk in desk.submit(market(.buy, 1_000)) },
            ]
        ) { terms(&$0, .constant(2)) }
        #expect(stage.fills.map { $0.split(separator: " ")[2] } == ["25", "25"])
        #expect(stage.run.finalCash == 0)
    }

    @Test("S51 without a rate yet nothing is bought") func s51noRateYet() {
        let stage = Stage(
            [euro([100, 100, 100, 100, 100])],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 1))
                    desk.submit(OrderRequest(.buy, .value(500), of: one))
                },
                2: { _, desk in desk.submit(market(.buy, 1)) },
            ]
        ) { terms(&$0, .series(times: [first + 2 * hour], values: [1])) }
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "01T01:00 rejected order=2 reason=no exchange rate yet",
                "01T01:00 rejected order=1 reason=no exchange rate yet",
                "01T03:00 filled order=3 side=buy quantity=1 price=100 source=open leg=open position=1 cash=9900",
            ])
    }

    @Test("S51 S76 the gain of a foreign future converts when it is paid") func s51foreignFuture() {
        var series = BarFixtures.series(
            [(100, 100, 100, 100), (100, 110, 100, 110), (110, 110, 110, 110), (110, 110, 110, 110)],
            length: Timestamp.day)
        series.instrument.kind = .future
        series.instrument.currency = "EUR"
        let day = Timestamp.day
        let stage = Stage([series], [0: { _, desk in desk.submit(market(.buy, 10)) }]) {
            terms(&$0, .series(times: [first, first + 3 * day], values: [1.5, 3]))
            $0.margin = Margin()
        }
        // 10 points of 10 contracts are 100 euros: 150 while they are not paid, and paid at 1.5 at the second day's end.
        #expect(stage.lines.contains("03T00:00 settled-gain price=110 rate=1.5 amount=150 cash=10150"))
        #expect(stage.equity == [10_000, 10_150, 10_150, 10_150])
    }

    @Test("S51 S76 a trade of a foreign future makes what its settlements pay, each at its own rate")
    func s51foreignFutureTrade() {
        var series = BarFixtures.series(
            [
                (100, 100, 100, 100), (100, 110, 100, 110), (110, 120, 110, 120), (130, 130, 125, 125),
                (125, 125, 125, 125),
            ], length: Timestamp.day)
        series.instrument.kind = .future
        series.instrument.currency = "EUR"
        let day = Timestamp.day
        func stage(_ sold: Double) -> Stage {
            Stage(
                [series],
                [
                    0: { _, desk in desk.submit(market(.buy, 10)) },
                    2: { _, desk in desk.submit(market(.sell, sold)) },
                ]
            ) {
                terms(&$0, .series(times: [first, first + 5 * day / 2, first + 7 * day / 2], values: [1.5, 2, 3]))
                $0.margin = Margin()
            }
        }
        // 100 euros on the first day at 1.5, 100 at 2; at the third open they are sold ten points higher: 100 at 3.
        let all = stage(10)
        #expect(all.ledger.closed.map(\.grossPnl) == [150 + 200 + 300] && all.run.finalCash == 10_650)
        #expect(all.ledger.closed.map(\.returnFraction) == [650.0 / 1_500])
        // Of ten six are kept: they lose half of the ten points again by the end of that day.
        let some = stage(4)
        #expect(some.ledger.closed.map(\.netPnl) == [260])
        #expect(some.ledger.open.map(\.netPnl) == [300])
        #expect(some.run.finalEquity == 10_000 + 260 + 300)
    }

    @Test("S51 S76 closed and open trades of foreign futures make what equity makes, whatever the rates")
    func s51tradesOfForeignFuturesAddUp() {
        var (trades, splits) = (0, 0)
        for seed in 0..<UInt64(100) {
            var stage = RandomStage(seed: seed, movesMoney: true)
            var random = RandomStream(seed: seed, name: "foreign futures")
            stage.broker.interest = nil
            stage.broker.rates.entries = [
                .init(
                    "EUR",
                    .series(
                        times: (0..<40).map { first + Int64($0) * (hour + 7) },
                        values: (0..<40).map { _ in 0.3 + 2 * random.uniform() }))
            ]
            let panel = Panel(
                stage.panel.series.map { series in
                    var series = series.with(
                        series.actions.filter { if case .dividend = $0.kind { false } else { true } })
                    series.instrument.kind = .future
                    series.instrument.currency = "EUR"
                    series.instrument.multiplier = 3
                    return series
                })
            let run = Backtest(panel: panel, broker: stage.broker).run(RandomTrader(seed: seed, lot: stage.lot))
            let ledger = TradeLedger(
                log: run.log, panel: panel,
                end: Timestamp(nanoseconds: EquityCurve.decisionTimes(of: panel, count: run.stepCount).last ?? 0),
                terms: stage.broker)
            var (turnover, borrowed) = (stage.broker.cash, 0.0)
            for event in run.log {
                switch event.body {
                case .filled(let fill): turnover += fill.quantity * fill.price * 3 * fill.rate
                case .borrowed(_, _, _, let amount, _): borrowed += amount
                case .split: splits += 1
                default: break
                }
            }
            let profit = (ledger.closed + ledger.open).reduce(0) { $0 + $1.netPnl } - borrowed
            #expect(
                abs(profit - (run.finalEquity - stage.broker.cash)) <= 1e-9 * turnover,
                "trades make \(profit), equity \(run.finalEquity - stage.broker.cash), seed \(seed)")
            for trade in ledger.closed {
                trades += 1
                let sound = trade.netPnl / (trade.returnFraction == 0 ? .nan : trade.returnFraction)
                #expect(trade.returnFraction == 0 || sound > 0, "a return without its sign, seed \(seed)")
            }
        }
        #expect(trades > 100 && splits > 20)
    }

    @Test("S51 in one currency a run is what it was without rates") func s51oneCurrency() {
        for seed in 0..<UInt64(20) {
            let stage = RandomStage(seed: seed, movesMoney: true)
            let panel = Panel(
                stage.panel.series.map { series in
                    var series = series
                    series.instrument.currency = "USD"
                    return series
                })
            func bytes(_ entries: [ExchangeRates.Entry]) -> [UInt8] {
                var broker = stage.broker
                broker.rates.entries = entries
                let run = Backtest(panel: panel, broker: broker).run(RandomTrader(seed: seed, lot: stage.lot))
                return EventText.bytes(of: run.log, symbols: panel.instruments.map(\.symbol))
            }
            #expect(bytes([]) == bytes([.init("EUR", .constant(2))]), "seed \(seed)")
        }
    }
}

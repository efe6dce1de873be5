import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

private let flat = (100.0, 100.0, 100.0, 100.0)
private let midnight = Timestamp(CivilDate(year: 2020, month: 1, day: 1))

/// Bars of a symbol at given hours, all prices equal.
private func hours(_ symbol: String, _ prices: [(hour: Int, price: Double)]) -> BarSeries {
    BarSeries(
        instrument: Instrument(symbol: symbol), calendar: BarFixtures.calendar,
        bars: prices.map { hour, price in
            Bar(
                start: midnight + Int64(hour) * Timestamp.hour, end: midnight + Int64(hour + 1) * Timestamp.hour,
                open: price, high: price, low: price, close: price, volume: 1)
        })
}

@Suite struct TimeTests {
    @Test func s1aDecisionIsTakenAtTheEndOfABarAndSeesNothingLater() {
        var seen: [String] = []
        _ = Stage(
            [(1, 4, 0.5, 2), (2, 8, 1, 3)],
            [
                everyStep: { market, _ in
                    seen.append(
                        "\(market.now) \(market.barCount(of: one)) \(market.close(one)) \(market.bar(one).start)")
                }
            ])
        #expect(
            seen == [
                "2020-01-01T01:00:00Z 1 2.0 2020-01-01T00:00:00Z", "2020-01-01T02:00:00Z 2 3.0 2020-01-01T01:00:00Z",
            ])
    }

    @Test func s2aFillAtTheOpenCarriesTheBarsStartAnyOtherItsEnd() {
        let stage = Stage(
            [flat, (100, 101, 98, 100)],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 1))
                    desk.submit(order(.buy, 1, .limit(99)))
                }
            ])
        expectLines(stage.fills, ["01T01:00 buy 1 @ 100 open", "01T02:00 buy 1 @ 99 limit"])
    }

    @Test func s2instrumentsGoByTheBytesOfTheirSymbolsWhateverTheirOrder() {
        func lines(_ series: [BarSeries]) -> [String] {
            Stage(
                series,
                [
                    0: { _, desk in
                        for place in [2, 0, 1] { desk.submit(market(.buy, 1, InstrumentIndex(place))) }
                    }
                ]
            ).lines
        }
        let all = ["b", "B", "a"].map { BarFixtures.series([flat, flat], symbol: $0) }
        let first = lines(all)
        expectLines(lines(all.reversed()), first)
        #expect(
            first.suffix(3).map { $0.split(separator: " ")[3] } == ["instrument=B", "instrument=a", "instrument=b"])
    }

    @Test func s2aBarThatEndsIsDoneWithBeforeOneThatStarts() {
        // B's bar ends at 02:00, where A's starts: A's order, decided then, meets that open.
        let stage = Stage(
            [hours("A", [(0, 10), (2, 20)]), hours("B", [(1, 50)])],
            [
                1: { market, desk in
                    #expect(market.hasNewBar(two) && !market.hasNewBar(one))
                    desk.submit(buyNow(1))
                }
            ])
        expectLines(stage.fills, ["01T02:00 buy 1 A @ 20 open"])
    }

    @Test func s3aMissingBarIsNoTradingAndThePositionKeepsItsLastPrice() {
        let stage = Stage(
            [hours("A", [(0, 10), (1, 11), (4, 20)]), hours("B", [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5)])],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                2: { market, desk in
                    #expect(!market.hasNewBar(one) && market.close(one) == 11)
                    desk.submit(buyNow(1))
                },
            ])
        expectLines(stage.fills, ["01T01:00 buy 10 A @ 11 open", "01T04:00 buy 1 A @ 20 open"])
        #expect(stage.equity == [100_000, 100_000, 100_000, 100_000, 100_090])
    }

    @Test func s4filledForwardBarsAreNeverTradable() {
        let bars = (0..<4).map { Int64($0) * Timestamp.hour + midnight.nanoseconds }
        let series = BarSeries(
            instrument: Instrument(symbol: "TEST"), calendar: BarFixtures.calendar, start: bars,
            end: bars.map { $0 + Timestamp.hour }, open: [100, 100, 100, 103], high: [100, 100, 100, 104],
            low: [100, 100, 100, 102], close: [100, 100, 100, 103], volume: [1, 1, 1, 1],
            isFilled: [false, true, true, false])
        let stage = Stage([series], [0: { _, desk in desk.submit(market(.buy, 1)) }])
        expectLines(stage.fills, ["01T03:00 buy 1 @ 103 open"])
    }

    @Test func s5aBarOfZeroVolumeFillsNothingUnlessAsked() {
        let prices = [flat, (99.0, 99.0, 99.0, 99.0), (98.0, 98.0, 98.0, 98.0)]
        let series = BarFixtures.series(prices, volumes: [1, 0, 1])
        let actions: [Int: Action] = [0: { _, desk in desk.submit(market(.buy, 1)) }]
        expectLines(Stage([series], actions).fills, ["01T02:00 buy 1 @ 98 open"])
        let asked = Stage([series], actions) { $0.fill.fillsOnZeroVolume = true }
        expectLines(asked.fills, ["01T01:00 buy 1 @ 99 open"])
    }

    @Test func s5volumeThatIsZeroThroughoutIsUnknown() {
        let series = BarFixtures.series([flat, flat], volumes: [0, 0])
        expectLines(
            Stage([series], [0: { _, desk in desk.submit(market(.buy, 1)) }]).fills, ["01T01:00 buy 1 @ 100 open"])
    }

    @Test func s6aVolumeThatIsUnknownInOneBarDoesNotStopItsFills() {
        let series = BarFixtures.series([flat, flat], volumes: [1, .nan])
        expectLines(
            Stage([series], [0: { _, desk in desk.submit(market(.buy, 1)) }]).fills, ["01T01:00 buy 1 @ 100 open"])
    }

    @Test func s10aStopFillsAtTheOpenBehindAGap() {
        // Nothing trades from 02:00 to 20:00; the stop of 95 is passed in between.
        let stage = Stage(
            [hours("A", [(0, 100), (1, 100), (20, 80)])],
            [
                0: { _, desk in
                    desk.submit(order(.buy, 10, .market, bracket: Bracket(stop: .price(95))))
                }
            ])
        expectLines(stage.fills, ["01T01:00 buy 10 @ 100 open", "01T20:00 sell 10 @ 80 gap"])
    }

    @Test func s16barsThatEndByFromOnlyWarmInputs() {
        var bars: [Int] = []
        let stage = Stage(
            [BarFixtures.series([flat, flat, flat, flat])],
            [
                everyStep: { market, desk in
                    bars.append(market.barCount(of: one))
                    desk.submit(buyNow(1))
                }
            ], from: midnight + 2 * Timestamp.hour)
        #expect(bars == [1, 2, 3, 4] && stage.run.firstTradingStep == 2)
        expectLines(stage.fills, ["01T03:00 buy 1 @ 100 open"])
    }

    @Test func s16noOrderBeforeTheInputsAreWarm() {
        let stage = Stage(
            [BarFixtures.series([flat, flat, flat, flat])], [everyStep: { _, desk in desk.submit(buyNow(1)) }],
            warmUpBars: 2)
        #expect(stage.run.firstTradingStep == 2)
        expectLines(stage.fills, ["01T03:00 buy 1 @ 100 open"])
    }

    @Test func aRunWithoutBarsIsARun() {
        let stage = Stage([BarFixtures.series([])], [:])
        #expect(stage.run.stepCount == 0 && stage.run.finalEquity == 100_000 && stage.run.log.isEmpty)
        #expect(Stage([BarSeries](), [:]).run.stepCount == 0)
    }
}

/// A market buy of the first instrument, for closures in which `market` is the view.
private func buyNow(_ units: Double) -> OrderRequest { OrderRequest(.buy, .units(units), of: one) }

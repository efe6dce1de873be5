import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

private let flat = (100.0, 100.0, 100.0, 100.0)

@Suite struct OrderLifeTests {
    @Test func s33aDayOrderEndsAtTheCloseOfItsSession() {
        // Sessions are days; hourly bars. Sent at 03:00, it ends at midnight; the bar after would fill it.
        var prices = [(Double, Double, Double, Double)](repeating: flat, count: 26)
        prices[24] = (80, 81, 79, 80)
        var asked = order(.buy, 10, .limit(90))
        asked.timeInForce = .day
        let stage = Stage(prices, [2: { _, desk in desk.submit(asked) }])
        expectLines(
            stage.lines,
            [
                "01T03:00 submitted order=1 side=buy type=limit quantity=10 limit=90 time_in_force=day",
                "02T00:00 expired order=1",
            ])
    }

    @Test func s33aDayOrderSentAtTheCloseOfASessionIsForTheNext() {
        var prices = [(Double, Double, Double, Double)](repeating: flat, count: 50)
        prices[47] = (80, 81, 79, 80)
        var asked = order(.buy, 10, .limit(90))
        asked.timeInForce = .day
        let stage = Stage(prices, [23: { _, desk in desk.submit(asked) }])
        expectLines(stage.fills, ["02T23:00 buy 10 @ 80 gap"])
    }

    @Test func s33goodTillCancelledWaitsOverSessions() {
        var prices = [(Double, Double, Double, Double)](repeating: flat, count: 50)
        prices[47] = (80, 81, 79, 80)
        let stage = Stage(prices, [2: { _, desk in desk.submit(order(.buy, 10, .limit(90))) }])
        expectLines(stage.fills, ["02T23:00 buy 10 @ 80 gap"])
    }

    @Test func s12aDayOrderEndsWithAHalfDayAtItsOwnInstant() {
        // The first day trades until 13:00. An instrument without its last bars lets go of the order at 13:00 all the
        // same, before what happens in the other at 14:00.
        let midnight = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        let calendar = TradingCalendar(
            name: "half", zone: .utc, periodsPerYear: 252,
            sessions: [
                Session(
                    date: midnight.date, open: midnight + 9 * Timestamp.hour, close: midnight + 13 * Timestamp.hour,
                    isHalfDay: true),
                Session(
                    date: midnight.date + 1, open: midnight + 33 * Timestamp.hour, close: midnight + 40 * Timestamp.hour
                ),
            ])
        func bars(_ symbol: String, _ hours: [Int], _ low: Double, _ calendar: TradingCalendar) -> BarSeries {
            BarSeries(
                instrument: Instrument(symbol: symbol), calendar: calendar,
                bars: hours.map { hour in
                    Bar(
                        start: midnight + Int64(hour) * Timestamp.hour,
                        end: midnight + Int64(hour + 1) * Timestamp.hour,
                        open: 100, high: 101, low: low, close: 100, volume: 1)
                })
        }
        var asked = order(.buy, 10, .limit(90))
        asked.timeInForce = .day
        let stage = Stage(
            [bars("A", [9, 10, 33], 80, calendar), bars("B", [9, 10, 12, 13, 33], 99, BarFixtures.calendar)],
            [
                0: { _, desk in
                    desk.submit(OrderRequest(.buy, .units(10), of: one, kind: .limit(50), timeInForce: .day))
                },
                2: { _, desk in desk.submit(market(.buy, 1, two)) },
                1: { _, desk in desk.submit(asked) },
            ])
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "01T13:00 expired order=1 instrument=A", "01T13:00 expired order=2 instrument=A",
                "01T13:00 filled order=3 instrument=B side=buy quantity=1 price=100 source=open leg=open position=1 "
                    + "cash=99900",
            ])
    }

    @Test func s34aCancelIsEffectiveBeforeTheNextOpen() {
        let stage = Stage(
            [flat, flat, (80, 81, 79, 80)],
            [
                0: { _, desk in desk.submit(order(.buy, 10, .limit(90))) },
                1: { _, desk in desk.cancel(OrderID(1)) },
            ])
        expectLines(
            stage.lines.map { String($0.prefix(30)) },
            ["01T01:00 submitted order=1 sid", "01T02:00 cancelled order=1 rea"])
    }

    @Test func s34aReplacementIsEffectiveBeforeTheNextOpenAndKeepsItsNumber() {
        let stage = Stage(
            [flat, flat, (95, 96, 94, 95)],
            [
                0: { _, desk in desk.submit(order(.buy, 10, .limit(90))) },
                1: { _, desk in desk.replace(OrderID(1), with: .limit(95), units: 5) },
            ])
        expectLines(
            Array(stage.lines.dropFirst()),
            [
                "01T02:00 replaced order=1 side=buy type=limit quantity=5 limit=95",
                "01T02:00 filled order=1 side=buy quantity=5 price=95 source=limit leg=open position=5 cash=99525",
            ])
    }

    @Test func s34aReplacementThatCannotBeLeavesTheOrder() {
        let stage = Stage(
            [flat, flat, (90, 96, 89, 95)],
            [
                0: { _, desk in desk.submit(order(.buy, 10, .limit(90))) },
                1: { _, desk in desk.replace(OrderID(1), with: .limit(-1)) },
            ])
        expectLines(
            Array(stage.lines.dropFirst()),
            [
                "01T02:00 replacement-refused order=1 reason=size or price is not a positive number",
                "01T02:00 filled order=1 side=buy quantity=10 price=90 source=limit leg=open position=10 cash=99100",
            ])
    }

    @Test func s34aStopIsMovedWhileItsEntryIsOpen() {
        let stage = Stage(
            [flat, flat, (100, 101, 98, 100), flat],
            [
                0: { _, desk in desk.submit(order(.buy, 10, .market, bracket: Bracket(stop: .price(90)))) },
                1: { market, desk in
                    for order in market.workingOrders(in: one) { desk.replace(order.id, with: .stop(99)) }
                },
            ])
        expectLines(stage.fills, ["01T01:00 buy 10 @ 100 open", "01T03:00 sell 10 @ 99 stop"])
    }

    @Test func s37lotsNeverExceedWhatWasAskedAndNoLotIsARefusal() {
        let stage = Stage(
            [BarFixtures.series([flat, flat], lot: 5)],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 14.9))
                    desk.submit(OrderRequest(.buy, .value(1_499), of: one))
                    desk.submit(market(.buy, 4.99))
                    desk.submit(market(.buy, -3))
                    desk.submit(market(.buy, 5 - 1e-12))
                }
            ])
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "01T01:00 rejected order=3 reason=rounds to zero lots",
                "01T01:00 rejected order=4 reason=size or price is not a positive number",
                "01T01:00 filled order=1 side=buy quantity=10 price=100 source=open leg=open position=10 cash=99000",
                "01T01:00 filled order=2 side=buy quantity=10 price=100 source=open leg=open position=20 cash=98000",
                "01T01:00 filled order=5 side=buy quantity=5 price=100 source=open leg=open position=25 cash=97500",
            ])
    }

    @Test func s37anOrderBelowTheMinimumNotionalIsRefused() {
        var series = BarFixtures.series([flat, flat])
        series.instrument.minimumNotional = 1_000
        let stage = Stage(
            [series],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 9))
                    desk.submit(market(.buy, 10))
                }
            ])
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "01T01:00 rejected order=1 reason=below the minimum notional",
                "01T01:00 filled order=2 side=buy quantity=10 price=100 source=open leg=open position=10 cash=99000",
            ])
    }

    @Test func s38aFlipClosesThenOpensWithCostsOnEach() {
        let stage = Stage(
            [flat, flat, (110, 110, 110, 110), (105, 105, 105, 105)],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                1: { _, desk in desk.submit(market(.sell, 25)) },
            ]
        ) { $0.costs.commission.rate = 0.01 }
        expectLines(
            stage.lines.filter { $0.contains("filled") },
            [
                "01T01:00 filled order=1 side=buy quantity=10 price=100 commission=10 source=open leg=open position=10 "
                    + "cash=98990",
                "01T02:00 filled order=2 side=sell quantity=10 price=110 commission=11 source=open leg=close position=0 "
                    + "cash=100079",
                "01T02:00 filled order=2 side=sell quantity=15 price=110 commission=16.5 source=open leg=open "
                    + "position=-15 cash=101712.5",
            ])
        #expect(stage.ledger.closed.map(\.netPnl) == [100 - 10 - 11])
        #expect(stage.ledger.open.map(\.netPnl) == [75 - 16.5])
        #expect(stage.ledger.closed.map(\.roundTrip) == [1] && stage.ledger.open.map(\.roundTrip) == [2])
    }

    @Test func s38aFlipThatMayNotOpenClosesOnly() {
        let stage = Stage(
            [flat, flat, flat],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                1: { _, desk in desk.submit(market(.sell, 25)) },
            ]
        ) { $0.allowsShort = false }
        expectLines(
            Array(stage.lines.dropFirst(3)),
            [
                "01T02:00 filled order=2 side=sell quantity=10 price=100 source=open leg=close position=0 cash=100000",
                "01T02:00 reduced order=2 from=25 to=10 reason=not shortable",
            ])
    }

    @Test func s40ownOrdersDoNotTradeWithEachOther() {
        // A buy at 101 and a sell at 99 would cross; each meets the market's open instead.
        let stage = Stage(
            [flat, (100, 100.5, 99.5, 100)],
            [
                0: { _, desk in
                    desk.submit(order(.buy, 10, .limit(101)))
                    desk.submit(order(.sell, 10, .limit(99)))
                }
            ])
        expectLines(stage.fills, ["01T01:00 buy 10 @ 100 gap", "01T01:00 sell 10 @ 100 gap"])
    }

    @Test func s41refusalsStandInTheLogWithTheirReasons() {
        let stage = Stage(
            [flat, flat],
            [
                0: { _, desk in
                    desk.submit(market(.sell, 1))
                    desk.submit(market(.buy, 100_000))
                    desk.submit(order(.buy, 1, .limit(.nan)))
                    desk.submit(OrderRequest(.sell, .fractionOfPosition(1), of: one, reduceOnly: true))
                }
            ]
        ) {
            $0.allowsShort = false
            $0.fill.shortfall = .reject
        }
        expectLines(
            stage.lines.filter { $0.contains("rejected") },
            [
                "01T01:00 rejected order=3 reason=size or price is not a positive number",
                "01T01:00 rejected order=4 reason=nothing to reduce", "01T01:00 rejected order=1 reason=not shortable",
                "01T01:00 rejected order=2 reason=insufficient funds",
            ])
    }

    @Test func s42aPositionOpenAtTheEndIsMarkedAndOrdersGo() {
        let stage = Stage(
            [flat, (100, 100, 100, 107)],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 10))
                    desk.submit(order(.sell, 10, .limit(200)))
                }
            ])
        #expect(stage.run.positions[0].quantity == 10 && stage.run.finalEquity == 100_070)
        #expect(stage.ledger.closed.isEmpty && stage.ledger.open.map(\.netPnl) == [70])
        #expect(stage.lines.last == "01T02:00 cancelled order=2 reason=end of data")
    }

    @Test func s42closeAtEndSellsAtTheLastClose() {
        let stage = Stage([flat, (100, 100, 100, 107)], [0: { _, desk in desk.submit(market(.buy, 10)) }]) {
            $0.fill.closesAtEnd = true
            $0.costs.commission.perOrder = 1
        }
        expectLines(stage.fills, ["01T01:00 buy 10 @ 100 open", "01T02:00 sell 10 @ 107 close"])
        #expect(stage.run.finalEquity == 100_068 && stage.equity == [100_000, 100_068])
        #expect(stage.ledger.closed.map(\.netPnl) == [68] && stage.ledger.open.isEmpty)
    }

    @Test func s43equityAtZeroEndsTheRun() {
        let stage = Stage(
            [flat, flat, (150, 250, 150, 200), (100, 100, 100, 100), (100, 100, 100, 100)],
            [0: { _, desk in desk.submit(market(.sell, 1_000)) }])
        #expect(stage.run.outcome == .ruined && stage.run.stepCount == 3 && stage.equity == [100_000, 100_000, 0])
        #expect(stage.lines.last == "01T03:00 ruined equity=0")
    }
}

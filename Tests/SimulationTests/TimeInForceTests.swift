import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// A bar at 100 whose range is 99 to 101.
private let flat = (100.0, 101.0, 99.0, 100.0)

/// An order with a time in force.
private func timed(
    _ side: Side, _ units: Double, _ time: TimeInForce, _ kind: OrderKind = .market, bracket: Bracket? = nil
) -> OrderRequest {
    OrderRequest(side, .units(units), of: one, kind: kind, timeInForce: time, bracket: bracket)
}

/// The instant of an hour of January 2020.
private func hour(_ hour: Int) -> Timestamp {
    Timestamp(CivilDate(year: 2020, month: 1, day: 1)) + Int64(hour) * Timestamp.hour
}

@Suite struct TimeInForceTests {
    /// What followed the submissions.
    private func events(_ stage: Stage) -> [String] { stage.lines.filter { !$0.contains("submitted") } }

    @Test("S33 an IOC order meets one price only") func s33immediateOrCancelMeetsOnePriceOnly() {
        // The limit at 99.5 is inside the second bar, but not at its open: it is cancelled there. The market order fills.
        let stage = Stage(
            [flat, flat, flat],
            [
                0: { _, desk in
                    desk.submit(timed(.buy, 10, .immediateOrCancel, .limit(99.5), bracket: Bracket(stop: .price(90))))
                    desk.submit(timed(.buy, 5, .immediateOrCancel))
                    desk.submit(timed(.buy, 2, .immediateOrCancel, .limit(100)))
                }
            ])
        expectLines(
            events(stage),
            [
                "01T01:00 filled order=3 side=buy quantity=5 price=100 source=open leg=open position=5 cash=99500",
                "01T01:00 filled order=4 side=buy quantity=2 price=100 source=limit leg=open position=7 cash=99300",
                "01T01:00 cancelled order=1 reason=not filled at once",
                "01T01:00 cancelled order=2 reason=entry gone",
            ])
    }

    @Test("S33 an IOC market order under next-close meets the close") func s33immediateOrCancelAtTheNextClose() {
        let stage = Stage(
            [BarFixtures.series([flat, (100, 104, 99, 103), flat], volumes: [1, 1, 1])],
            [
                0: { _, desk in
                    desk.submit(timed(.buy, 5, .immediateOrCancel))
                    desk.submit(timed(.buy, 5, .immediateOrCancel, .limit(99.5)))
                }
            ]
        ) { $0.fill.market = .nextClose }
        expectLines(
            events(stage),
            [
                "01T01:00 cancelled order=2 reason=not filled at once",
                "01T02:00 filled order=1 side=buy quantity=5 price=103 source=close leg=open position=5 cash=99485",
            ])
    }

    @Test("S33 an IOC order is gone after a bar that does not trade") func s33immediateOrCancelInABarWithoutVolume() {
        let stage = Stage(
            [BarFixtures.series([flat, flat, flat], volumes: [10, 0, 10])],
            [0: { _, desk in desk.submit(timed(.buy, 5, .immediateOrCancel)) }])
        expectLines(events(stage), ["01T01:00 cancelled order=1 reason=not filled at once"])
    }

    @Test("S33 a FOK order fills whole or not at all") func s33fillOrKillFillsWholeOrNotAtAll() {
        // Funds of 1,500 pay for 15 units: a flip from 10 long to 20 short would need 20 at 100 after closing.
        let stage = Stage(
            [flat, flat, flat, flat],
            [
                0: { _, desk in desk.submit(timed(.buy, 10, .fillOrKill)) },
                1: { _, desk in desk.submit(timed(.sell, 30, .fillOrKill)) },
                2: { _, desk in desk.submit(timed(.sell, 25, .fillOrKill)) },
            ]
        ) { $0.cash = 1_500 }
        expectLines(
            events(stage),
            [
                "01T01:00 filled order=1 side=buy quantity=10 price=100 source=open leg=open position=10 cash=500",
                "01T02:00 cancelled order=2 reason=not filled whole",
                "01T03:00 filled order=3 side=sell quantity=10 price=100 source=open leg=close position=0 cash=1500",
                "01T03:00 filled order=3 side=sell quantity=15 price=100 source=open leg=open position=-15 cash=3000",
            ])
    }

    @Test("S33 a GTD order waits until its instant") func s33goodTillDateWaitsUntilItsInstant() {
        // The bar that ends at the instant still counts; the one after does not.
        let prices = [flat, flat, (100.0, 101.0, 94.0, 100.0), (100.0, 101.0, 89.0, 100.0)]
        let stage = Stage(
            prices,
            [
                0: { _, desk in
                    desk.submit(timed(.buy, 5, .goodTillDate(hour(3)), .limit(95)))
                    desk.submit(timed(.buy, 5, .goodTillDate(hour(3)), .limit(90)))
                    desk.submit(timed(.buy, 5, .goodTillDate(hour(1)), .limit(90)))
                }
            ])
        expectLines(
            events(stage),
            [
                "01T01:00 rejected order=3 reason=its time is over",
                "01T03:00 filled order=1 side=buy quantity=5 price=95 source=limit liquidity=maker leg=open position=5 "
                    + "cash=99525",
                "01T03:00 expired order=2",
            ])
        #expect(
            String(decoding: EventText.bytes(of: stage.run.log, symbols: ["TEST"]), as: UTF8.self).contains(
                "\"time_in_force\":\"gtd\",\"until\":\"2020-01-01T03:00:00Z\""))
    }

    @Test("S33 an at-open order meets the open of the next session") func s33atOpenMeetsTheNextSessionsOpen() {
        // Sessions begin at midnight: orders of 10:00 wait for 24:00. The limit at 99.5 is not met there.
        var prices = [(Double, Double, Double, Double)](repeating: flat, count: 50)
        prices[24] = (102, 103, 98, 100)
        let stage = Stage(
            prices,
            [
                9: { _, desk in
                    desk.submit(timed(.buy, 5, .atOpen))
                    desk.submit(timed(.sell, 3, .atOpen, .limit(101)))
                    desk.submit(timed(.buy, 7, .atOpen, .limit(99.5)))
                    desk.submit(OrderRequest(.buy, .units(1), of: one, kind: .stop(101), timeInForce: .atOpen))
                }
            ]
        ) { $0.fill.market = .nextClose }
        expectLines(
            events(stage),
            [
                "01T10:00 rejected order=4 reason=time in force is for market and limit orders",
                "02T00:00 filled order=1 side=buy quantity=5 price=102 source=open leg=open position=5 cash=99490",
                "02T00:00 filled order=2 side=sell quantity=3 price=102 source=gap leg=close position=2 cash=99796",
                "02T00:00 cancelled order=3 reason=open or close passed",
            ])
    }

    @Test("S33 an at-open order of the last bar meets the very next open") func s33atOpenAfterTheLastBar() {
        var prices = [(Double, Double, Double, Double)](repeating: flat, count: 26)
        prices[24] = (102, 103, 98, 100)
        let stage = Stage(prices, [23: { _, desk in desk.submit(timed(.buy, 5, .atOpen)) }])
        expectLines(stage.fills, ["02T00:00 buy 5 @ 102 open"])
    }

    @Test("S33 an at-close order meets the close of its session") func s33atCloseMeetsTheSessionsClose() {
        var prices = [(Double, Double, Double, Double)](repeating: flat, count: 50)
        prices[23] = (100, 105, 95, 104)
        let stage = Stage(
            prices,
            [
                9: { _, desk in
                    desk.submit(timed(.buy, 5, .atClose))
                    desk.submit(timed(.sell, 3, .atClose, .limit(103)))
                    desk.submit(timed(.buy, 7, .atClose, .limit(99)))
                }
            ])
        expectLines(
            events(stage),
            [
                "02T00:00 filled order=1 side=buy quantity=5 price=104 source=close leg=open position=5 cash=99480",
                "02T00:00 filled order=2 side=sell quantity=3 price=104 source=close leg=close position=2 cash=99792",
                "02T00:00 cancelled order=3 reason=open or close passed",
            ])
    }

    @Test("S33 an at-close order whose bar is missing goes") func s33atCloseWithoutItsBar() {
        let whole = BarFixtures.series([(Double, Double, Double, Double)](repeating: flat, count: 30))
        let bars = (0..<whole.count).filter { $0 != 23 }.map { whole[$0] }
        let series = BarSeries(instrument: whole.instrument, calendar: whole.calendar, bars: bars)
        let stage = Stage([series], [9: { _, desk in desk.submit(timed(.buy, 5, .atClose)) }])
        expectLines(events(stage), ["02T00:00 cancelled order=1 reason=open or close passed"])
    }

    @Test("S33 closes alone have no open to trade at") func s33atOpenOnClosesAlone() {
        let series = BarFixtures.series(
            [(100, 100, 100, 100), (101, 101, 101, 101), (102, 102, 102, 102)], content: .closes)
        let stage = Stage(
            [series],
            [
                0: { _, desk in
                    desk.submit(timed(.buy, 5, .atOpen))
                    desk.submit(timed(.buy, 4, .immediateOrCancel))
                    desk.submit(timed(.buy, 3, .immediateOrCancel, .limit(100.5)))
                }
            ])
        expectLines(
            events(stage),
            [
                "01T01:00 rejected order=1 reason=the data have no opens",
                "01T02:00 filled order=2 side=buy quantity=4 price=101 source=close leg=open position=4 cash=99596",
                "01T02:00 cancelled order=3 reason=not filled at once",
            ])
    }

    @Test("S33 one-price orders cannot become stops") func s33aReplacementCannotMakeAStopOfThem() {
        let stage = Stage(
            [flat, flat, flat],
            [
                0: { _, desk in desk.submit(timed(.buy, 5, .atClose, .limit(90))) },
                1: { _, desk in desk.replace(OrderID(1), with: .stop(110)) },
            ])
        expectLines(
            events(stage),
            [
                "01T02:00 replacement-refused order=1 reason=time in force is for market and limit orders",
                "01T03:00 cancelled order=1 reason=end of data",
            ])
    }
}

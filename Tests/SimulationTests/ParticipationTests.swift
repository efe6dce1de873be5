import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// A bar at 100 whose range is 99 to 101.
private let flat = (100.0, 101.0, 99.0, 100.0)

/// A run on hourly bars with volumes, of which orders get a half.
private func stage(
    _ prices: [(Double, Double, Double, Double)], _ volumes: [Double], _ actions: [Int: Action],
    lot: Double = 1, _ configure: (inout Broker) -> Void = { _ in }
) -> Stage {
    Stage([BarFixtures.series(prices, volumes: volumes, lot: lot)], actions) { broker in
        broker.fill.participation = 0.5
        configure(&broker)
    }
}

/// What followed the submissions, without the cash.
private func events(_ stage: Stage) -> [String] {
    stage.lines.filter { !$0.contains("submitted") }.map { line in
        line.split(separator: " ").filter { !$0.hasPrefix("cash=") }.joined(separator: " ")
    }
}

@Suite struct ParticipationTests {
    @Test("S35 orders share the volume in time priority and the rest waits") func s35ordersShareTheVolume() {
        // Half of 20 is 10: the first order takes 8, the second 2; half of 9 in whole units is 4, then 3 are left.
        let stage = stage(
            [flat, flat, flat, flat], [20, 20, 9, 20],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 8))
                    desk.submit(market(.buy, 9))
                }
            ])
        expectLines(
            events(stage),
            [
                "01T01:00 filled order=1 side=buy quantity=8 price=100 source=open leg=open position=8",
                "01T01:00 filled order=2 side=buy quantity=2 price=100 source=open leg=open resting=7 position=10",
                "01T02:00 filled order=2 side=buy quantity=4 price=100 source=open leg=open resting=3 position=14",
                "01T03:00 filled order=2 side=buy quantity=3 price=100 source=open leg=open position=17",
            ])
        // Every lot is a row of the ledger, and their costs add up.
        #expect(stage.ledger.open.map(\.quantity) == [8, 2, 4, 3])
    }

    @Test("S35 a limit order fills in parts while the price goes beyond it") func s35aLimitOrderFillsInParts() {
        let stage = stage(
            [flat, (100, 101, 94, 100), (100, 101, 96, 100), (90, 101, 90, 100)], [20, 8, 8, 8],
            [0: { _, desk in desk.submit(order(.buy, 6, .limit(95))) }])
        expectLines(
            events(stage),
            [
                "01T02:00 filled order=1 side=buy quantity=4 price=95 source=limit liquidity=maker leg=open resting=2 "
                    + "position=4",
                "01T03:00 filled order=1 side=buy quantity=2 price=90 source=gap leg=open position=6",
            ])
    }

    @Test("S35 a stop without volume triggers and waits as a market order") func s35aStopWithoutVolumeWaits() {
        // Half of 4 is 2 units at the stop; the next bar opens at 97, above nothing that it still needs.
        let stage = stage(
            [flat, flat, (100, 101, 94, 96), (97, 101, 97, 100)], [20, 20, 4, 20],
            [
                0: { _, desk in desk.submit(market(.buy, 6)) },
                1: { _, desk in desk.submit(order(.sell, 6, .stop(95))) },
            ])
        expectLines(
            Array(events(stage).dropFirst()),
            [
                "01T03:00 triggered order=2 level=95",
                "01T03:00 filled order=2 side=sell quantity=2 price=95 source=stop leg=close resting=4 position=4",
                "01T03:00 filled order=2 side=sell quantity=4 price=97 source=open leg=close position=0",
            ])
    }

    @Test("S6 a bar of unknown volume refuses volume-limited fills") func s6unknownVolumeOfABarRefusesFills() {
        let stage = stage(
            [flat, flat, flat], [20, .nan, 20], [0: { _, desk in desk.submit(market(.buy, 6)) }])
        expectLines(
            events(stage), ["01T02:00 filled order=1 side=buy quantity=6 price=100 source=open leg=open position=6"])
    }

    @Test("S5 a series of unknown volume is not limited") func s5unknownVolumeLimitsNothing() {
        let stage = stage([flat, flat], [0, 0], [0: { _, desk in desk.submit(market(.buy, 6)) }])
        expectLines(
            events(stage), ["01T01:00 filled order=1 side=buy quantity=6 price=100 source=open leg=open position=6"])
    }

    @Test("S30 bracket exits follow partial fills") func s30exitsFollowPartialFills() {
        // 3 of 5 at 95, then 2 at 90: the stop lies 10 below the average of 93, at 83, for all 5.
        let stage = stage(
            [flat, (100, 101, 94, 100), (90, 91, 89, 90), (90, 91, 80, 85), flat], [20, 6, 20, 20, 20],
            [
                0: { _, desk in
                    desk.submit(order(.buy, 5, .limit(95), bracket: Bracket(stop: .amount(10), target: .amount(50))))
                }
            ])
        expectLines(
            events(stage),
            [
                "01T02:00 filled order=1 side=buy quantity=3 price=95 source=limit liquidity=maker leg=open resting=2 "
                    + "position=3",
                "01T02:00 filled order=1 side=buy quantity=2 price=90 source=gap leg=open position=5",
                "01T04:00 triggered order=2 level=83",
                "01T04:00 filled order=2 side=sell quantity=5 price=83 source=stop leg=close position=0",
                "01T04:00 cancelled order=3 reason=one cancels other",
            ])
    }

    @Test("S30 an exit that trades ends the rest of its entry") func s30anExitThatTradesEndsTheRestOfItsEntry() {
        let stage = stage(
            [flat, (100, 101, 94, 100), (100, 112, 99, 110), (94, 95, 93, 94)], [20, 6, 20, 20],
            [
                0: { _, desk in
                    desk.submit(order(.buy, 5, .limit(95), bracket: Bracket(stop: .price(50), target: .price(110))))
                }
            ])
        expectLines(
            Array(events(stage).dropFirst()),
            [
                "01T03:00 filled order=3 side=sell quantity=3 price=110 source=limit liquidity=maker leg=close position=0",
                "01T03:00 cancelled order=2 reason=one cancels other",
                "01T03:00 cancelled order=1 reason=its exit traded",
            ])
    }

    @Test("S30 exits sleep while a closed position's entry still waits") func s30exitsSleepWhileTheEntryWaits() {
        // The strategy closes the 3 units; the 2 that come later have the stop again, 10 below their own price.
        let stage = stage(
            [flat, (100, 101, 94, 100), flat, (90, 91, 89, 90), (85, 86, 70, 75)], [20, 6, 20, 20, 20],
            [
                0: { _, desk in desk.submit(order(.buy, 5, .limit(95), bracket: Bracket(stop: .amount(10)))) },
                1: { market, desk in desk.close(one, market.position(of: one)) },
            ])
        expectLines(
            events(stage),
            [
                "01T02:00 filled order=1 side=buy quantity=3 price=95 source=limit liquidity=maker leg=open resting=2 "
                    + "position=3",
                "01T02:00 filled order=3 side=sell quantity=3 price=100 source=open leg=close position=0",
                "01T03:00 filled order=1 side=buy quantity=2 price=90 source=gap leg=open position=2",
                "01T05:00 triggered order=2 level=80",
                "01T05:00 filled order=2 side=sell quantity=2 price=80 source=stop leg=close position=0",
            ])
    }

    @Test("S31 a partial fill decides between two orders") func s31aPartialFillDecides() {
        let stage = stage(
            [flat, (100, 101, 94, 100), flat], [20, 6, 20],
            [
                0: { _, desk in
                    desk.submitOneCancelsOther([order(.buy, 5, .limit(95)), order(.buy, 5, .stop(110))])
                }
            ])
        expectLines(
            events(stage),
            [
                "01T02:00 filled order=1 side=buy quantity=3 price=95 source=limit liquidity=maker leg=open resting=2 "
                    + "position=3",
                "01T02:00 cancelled order=2 reason=one cancels other",
                "01T03:00 cancelled order=1 reason=end of data",
            ])
    }

    @Test("S33 volume decides over IOC and FOK") func s33volumeDecidesOverImmediateOrders() {
        func timed(_ units: Double, _ time: TimeInForce) -> OrderRequest {
            OrderRequest(.buy, .units(units), of: one, timeInForce: time)
        }
        let stage = stage(
            [flat, flat], [20, 20],
            [
                0: { _, desk in
                    desk.submit(timed(11, .fillOrKill))
                    desk.submit(timed(6, .fillOrKill))
                    desk.submit(timed(6, .immediateOrCancel))
                }
            ])
        expectLines(
            events(stage),
            [
                "01T01:00 cancelled order=1 reason=not filled whole",
                "01T01:00 filled order=2 side=buy quantity=6 price=100 source=open leg=open position=6",
                "01T01:00 filled order=3 side=buy quantity=4 price=100 source=open leg=open resting=2 position=10",
                "01T01:00 cancelled order=3 reason=not filled at once",
            ])
    }

    @Test("S44 partial fills pay the minimum once") func s44partialFillsPayTheMinimumOnce() {
        // 8 units at 1 each: 4 pay the minimum of 6, the other 4 the 2 that are missing.
        let stage = stage([flat, flat, flat], [8, 8, 8], [0: { _, desk in desk.submit(market(.buy, 8)) }]) {
            $0.costs.commission.perShare = 1
            $0.costs.commission.minimum = 6
        }
        let commissions = stage.run.log.compactMap { event in
            if case .filled(let fill) = event.body { fill.commission } else { nil }
        }
        #expect(commissions == [6, 2])
    }

    @Test("S41 funds that run out end the rest") func s41fundsThatRunOutEndTheRest() {
        // 650 pay for 4 and then for 2 of the 4 that wait.
        let stage = stage([flat, flat, flat], [8, 8, 8], [0: { _, desk in desk.submit(market(.buy, 8)) }]) {
            $0.cash = 650
        }
        expectLines(
            events(stage),
            [
                "01T01:00 filled order=1 side=buy quantity=4 price=100 source=open leg=open resting=4 position=4",
                "01T02:00 reduced order=1 from=4 to=2 reason=insufficient funds",
                "01T02:00 filled order=1 side=buy quantity=2 price=100 source=open leg=open position=6",
            ])
    }

    @Test("S35 a bar's share is spent across its open and range") func s35theShareIsSpentAcrossTheBar() {
        let stage = stage(
            [flat, (100, 101, 94, 100), flat], [20, 20, 20],
            [
                0: { _, desk in
                    desk.submit(order(.buy, 5, .limit(95)))
                    desk.submit(market(.buy, 8))
                }
            ])
        expectLines(
            events(stage),
            [
                "01T01:00 filled order=2 side=buy quantity=8 price=100 source=open leg=open position=8",
                "01T02:00 filled order=1 side=buy quantity=2 price=95 source=limit liquidity=maker leg=open resting=3 "
                    + "position=10",
                "01T03:00 cancelled order=1 reason=end of data",
            ])
    }
}

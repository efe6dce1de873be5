import Core
import Foundation
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Limits that hold whatever a strategy asks for (S41).
@Suite struct RiskLimitTests {
    /// Bars that open and close at 100.
    private func flat(_ count: Int) -> [(Double, Double, Double, Double)] {
        [(Double, Double, Double, Double)](repeating: (100, 100, 100, 100), count: count)
    }

    @Test("S41 an order is cut to what the limit of an instrument leaves") func s41cutToTheLimitOfAnInstrument() {
        // Half of 10,000 is 50 units at 100; then nothing more is bought, but all can be sold.
        let stage = Stage(
            flat(5),
            [
                0: { _, desk in desk.submit(market(.buy, 80)) },
                1: { _, desk in desk.submit(market(.buy, 1)) },
                2: { _, desk in desk.submit(market(.sell, 50)) },
            ]
        ) {
            $0.cash = 10_000
            $0.risk.maximumPerInstrument = 0.5
        }
        expectLines(
            stage.lines,
            [
                "01T01:00 submitted order=1 side=buy type=market quantity=80",
                "01T01:00 reduced order=1 from=80 to=50 reason=risk limit: instrument",
                "01T01:00 filled order=1 side=buy quantity=50 price=100 source=open leg=open position=50 cash=5000",
                "01T02:00 submitted order=2 side=buy type=market quantity=1",
                "01T02:00 rejected order=2 reason=risk limit: instrument",
                "01T03:00 submitted order=3 side=sell type=market quantity=50",
                "01T03:00 filled order=3 side=sell quantity=50 price=100 source=open leg=close position=0 cash=10000",
            ])
    }

    @Test("S41 gross counts both sides, net their difference") func s41grossAndNet() {
        func run(_ second: Side, _ configure: @escaping (inout Broker) -> Void) -> [String] {
            Stage(
                [BarFixtures.series(flat(4), symbol: "A"), BarFixtures.series(flat(4), symbol: "B")],
                [
                    0: { _, desk in
                        desk.submit(market(.buy, 40, one))
                        desk.submit(market(second, 40, two))
                    }
                ]
            ) {
                $0.cash = 10_000
                configure(&$0)
            }.lines.filter { !$0.contains("submitted") }.map {
                $0.split(separator: " ").dropFirst().filter { !$0.hasPrefix("cash") }.joined(separator: " ")
            }
        }
        let long = "filled order=1 instrument=A side=buy quantity=40 price=100 source=open leg=open position=40"
        // At the fill of the second order 4,000 are held: 6,000 gross leave 20 units, on either side.
        expectLines(
            run(.sell) { $0.risk.maximumGross = 0.6 },
            [
                long, "reduced order=2 instrument=B from=40 to=20 reason=risk limit: gross",
                "filled order=2 instrument=B side=sell quantity=20 price=100 source=open leg=open position=-20",
            ])
        // Net, the short takes away from the long: nothing is cut.
        expectLines(
            run(.sell) { $0.risk.maximumNet = 0.5 },
            [long, "filled order=2 instrument=B side=sell quantity=40 price=100 source=open leg=open position=-40"])
        expectLines(
            run(.buy) { $0.risk.maximumNet = 0.5 },
            [
                long, "reduced order=2 instrument=B from=40 to=10 reason=risk limit: net",
                "filled order=2 instrument=B side=buy quantity=10 price=100 source=open leg=open position=10",
            ])
    }

    @Test("S41 what fits at the decision is looked at again at the fill") func s41lookedAtAgainAtTheFill() {
        // 50 units fit at 100; at the open of 125 they are worth 6,250, and 5,000 buy 40.
        let stage = Stage(
            [(100, 100, 100, 100), (125, 125, 125, 125), (125, 125, 125, 125)],
            [0: { _, desk in desk.submit(market(.buy, 50)) }]
        ) {
            $0.cash = 10_000
            $0.risk.maximumGross = 0.5
        }
        #expect(stage.fills == ["01T01:00 buy 40 @ 125 open"])
        #expect(stage.lines.contains("01T01:00 reduced order=1 from=50 to=40 reason=risk limit: gross"))
    }

    @Test("S38 S41 the closing leg of a flip is never limited") func s41theClosingLegOfAFlipIsFree() {
        let stage = Stage(
            flat(4),
            [
                0: { _, desk in desk.submit(market(.buy, 50)) },
                1: { _, desk in desk.submit(market(.sell, 120)) },
            ]
        ) {
            $0.cash = 10_000
            $0.risk.maximumPerInstrument = 0.5
        }
        #expect(
            stage.fills == ["01T01:00 buy 50 @ 100 open", "01T02:00 sell 50 @ 100 open", "01T02:00 sell 50 @ 100 open"])
    }

    @Test("S41 a daily loss stops openings until the session is over") func s41dailyLoss() {
        // Hourly bars of one day: 100 units fall from 100 to 90, a tenth of the 10,000 of the session's start.
        var prices = flat(30)
        for hour in 2..<30 { prices[hour] = (90, 90, 90, 90) }
        let stage = Stage(
            prices,
            [
                0: { _, desk in desk.submit(market(.buy, 100)) },
                5: { _, desk in
                    desk.submit(market(.sell, 50))
                    desk.submit(OrderRequest(.buy, .units(10), of: one, kind: .limit(85)))
                },
                6: { _, desk in desk.submit(market(.buy, 10)) },
                // The decision at midnight is the session's last.
                23: { _, desk in desk.submit(market(.buy, 10)) },
                24: { _, desk in desk.submit(market(.buy, 10)) },
            ]
        ) {
            $0.cash = 10_000
            $0.risk.dailyLoss = 0.1
        }
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "01T01:00 filled order=1 side=buy quantity=100 price=100 source=open leg=open position=100 cash=0",
                "01T03:00 risk-stop equity=9000 level=9000 kind=daily-loss",
                "01T06:00 rejected order=3 reason=risk limit: daily loss",
                "01T06:00 filled order=2 side=sell quantity=50 price=90 source=open leg=close position=50 cash=4500",
                "01T07:00 rejected order=4 reason=risk limit: daily loss",
                "02T00:00 rejected order=5 reason=risk limit: daily loss",
                "02T01:00 filled order=6 side=buy quantity=10 price=90 source=open leg=open position=60 cash=3600",
            ])
    }

    @Test("S41 a drawdown stops openings for good, and closes what is held where asked to") func s41drawdown() {
        func run(flattens: Bool) -> Stage {
            Stage(
                [(100, 100, 100, 100), (100, 120, 100, 120), (96, 96, 96, 96), (96, 96, 96, 96), (130, 130, 130, 130)],
                [
                    0: { _, desk in
                        desk.submit(market(.buy, 100))
                        desk.submit(order(.sell, 100, .limit(500)))
                    },
                    3: { _, desk in desk.submit(market(.buy, 1)) },
                    4: { _, desk in desk.submit(market(.buy, 1)) },
                ]
            ) {
                $0.cash = 10_000
                $0.risk.drawdown = 0.2
                $0.risk.flattensAtDrawdown = flattens
            }
        }
        // From the peak of 12,000 the level is 9,600.
        let stage = run(flattens: true)
        expectLines(
            Array(stage.lines.dropFirst(3)),
            [
                "01T03:00 risk-stop equity=9600 level=9600 kind=drawdown",
                "01T03:00 cancelled order=2 reason=risk stop",
                "01T03:00 submitted order=3 side=sell type=market quantity=100 reduce_only=true reason=risk-stop",
                "01T03:00 filled order=3 side=sell quantity=100 price=96 source=open leg=close position=0 cash=9600",
                "01T04:00 submitted order=4 side=buy type=market quantity=1",
                "01T04:00 rejected order=4 reason=risk limit: drawdown",
                "01T05:00 submitted order=5 side=buy type=market quantity=1",
                "01T05:00 rejected order=5 reason=risk limit: drawdown",
            ])
        #expect(run(flattens: false).run.positions[0].quantity == 100)
    }

    @Test("S41 too many orders of a decision are refused, those that only reduce are not") func s41ordersOfAStep() {
        let stage = Stage(
            flat(4),
            [
                0: { _, desk in for _ in 0..<3 { desk.submit(market(.buy, 1)) } },
                1: { market, desk in
                    for _ in 0..<2 { desk.submit(order(.buy, 1, .limit(50))) }
                    desk.close(one, market.position(of: one))
                },
            ]
        ) { $0.risk.maximumOrdersPerStep = 2 }
        #expect(
            stage.lines.filter { $0.contains("rejected") } == [
                "01T01:00 rejected order=3 reason=risk limit: orders of a step"
            ])
        #expect(stage.run.positions[0].isFlat)
    }

    @Test("S41 random orders never open beyond a limit") func s41randomOrdersStayWithinTheLimit() {
        var openings = 0
        for seed in 0..<UInt64(120) {
            var stage = RandomStage(seed: seed)
            guard stage.panel.count == 1 else { continue }
            stage.broker.risk.maximumPerInstrument = 0.4
            for event in stage.run().run.log {
                guard case .filled(let fill) = event.body, !fill.closes else { continue }
                openings += 1
                // Against equity at the fill's price, before its commission.
                let value = fill.position * fill.price
                #expect(abs(value) <= 0.4 * (fill.cash + fill.commission + value) * (1 + 1e-9), "seed \(seed)")
            }
        }
        #expect(openings > 100)
    }

    @Test("ten thousand orders of one decision wait and fill, each once")
    func tenThousandOrdersOfADecision() {
        let count = 10_000
        // They rest far below the market for forty bars, and end with the data.
        var bars = flat(40)
        let resting = Stage(
            bars, [0: { _, desk in for _ in 0..<count { desk.submit(order(.buy, 1, .limit(50))) } }])
        #expect(resting.run.log.count == 2 * count)
        // And here all of them trade, at the open of a bar that gaps through them.
        bars[20] = (40, 40, 40, 40)
        let filled = Stage(
            bars, [0: { _, desk in for _ in 0..<count { desk.submit(order(.buy, 1, .limit(50))) } }]
        ) { $0.cash = 1e6 }
        #expect(filled.run.positions[0].quantity == Double(count))
    }
}

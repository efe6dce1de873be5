import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Initial and maintenance margin, calls and how they are answered (S50).
@Suite struct MarginTests {
    private func flat(_ count: Int, _ price: Double = 100) -> [(Double, Double, Double, Double)] {
        [(Double, Double, Double, Double)](repeating: (price, price, price, price), count: count)
    }

    @Test("S50 half of the value opens a position, long or short") func s50initialMargin() {
        for side in [Side.buy, .sell] {
            // 10,000 at a half carry 20,000: 200 units at 100.
            let stage = Stage(flat(3), [0: { _, desk in desk.submit(market(side, 300)) }]) {
                $0.cash = 10_000
                $0.margin = Margin()
            }
            #expect(stage.run.positions[0].quantity == side.sign * 200)
            #expect(stage.run.finalCash == 10_000 - side.sign * 20_000)
            #expect(stage.lines.contains("01T01:00 reduced order=1 from=300 to=200 reason=insufficient funds"))
            #expect(stage.run.finalEquity == 10_000)
        }
    }

    @Test("S52 the margin check includes costs, and refuses where asked to") func s52costsCount() {
        func stage(_ shortfall: Shortfall) -> Stage {
            Stage(flat(3), [0: { _, desk in desk.submit(market(.buy, 200)) }]) {
                $0.cash = 10_000
                $0.margin = Margin()
                $0.costs.commission.rate = 0.01
                $0.fill.shortfall = shortfall
            }
        }
        // A unit needs 50 of margin and 1 of commission: 196 units of 51 are 9,996.
        #expect(stage(.reduce).fills == ["01T01:00 buy 196 @ 100 open"])
        #expect(stage(.reject).lines.last == "01T01:00 rejected order=1 reason=insufficient funds")
        // Two tenths of equity more are spent: 12,000 pay for 200 units.
        #expect(stage(.allow(upTo: 0.2)).fills == ["01T01:00 buy 200 @ 100 open"])
    }

    @Test("S50 a fraction of the free funds is one of the buying power") func s50fractionOfFunds() {
        let stage = Stage(
            flat(3), [0: { _, desk in desk.submit(OrderRequest(.buy, .fractionOfCash(0.5), of: one)) }]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
        }
        #expect(stage.fills == ["01T01:00 buy 100 @ 100 open"])
    }

    @Test("S50 a call closes as many lots as bring equity back to the maintenance margin") func s50liquidation() {
        // 200 units bought with a debt of 10,000. At 60 equity is 2,000, and a quarter of 12,000 is 3,000: each unit sold
        // relieves 15, so 1,000 / 15 = 66.7, 67 units.
        let stage = Stage(
            flat(2) + [(60, 60, 60, 60)] + flat(3, 60),
            [
                0: { _, desk in desk.submit(market(.buy, 200)) },
                1: { _, desk in desk.submit(order(.buy, 1, .limit(10))) },
                2: { _, desk in desk.submit(market(.buy, 1)) },
                // Equity is 2,000 and 133 units need 1,995.
                3: { _, desk in desk.submit(market(.buy, 1)) },
            ]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
        }
        expectLines(
            Array(stage.lines.dropFirst(2)),
            [
                "01T02:00 submitted order=2 side=buy type=limit quantity=1 limit=10",
                "01T03:00 margin-call equity=2000 requirement=3000",
                "01T03:00 cancelled order=2 reason=margin call",
                "01T03:00 submitted order=3 side=sell type=market quantity=67 reduce_only=true reason=margin-call",
                "01T03:00 submitted order=4 side=buy type=market quantity=1",
                "01T03:00 rejected order=4 reason=margin call",
                "01T03:00 filled order=3 side=sell quantity=67 price=60 source=open leg=close position=133 cash=-5980",
                "01T04:00 margin-restored equity=2000 requirement=1995",
                "01T04:00 submitted order=5 side=buy type=market quantity=1",
                "01T04:00 rejected order=5 reason=insufficient funds",
            ])
    }

    @Test("S50 the position of the largest margin goes first, then the next") func s50orderOfLiquidation() {
        let (a, b) = (flat(2) + [(50, 50, 50, 50)] + flat(2, 50), flat(2) + [(40, 40, 40, 40)] + flat(2, 40))
        let stage = Stage(
            [BarFixtures.series(a, symbol: "A"), BarFixtures.series(b, symbol: "B")],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 60, one))
                    desk.submit(market(.buy, 120, two))
                }
            ]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
            $0.margin?.maintenance = 0.5
        }
        // Debt 8,000; 60 · 50 + 120 · 40 = 7,800: equity −200 would be ruin.
        #expect(stage.run.outcome == .ruined)
        let milder = Stage(
            [
                BarFixtures.series(flat(2) + [(90, 90, 90, 90)] + flat(2, 90), symbol: "A"),
                BarFixtures.series(flat(2) + [(60, 60, 60, 60)] + flat(2, 60), symbol: "B"),
            ],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 60, one))
                    desk.submit(market(.buy, 120, two))
                }
            ]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
            $0.margin?.maintenance = 0.5
        }
        // 5,400 + 7,200 − 8,000 = 4,600 against 6,300. B's margin is 3,600, A's 2,700: B goes first; 1,700 / 30 = 56.7.
        #expect(
            milder.lines.filter { $0.contains("margin-call") } == [
                "01T03:00 margin-call equity=4600 requirement=6300",
                "01T03:00 submitted order=3 instrument=B side=sell type=market quantity=57 reduce_only=true reason=margin-call",
            ])
        let worse = Stage(
            [
                BarFixtures.series(flat(2) + [(70, 70, 70, 70)] + flat(2, 70), symbol: "A"),
                BarFixtures.series(flat(2) + [(50, 50, 50, 50)] + flat(2, 50), symbol: "B"),
            ],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 60, one))
                    desk.submit(market(.buy, 120, two))
                }
            ]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
            $0.margin?.maintenance = 0.5
        }
        // 4,200 + 6,000 − 8,000 = 2,200 against 5,100: 2,900 are lacking, 25 a unit of B: 116 of its 120.
        #expect(
            worse.lines.filter { $0.contains("margin-call") && $0.contains("submitted") } == [
                "01T03:00 submitted order=3 instrument=B side=sell type=market quantity=116 reduce_only=true reason=margin-call"
            ])
    }

    @Test("S50 a call that only stops openings closes nothing") func s50stopOpening() {
        let stage = Stage(
            flat(2) + [(60, 60, 60, 60), (60, 60, 60, 60), (90, 90, 90, 90), (90, 90, 90, 90)],
            [
                0: { _, desk in desk.submit(market(.buy, 200)) },
                3: { _, desk in desk.submit(market(.buy, 1)) },
                // Selling is always possible.
                4: { _, desk in desk.submit(market(.sell, 100)) },
            ]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
            $0.margin?.call = .stopOpening
        }
        expectLines(
            Array(stage.lines.dropFirst(2)),
            [
                "01T03:00 margin-call equity=2000 requirement=3000",
                "01T04:00 submitted order=2 side=buy type=market quantity=1",
                "01T04:00 rejected order=2 reason=margin call",
                "01T05:00 margin-restored equity=8000 requirement=4500",
                "01T05:00 submitted order=3 side=sell type=market quantity=100",
                "01T05:00 filled order=3 side=sell quantity=100 price=90 source=open leg=close position=100 cash=-1000",
            ])
    }

    @Test("S50 sessions of grace put the closing off") func s50grace() {
        // A bar a day: the call of the third day is answered at the close of the fourth.
        let series = BarFixtures.series(flat(2) + flat(4, 60), length: Timestamp.day)
        let stage = Stage([series], [0: { _, desk in desk.submit(market(.buy, 200)) }]) {
            $0.cash = 10_000
            $0.margin = Margin()
            $0.margin?.graceSessions = 1
        }
        expectLines(
            Array(stage.lines.dropFirst(2)),
            [
                "04T00:00 margin-call equity=2000 requirement=3000",
                "05T00:00 submitted order=2 side=sell type=market quantity=67 reduce_only=true reason=margin-call",
                "05T00:00 filled order=2 side=sell quantity=67 price=60 source=open leg=close position=133 cash=-5980",
                "06T00:00 margin-restored equity=2000 requirement=1995",
            ])
    }

    @Test("S50 a short that rises is bought back, at the same close where market orders fill there")
    func s50shortAtTheSameClose() {
        // 100 sold short at 100: cash 15,000, at 130 equity 2,000 against 3,250. With 1 of slippage a unit relieves 31.5.
        let stage = Stage(
            flat(1) + [(100, 130, 100, 130)] + flat(2, 130), [0: { _, desk in desk.submit(market(.sell, 100)) }]
        ) {
            $0.cash = 5_000
            $0.margin = Margin()
            $0.fill.market = .sameClose
        }
        expectLines(
            Array(stage.lines.dropFirst(2)),
            [
                "01T02:00 margin-call equity=2000 requirement=3250",
                "01T02:00 submitted order=2 side=buy type=market quantity=39 reduce_only=true reason=margin-call",
                "01T02:00 filled order=2 side=buy quantity=39 price=130 source=close leg=close position=-61 cash=9930",
                "01T03:00 margin-restored equity=2000 requirement=1982.5",
            ])
    }

    @Test("S50 an instrument's own margin goes before the broker's, money a unit before parts") func s50ownMargins() {
        var series = BarFixtures.series(flat(3))
        series.instrument.margin.initial = 0.1
        series.instrument.margin.maintenance = 0.1
        func bought(_ series: BarSeries) -> Double {
            Stage([series], [0: { _, desk in desk.submit(market(.buy, 10_000)) }]) {
                $0.cash = 10_000
                $0.margin = Margin()
            }.run.positions[0].quantity
        }
        #expect(bought(series) == 1_000)
        series.instrument.margin.initialPerUnit = 20
        #expect(bought(series) == 500)
    }

    @Test("S43 a gap beyond all margin ends the run on negative equity") func s43aGapRuins() {
        let stage = Stage(
            flat(2) + [(40, 40, 40, 40)] + flat(2, 40), [0: { _, desk in desk.submit(market(.buy, 200)) }]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
        }
        #expect(stage.run.outcome == .ruined)
        #expect(stage.lines.last == "01T03:00 ruined equity=-2000")
        #expect(stage.run.finalEquity == -2_000 && stage.equity.last == -2_000)
    }

    @Test("S50 after every fill that opens, equity carries the margin of what is held")
    func s50randomOrdersStayWithinMargin() {
        var (openings, calls) = (0, 0)
        for seed in 0..<UInt64(600) {
            var stage = RandomStage(seed: seed)
            stage.broker.margin = Margin()
            stage.broker.cash = 1_000
            stage.broker.margin?.initial = 0.2
            stage.broker.margin?.maintenance = 0.199
            stage.broker.risk = RiskLimits()
            stage.broker.allowsShort = true
            stage.broker.fill.shortfall = .reduce
            guard stage.panel.count == 1 else { continue }
            for event in stage.run().run.log {
                if case .marginCall(let equity, let requirement) = event.body {
                    calls += 1
                    #expect(equity < requirement, "seed \(seed)")
                }
                guard case .filled(let fill) = event.body, !fill.closes else { continue }
                openings += 1
                let value = fill.position * fill.price
                #expect(fill.cash + value >= 0.2 * abs(value) - 1e-6, "seed \(seed)")
            }
        }
        #expect(openings > 200 && calls > 5, "\(openings) openings, \(calls) calls")
    }
}

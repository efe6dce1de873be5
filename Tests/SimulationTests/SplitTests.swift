import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

@Suite struct SplitTests {
    @Test(
        "S53 equity is unchanged by a split, long, short and in fractions",
        arguments: [(10.0, 2.0), (-10, 2), (3.7, 3), (-3.7, 1.5), (10, 0.1), (7, 7)])
    func s53equityIsUnchanged(units: Double, ratio: Double) {
        let stage = Stage(
            [days(100, 100, 100 / ratio, 100 / ratio, lot: 0).having((2, .split(ratio: ratio)))],
            [0: { $1.submit(market(units > 0 ? .buy : .sell, abs(units))) }])
        for equity in stage.equity { #expect(abs(equity - 100_000) <= 1e-9 * 100_000) }
        let position = stage.run.positions[0]
        #expect(abs(position.quantity - units * ratio) <= 1e-12 && abs(position.averagePrice - 100 / ratio) <= 1e-12)
        let lot = stage.ledger.open[0]
        #expect(abs(lot.quantity - abs(units) * ratio) <= 1e-12 && abs(lot.netPnl) <= 1e-9)
        #expect(abs(lot.maximumAdverseExcursion) <= 1e-12 && abs(lot.maximumFavourableExcursion) <= 1e-12)
    }

    @Test("S53 a margin of money a unit is one of new units after a split") func s53marginPerUnit() {
        // 20 a unit carry 500 units; after a split in two a unit needs 10, so that 500 old units hold what 1,000 new do.
        var series = days(100, 100, 50, 50, 50).having((2, .split(ratio: 2)))
        (series.instrument.margin.initialPerUnit, series.instrument.margin.maintenancePerUnit) = (20, 20)
        let stage = Stage([series], [2: { _, desk in desk.submit(market(.buy, 10_000)) }]) {
            $0.cash = 10_000
            $0.margin = Margin()
        }
        #expect(stage.run.positions[0].quantity == 1_000)
    }

    @Test("S53 waiting orders have their units multiplied and their prices divided") func s53waitingOrders() {
        let series = days(100, 100, 100, 50, 50).having((3, .split(ratio: 2)))
        let stage = Stage(
            [series],
            [
                1: { _, desk in
                    desk.submit(order(.buy, 10, .limit(90)))
                    desk.submit(order(.buy, 10, .stop(110)))
                    desk.submit(order(.buy, 10, .stopLimit(stop: 120, limit: 122)))
                    desk.submit(order(.sell, 10, .trailingStop(.amount(8))))
                    desk.submit(order(.sell, 10, .trailingStop(.fraction(0.1))))
                    desk.submit(
                        order(.buy, 10, .limit(80), bracket: Bracket(stop: .price(70), target: .amount(12))))
                }
            ])
        let replaced = stage.lines.filter { $0.contains("replaced") }
        expectLines(
            replaced,
            [
                "04T00:00 replaced order=1 side=buy type=limit quantity=20 limit=45",
                "04T00:00 replaced order=2 side=buy type=stop quantity=20 stop=55",
                "04T00:00 replaced order=3 side=buy type=stop-limit quantity=20 limit=61 stop=60",
                "04T00:00 replaced order=4 side=sell type=trailing-stop quantity=20 stop=46 trail=4",
                "04T00:00 replaced order=5 side=sell type=trailing-stop quantity=20 stop=45 trail_fraction=0.1",
                "04T00:00 replaced order=6 side=buy type=limit quantity=20 limit=40",
                "04T00:00 replaced order=7 side=sell type=stop stop=35 reduce_only=true parent=6 role=stop-loss "
                    + "state=waits for its entry reason=stop-loss",
                "04T00:00 replaced order=8 side=sell type=limit reduce_only=true parent=6 role=take-profit "
                    + "state=waits for its entry reason=take-profit",
            ])
    }

    @Test("S53 a market order that waits for the open of the split's day buys as much") func s53orderAtTheOpen() {
        let stage = Stage(
            [days(100, 50, 50).having((1, .split(ratio: 2)))], [0: { $1.submit(market(.buy, 10)) }])
        expectLines(
            Array(stage.lines.dropFirst()),
            [
                "02T00:00 split ratio=2 position=0 price=50",
                "02T00:00 replaced order=1 side=buy type=market quantity=20",
                "02T00:00 filled order=1 side=buy quantity=20 price=50 source=open leg=open position=20 cash=99000",
            ])
    }

    @Test("S53 a stop on the day of a split triggers at its divided level, and at no other")
    func s53stopOnTheDayOfASplit() {
        func run(low: Double) -> [String] {
            let bars = BarFixtures.series(
                [(100, 100, 100, 100), (100, 101, 99, 100), (50, 51, low, 50)], length: Timestamp.day)
            return Stage(
                [bars.having((2, .split(ratio: 2)))],
                [0: { $1.submit(order(.buy, 10, .market, bracket: Bracket(stop: .fraction(0.05)))) }]
            ).fills
        }
        #expect(run(low: 48) == ["02T00:00 buy 10 @ 100 open"])
        #expect(run(low: 47) == ["02T00:00 buy 10 @ 100 open", "04T00:00 sell 20 @ 47.5 stop"])
    }

    @Test("S53 what a reverse split leaves of an order is whole lots, or it is cancelled")
    func s53reverseSplitOfOrders() {
        let stage = Stage(
            [days(10, 10, 10, 100, 100).having((3, .split(ratio: 0.1)))],
            [
                1: { _, desk in
                    desk.submit(order(.buy, 25, .limit(8)))
                    desk.submit(order(.buy, 7, .limit(8)))
                }
            ])
        expectLines(
            stage.lines.filter { $0.hasPrefix("04T00:00") },
            [
                "04T00:00 split ratio=0.1 position=0 price=100",
                "04T00:00 replaced order=1 side=buy type=limit quantity=2 limit=80",
                "04T00:00 cancelled order=2 reason=less than a lot after a split",
            ])
    }

    @Test("S53 the fraction of a lot stays and is closed with the position, or is paid out at once")
    func s53fractions() {
        let series = days(10, 10, 100, 100, 100).having((2, .split(ratio: 0.1)))
        let script: [Int: Action] = [
            0: { $1.submit(market(.buy, 25)) },
            2: { $1.close(one, $0.position(of: one)) },
        ]
        let kept = Stage([series], script)
        #expect(kept.fills == ["02T00:00 buy 25 @ 10 open", "04T00:00 sell 2.5 @ 100 open"])
        let paid = Stage([series], script) { $0.splitFractions = .cash }
        #expect(
            paid.fills == [
                "02T00:00 buy 25 @ 10 open", "03T00:00 sell 0.5 @ 100 cash-in-lieu", "04T00:00 sell 2 @ 100 open",
            ])
        for stage in [kept, paid] { #expect(stage.equity.allSatisfy { $0 == 100_000 }) }
        #expect(paid.ledger.closed.map(\.exitReason) == ["cash-in-lieu", ""])
    }

    @Test("S53 history is in the units of the day that sees it, and later days are not") func s53history() {
        var seen: [[Double]] = []
        var marks: [Double] = []
        let series = BarFixtures.series(
            [(100, 104, 96, 100), (120, 124, 116, 120), (60, 64, 56, 60), (30, 34, 26, 30)], length: Timestamp.day
        ).having((2, .split(ratio: 2)), (3, .split(ratio: 2)))
        _ = Stage(
            [series],
            [
                everyStep: { market, _ in
                    seen.append((0..<market.barCount(of: one)).reversed().map { market.close(one, ago: $0) })
                    marks.append(market.rescaling(of: one))
                    #expect(market.hasRescaledHistory == (market.step >= 2))
                    let first = market.bar(one, ago: market.step)
                    #expect(first.volume * first.close == 100_000 && first.high / first.close == 1.04)
                }
            ])
        #expect(seen == [[100], [100, 120], [50, 60, 60], [25, 30, 30, 30]])
        #expect(marks == [1, 1, 2, 2])
        #expect(series.close == [100, 120, 60, 30])
    }

    @Test("S53 an order that was filled in part before a split stays one order") func s53partialFill() {
        let series = BarFixtures.series(
            [(100, 100, 100, 100), (100, 100, 100, 100), (50, 50, 50, 50), (50, 50, 50, 50)],
            volumes: [100, 10, 40, 40], length: Timestamp.day
        ).having((2, .split(ratio: 2)))
        let stage = Stage([series], [0: { $1.submit(market(.buy, 20)) }]) {
            $0.fill.participation = 0.5
            $0.costs.commission.perOrder = 1
        }
        #expect(
            stage.fills == [
                "02T00:00 buy 5 @ 100 open", "03T00:00 buy 20 @ 50 open", "04T00:00 buy 10 @ 50 open",
            ])
        #expect(stage.run.finalEquity == 100_000 - 1)
    }
}

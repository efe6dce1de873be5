import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Futures: no notional moves, gains settle at session ends (S37, S44, S50, S76).
@Suite struct FutureTests {
    /// A bar a day with a multiplier of 50, opening at the close before.
    private func future(_ closes: [Double], _ symbol: String = "TEST") -> BarSeries {
        var bars: [(Double, Double, Double, Double)] = []
        for (place, close) in closes.enumerated() {
            let open = place == 0 ? close : closes[place - 1]
            bars.append((open, max(open, close), min(open, close), close))
        }
        var series = BarFixtures.series(bars, symbol: symbol, length: Timestamp.day)
        series.instrument.kind = .future
        series.instrument.multiplier = 50
        series.instrument.margin.initialPerUnit = 1_000
        series.instrument.margin.maintenancePerUnit = 800
        return series
    }

    @Test("S76 the gain of a future is paid at each session's end, and nothing moves at a trade but costs")
    func s76gainsSettle() {
        // 2 contracts at 100 for 5 in commission; +10, then −4 points of 50: 1,000 and −400.
        let stage = Stage(
            [future([100, 110, 106, 106, 108])],
            [
                0: { _, desk in desk.submit(market(.buy, 2)) },
                2: { _, desk in desk.submit(market(.sell, 2)) },
            ]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
            $0.costs.commission.perShare = 2.5
        }
        expectLines(
            stage.lines.filter { !$0.contains("submitted") },
            [
                "02T00:00 filled order=1 side=buy quantity=2 price=100 commission=5 source=open leg=open position=2 cash=9995",
                "03T00:00 settled-gain price=110 amount=1000 cash=10995",
                "04T00:00 settled-gain price=106 amount=-400 cash=10595",
                "04T00:00 filled order=2 side=sell quantity=2 price=106 commission=5 source=open leg=close position=0 cash=10590",
            ])
        #expect(stage.equity == [10_000, 10_995, 10_595, 10_590, 10_590])
        #expect(stage.ledger.closed.map(\.netPnl) == [590])
    }

    @Test("S76 a gain made within a session is equity at once, and cash at its end") func s76gainOfASession() {
        // Hourly bars of one day: 100 to 104, sold again at 104; the day ends without another bar, so at the data's end.
        var series = BarFixtures.series([
            (100, 100, 100, 100), (100, 104, 100, 104), (104, 104, 104, 104), (104, 104, 104, 104),
        ])
        series.instrument.kind = .future
        series.instrument.multiplier = 50
        let stage = Stage(
            [series],
            [
                0: { _, desk in desk.submit(market(.buy, 1)) },
                1: { _, desk in desk.submit(market(.sell, 1)) },
                2: { market, _ in #expect(market.cash == 10_000 && market.equity == 10_200) },
            ]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
        }
        #expect(stage.lines.last == "01T04:00 settled-gain price=104 amount=200 cash=10200")
        #expect(stage.equity == [10_000, 10_200, 10_200, 10_200])
        #expect(stage.run.finalCash == 10_200 && stage.run.finalEquity == 10_200)
    }

    @Test("S50 margin per contract says how many can be held") func s50marginPerContract() {
        let stage = Stage(
            [future([100, 100, 100])], [0: { _, desk in desk.submit(market(.sell, 30)) }]
        ) {
            $0.cash = 10_000
            $0.margin = Margin()
            $0.costs.commission.perShare = 2.5
        }
        // A contract needs 1,000 and 2.5: nine of them.
        #expect(stage.lines[1] == "02T00:00 reduced order=1 from=30 to=9 reason=insufficient funds")
        // Without a margin account it is held in full: 5,000 each.
        let cash = Stage(
            [future([100, 100, 100])].map {
                var one = $0; one.instrument.margin = MarginTerms(); return one
            },
            [0: { _, desk in desk.submit(market(.buy, 30)) }]
        ) { $0.cash = 10_000 }
        #expect(cash.run.positions[0].quantity == 2)
    }

    @Test("S50 S43 a future's loss brings a call, and beyond all money ruin") func s50callAndRuin() {
        let stage = Stage(
            [future([100, 100, 110, 110, 110])], [0: { _, desk in desk.submit(market(.sell, 8)) }]
        ) {
            $0.cash = 9_000
            $0.margin = Margin()
        }
        // 10 points of 8 contracts are 4,000: 5,000 against 6,400, and each contract relieves 800: two.
        expectLines(
            Array(stage.lines.dropFirst(2)),
            [
                "04T00:00 margin-call equity=5000 requirement=6400",
                "04T00:00 submitted order=2 side=buy type=market quantity=2 reduce_only=true reason=margin-call",
                "04T00:00 settled-gain price=110 amount=-4000 cash=5000",
                "04T00:00 filled order=2 side=buy quantity=2 price=110 source=open leg=close position=-6 cash=5000",
                "05T00:00 margin-restored equity=5000 requirement=4800",
            ])
        let ruined = Stage(
            [future([100, 100, 130, 130])], [0: { _, desk in desk.submit(market(.sell, 8)) }]
        ) {
            $0.cash = 9_000
            $0.margin = Margin()
        }
        #expect(ruined.run.outcome == .ruined && ruined.run.finalEquity == -3_000 && ruined.equity.last == -3_000)
    }

    @Test("S47 nothing is borrowed for a future that is sold short, and it earns as cash does") func s47noBorrowing() {
        let stage = Stage([future([100, 100, 100])], [0: { _, desk in desk.submit(market(.sell, 1)) }]) {
            $0.margin = Margin()
            $0.costs.borrow.annualRate = 0.5
            $0.interest = Interest()
            $0.interest?.cashRate = 0.36
        }
        #expect(stage.lines.filter { $0.contains("borrowed") }.isEmpty)
        #expect(stage.lines.contains("03T00:00 interest balance=100100 days=1 amount=100.1 cash=100200.1"))
    }

    @Test("S37 the multiplier scales value, gain and the part of equity") func s37multiplier() {
        var series = BarFixtures.series([(100, 100, 100, 100), (100, 100, 100, 100), (100, 102, 100, 102)])
        series.instrument.multiplier = 10
        let stage = Stage(
            [series], [0: { _, desk in desk.submit(OrderRequest(.buy, .fractionOfEquity(0.5), of: one)) }])
        #expect(stage.fills == ["01T01:00 buy 50 @ 100 open"])
        #expect(stage.run.finalEquity == 101_000 && stage.ledger.open[0].netPnl == 1_000)
    }
}

import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

@Suite struct DelistingTests {
    private let script: [Int: Action] = [
        0: { _, desk in
            desk.submit(market(.buy, 10))
            desk.submit(order(.buy, 5, .limit(20)))
        },
        2: { market, desk in
            #expect(market.position(of: one).isFlat)
            desk.submit(order(.buy, 1, .market))
        },
    ]

    @Test("S54 a delisting closes at the last or the given price and cancels orders", arguments: [nil, 0, 40.0])
    func s54closes(price: Double?) {
        let stage = Stage(
            [days(100, 100, 60, symbol: "A").having((2, .delisting(price: price))), days(1, 1, 1, 1, symbol: "B")],
            script)
        let last = price ?? 60
        expectLines(
            stage.lines.filter { $0.hasPrefix("04T00:00") },
            [
                "04T00:00 delisted instrument=A price=\(last.shortestText)",
                "04T00:00 cancelled order=2 instrument=A reason=delisted",
                "04T00:00 filled order=0 instrument=A side=sell quantity=10 price=\(last.shortestText) source=delisting "
                    + "leg=close position=0 cash=\((99_000 + 10 * last).shortestText)",
                "04T00:00 submitted order=3 instrument=A side=buy type=market quantity=1",
                "04T00:00 rejected order=3 instrument=A reason=delisted",
            ])
        #expect(stage.run.finalEquity == 99_000 + 10 * last && stage.equity.last == stage.run.finalEquity)
        #expect(stage.ledger.closed.map(\.exitReason) == ["delisting"] && stage.ledger.open.isEmpty)
        #expect(stage.ledger.closed.map(\.exitPrice) == [last])
    }

    @Test("S54 a short position is bought back") func s54short() {
        let stage = Stage(
            [days(100, 100, 60, symbol: "A").having((2, .delisting(price: 5))), days(1, 1, 1, 1, symbol: "B")],
            [0: { $1.submit(market(.sell, 10)) }])
        #expect(stage.run.finalCash == 101_000 - 50 && stage.run.positions[0].isFlat)
    }

    @Test("S54 an instrument whose bars end before holds its last price until the date") func s54afterItsLastBar() {
        let all = days(100, 100, 60, 60, symbol: "A")
        let ended = all.slice(0..<2).with([
            CorporateAction(
                date: CivilDate(year: 2020, month: 1, day: 3),
                instant: Timestamp(CivilDate(year: 2020, month: 1, day: 4)), kind: .delisting(price: 3))
        ])
        let stage = Stage([ended, days(1, 1, 1, 1, symbol: "B")], [0: { $1.submit(market(.buy, 10)) }])
        #expect(stage.equity == [100_000, 100_000, 99_030, 99_030])
    }

    @Test("S43 S54 a run that ruin ended knows no delisting after it") func s54afterRuin() {
        let other = days(1, 1, 1, 1, 1, symbol: "B").having((3, .delisting(price: 9)))
        let stage = Stage([days(100, 100, 300, 300, 300, symbol: "A"), other], [0: { $1.submit(market(.sell, 900)) }])
        #expect(stage.run.outcome == .ruined && stage.lines.last == "04T00:00 ruined equity=-80000", "\(stage.lines)")
    }

    @Test("S54 where the data end with the last bar, the session after it still counts, and no later one")
    func s54atTheEndOfTheData() {
        func final(day: Int) -> Cash {
            let series = days(100, 100, 60).with([
                CorporateAction(
                    date: CivilDate(year: 2020, month: 1, day: day),
                    instant: Timestamp(CivilDate(year: 2020, month: 1, day: day + 1)), kind: .delisting(price: 3))
            ])
            let stage = Stage([series], [0: { $1.submit(market(.buy, 10)) }])
            #expect(stage.equity.last == stage.run.finalEquity)
            return stage.run.finalEquity
        }
        #expect(final(day: 3) == 99_030)
        #expect(final(day: 4) == 99_030)
        #expect(final(day: 5) == 99_600)
    }
}

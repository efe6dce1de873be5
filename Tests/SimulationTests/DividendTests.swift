import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

@Suite struct DividendTests {
    @Test("S48 a dividend counts in equity from the ex date on and is cash on the pay date")
    func s48longHolderIsOwedThenPaid() {
        // Bought at 100 on the second day; 2 a unit go ex on the third, when the price falls by as much.
        let stage = Stage(
            [days(100, 100, 98, 98, 98).having((2, .dividend(2, paidOnDay: 4)))], [0: { $1.submit(market(.buy, 10)) }])
        expectLines(
            Array(stage.lines.dropFirst()),
            [
                "02T00:00 filled order=1 side=buy quantity=10 price=100 source=open leg=open position=10 cash=99000",
                "03T00:00 dividend quantity=10 per_unit=2 amount=20 receivable=20",
                "05T00:00 dividend-paid amount=20 cash=99020 receivable=0",
            ])
        #expect(stage.equity == [100_000, 100_000, 100_000, 100_000, 100_000])
        #expect(stage.run.finalEquity == 100_000 && stage.run.finalReceivable == 0)
        #expect(stage.ledger.dividends == [20])
        #expect(stage.ledger.open.map(\.netPnl) == [-20])
    }

    @Test("S48 without a pay date it is cash on the ex date") func s48withoutPayDate() {
        let stage = Stage(
            [days(100, 100, 98).having((2, .dividend(2)))], [0: { $1.submit(market(.buy, 10)) }])
        expectLines(
            Array(stage.lines.suffix(2)),
            [
                "03T00:00 dividend quantity=10 per_unit=2 amount=20 receivable=20",
                "03T00:00 dividend-paid amount=20 cash=99020 receivable=0",
            ])
        #expect(stage.equity == [100_000, 100_000, 100_000])
    }

    @Test("S48 a short position owes the dividend, and it cannot be spent") func s48shortOwes() {
        let stage = Stage(
            [days(100, 100, 98, 98, 98).having((2, .dividend(2, paidOnDay: 4)))],
            [
                0: { $1.submit(market(.sell, 10)) },
                2: { market, desk in
                    #expect(market.equity == 1_000 && market.cash == 2_000)
                    desk.submit(OrderRequest(.sell, .fractionOfCash(1), of: one))
                },
            ]
        ) { $0.cash = 1_000 }
        expectLines(
            stage.lines.filter { $0.contains("dividend") || $0.contains("filled") },
            [
                "02T00:00 filled order=1 side=sell quantity=10 price=100 source=open leg=open position=-10 cash=2000",
                "03T00:00 dividend quantity=-10 per_unit=2 amount=-20 receivable=-20",
                // Free are 2,000 less twice 980 less the 20 owed.
                "05T00:00 dividend-paid amount=-20 cash=1980 receivable=0",
            ])
        #expect(stage.lines.contains { $0.contains("rejected") && $0.contains("rounds to zero lots") })
        #expect(stage.equity == [1_000, 1_000, 1_000, 1_000, 1_000])
    }

    @Test("S48 only what was held before the ex date gets it; what is sold at its open still does")
    func s48heldBeforeTheOpen() {
        let series = days(100, 100, 98, 98).having((2, .dividend(2, paidOnDay: 3)))
        let late = Stage([series], [1: { $1.submit(market(.buy, 10)) }])
        #expect(!late.lines.contains { $0.contains("dividend") })
        let gone = Stage(
            [series], [0: { $1.submit(market(.buy, 10)) }, 1: { $1.submit(market(.sell, 10)) }])
        #expect(gone.run.finalCash == 100_000)
        #expect(gone.lines.contains("03T00:00 dividend quantity=10 per_unit=2 amount=20 receivable=20"))
    }

    @Test("S48 what is paid after the data stays in equity") func s48paidAfterTheData() {
        let stage = Stage(
            [days(100, 100, 98).having((2, .dividend(2, paidOnDay: 50)))], [0: { $1.submit(market(.buy, 10)) }])
        #expect(stage.run.finalEquity == 100_000 && stage.run.finalReceivable == 20)
        #expect(stage.run.finalCash == 99_000 && stage.equity.last == 100_000)
    }

    @Test("S2 S48 an action on a day without a bar takes effect at that day's open")
    func s48onADayWithoutABar() {
        // The second instrument trades on; the first has no bar on the third day.
        let all = days(100, 100, 98, 98, symbol: "A")
        let gaps = BarSeries(
            instrument: all.instrument, calendar: all.calendar, bars: [0, 1, 3].map { all[$0] })
        let split = CorporateAction(
            date: CivilDate(year: 2020, month: 1, day: 3),
            instant: Timestamp(CivilDate(year: 2020, month: 1, day: 3)), kind: .split(ratio: 2))
        let stage = Stage(
            [gaps.with([split]), days(50, 50, 50, 50, symbol: "B")], [0: { $1.submit(market(.buy, 10)) }])
        #expect(
            stage.lines.contains("03T00:00 split instrument=A ratio=2 position=20 price=50"), "\(stage.lines)")
        #expect(stage.equity == [100_000, 100_000, 100_000, 99_000 + 20 * 98])
    }
}

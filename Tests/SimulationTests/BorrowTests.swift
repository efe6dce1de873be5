import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

@Suite struct BorrowTests {
    /// Sessions from 9:00 to 17:00 on Thursday, Friday, Monday and Tuesday, from 2020-01-02, with a bar each.
    private func week(_ closes: [Double]) -> BarSeries {
        let dates = [0, 1, 4, 5].map { CivilDate(year: 2020, month: 1, day: 2) + $0 }
        let calendar = TradingCalendar(
            name: "week", zone: .utc, periodsPerYear: 252,
            sessions: dates.map { Session(date: $0, open: Timestamp($0, hour: 9), close: Timestamp($0, hour: 17)) })
        return BarSeries(
            instrument: Instrument(symbol: "TEST"), calendar: calendar,
            bars: zip(dates, closes).map { date, close in
                Bar(
                    start: Timestamp(date, hour: 9), end: Timestamp(date, hour: 17), open: 100, high: max(100, close),
                    low: min(100, close), close: close, volume: 1)
            })
    }

    @Test("S47 a weekend is three days of borrowing") func s47aWeekendIsThreeDays() {
        // 10 short from Friday's open; at its close they are worth 1,250: 36 % / 360 · 1,250 · 3 = 3.75 for the weekend,
        // then one day of 1,500: 1.5. The night after the last bar is not charged.
        let stage = Stage(
            [week([100, 125, 150, 150])], [0: { _, desk in desk.submit(market(.sell, 10)) }]
        ) { $0.costs.borrow.annualRate = 0.36 }
        expectLines(
            Array(stage.lines.dropFirst(2)),
            [
                "03T17:00 borrowed quantity=10 days=3 amount=3.75 cash=100996.25",
                "06T17:00 borrowed quantity=10 days=1 amount=1.5 cash=100994.75",
            ])
        // A night is part of the step that ends it.
        #expect(stage.equity == [100_000, 99_750, 100_996.25 - 1_500, 100_994.75 - 1_500])
        #expect(stage.run.finalCash == 100_994.75)
    }

    @Test("S47 a year of 365 days is an option") func s47aYearOf365DaysIsAnOption() {
        let stage = Stage(
            [week([100, 100, 100, 100])], [0: { _, desk in desk.submit(market(.sell, 10)) }]
        ) {
            $0.costs.borrow.annualRate = 0.365
            $0.costs.borrow.dayCount = .actual365
        }
        #expect(abs(stage.run.finalCash - (101_000 - 3 - 1)) < 1e-9)
    }

    @Test("S47 nothing is paid for what is owned, or sold and bought back in a session") func s47onlyNightsOfShorts() {
        let stage = Stage(
            [week([100, 100, 100, 100])],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                1: { _, desk in desk.submit(market(.sell, 20)) },
                2: { _, desk in
                    desk.submit(OrderRequest(.buy, .units(10), of: one))
                },
            ]
        ) {
            $0.costs.borrow.annualRate = 0.36
            $0.fill.market = .sameClose
        }
        // Long until Friday's close, short over the weekend only: bought back at Monday's close.
        #expect(stage.lines.filter { $0.contains("borrowed") }.count == 1)
        #expect(stage.lines.contains { $0.hasPrefix("03T17:00 borrowed quantity=10 days=3 amount=3 ") })
    }
}

import Core
import Testing
import TimeSeries

@testable import StrategyKit

/// Higher timeframes and other instruments are seen only when complete.
@Suite struct RuleTimeframeTests {
    private static let nan = Double.nan

    /// Sessions from Monday 2021-03-29 on, without Good Friday, 04-02.
    ///
    /// Three more weeks follow in the calendar.
    private static func easter(halfDays: [CivilDate] = []) -> TradingCalendar {
        RuleFixture.calendar(
            from: CivilDate(year: 2021, month: 3, day: 29), days: 40,
            holidays: [CivilDate(year: 2021, month: 4, day: 2)],
            halfDays: halfDays)
    }

    private static func series(_ count: Int, missing: Set<Int> = []) -> BarSeries {
        let calendar = easter()
        let bars = (0..<count).filter { !missing.contains($0) }.map { index in
            let close = Double(index + 1)
            return Bar(
                start: calendar.sessions[index].open, end: calendar.sessions[index].close, open: close - 0.5,
                high: close + 1, low: close - 1, close: close, volume: 10)
        }
        return BarSeries(instrument: Instrument(symbol: "AAA"), calendar: calendar, bars: bars)
    }

    @Test func s13S14TheWeekIsSeenAtTheEndOfItsLastSessionHolidaysIncluded() throws {
        // Sessions 0…3 are the week before Easter, which ends on Thursday; 4…8 and 9…13 are whole weeks.
        let values = try RuleFixture.values("weekly(close)", Self.series(12))
        #expect(same(values, [.nan, .nan, .nan, 4, 4, 4, 4, 4, 9, 9, 9, 9]))
    }

    @Test func s14AWeekWhoseLastBarIsMissingIsSeenAtTheNextBar() throws {
        // Session 8, a Friday, has no bar: Monday's bar, session 9, is the first to know that the week is over.
        let values = try RuleFixture.values("weekly(close)", Self.series(12, missing: [8]))
        #expect(same(values, [.nan, .nan, .nan, 4, 4, 4, 4, 4, 8, 8, 8]))
    }

    @Test func s14TheLastIncompleteWeekIsNeverSeen() throws {
        // The calendar itself ends on a Wednesday: nobody knows whether the week goes on.
        let calendar = RuleFixture.calendar(from: CivilDate(year: 2021, month: 3, day: 29), days: 10)
        let series = RuleFixture.closes((1...8).map { Double($0) }, calendar)
        #expect(same(try RuleFixture.values("weekly(close)", series), [.nan, .nan, .nan, .nan, 5, 5, 5, 5]))
    }

    @Test func s13AWindowIsFirstMaximumMinimumLastAndSum() throws {
        let series = Self.series(9)
        for (text, wanted) in [("open", 0.5), ("high", 5), ("low", 0), ("close", 4), ("volume", 40.0), ("hl2", 2.5)] {
            let values = try RuleFixture.values("weekly(\(text))", series)
            #expect(values[3] == wanted, "\(text)")
        }
    }

    @Test func indicatorsAndOffsetsInsideRunOnWeeks() throws {
        let series = Self.series(14)
        #expect(
            same(
                try RuleFixture.values("weekly(sma(close, 2))", series),
                [Double](repeating: .nan, count: 8) + [6.5, 6.5, 6.5, 6.5, 6.5, 11.5]))
        #expect(
            same(
                try RuleFixture.values("weekly(close[1])", series),
                [Double](repeating: .nan, count: 8) + [4, 4, 4, 4, 4, 9]))
        // Outside, an offset goes back by bars of the data.
        #expect(
            same(
                try RuleFixture.values("weekly(close)[1]", series),
                [.nan, .nan, .nan, .nan] + [4, 4, 4, 4, 4, 9, 9, 9, 9, 9]))
        #expect(
            try RuleFixture.values("weekly(close > 5)", series).suffix(6) == [1, 1, 1, 1, 1, 1])
    }

    @Test func monthsEndWithTheirLastSession() throws {
        // March ends with session 2, a Wednesday.
        let values = try RuleFixture.values("monthly(close)", Self.series(6))
        #expect(same(values, [.nan, .nan, 3, 3, 3, 3]))
    }

    @Test func s12DaysOfMinutesEndWhenTheSessionDoesHalfDaysIncluded() throws {
        let half = CivilDate(year: 2021, month: 3, day: 30)
        let series = RuleFixture.intraday("AAA", Self.easter(halfDays: [half]), minutes: 90, seed: 1)
        // 14:30 to 21:00 holds five bars of 90 minutes, the last of 30; to 18:00 three, the last of 30.
        let values = try RuleFixture.values("daily(close)", series)
        #expect(values.prefix(4).allSatisfy { $0.isNaN })
        #expect(values[4] == series.close[4])
        #expect(values[5] == series.close[4] && values[6] == series.close[4])
        #expect(values[7] == series.close[7])
        #expect(series.end[7] == Timestamp(half, hour: 18).nanoseconds)
        #expect(values[12] == series.close[12])
    }

    @Test func windowsOfMinutesBeginAtTheOpenAndEndWithTheSession() throws {
        let series = RuleFixture.intraday("AAA", Self.easter(), minutes: 30, seed: 2)
        // From 14:30 on, hours end at 15:30, 16:30, …, 20:30; the last window ends with the session at 21:00.
        let values = try RuleFixture.values("hourly(close)", series)
        var wanted: [Double] = [.nan]
        for index in 1..<series.count {
            let place = index % 13
            let isEnd = place % 2 == 1 || place == 12
            wanted.append(isEnd ? series.close[index] : wanted[index - 1])
        }
        #expect(same(values, wanted))
        #expect(same(try RuleFixture.values("minutes(60, close)", series), wanted))
    }

    @Test func aTimeframeFinerThanTheBarsGivesTheBars() throws {
        let series = Self.series(6)
        #expect(same(try RuleFixture.values("hourly(close)", series), series.close))
        #expect(same(try RuleFixture.values("daily(close)", series), series.close))
    }

    @Test func anotherInstrumentIsSeenAsOfItsLastBarThatEnded() throws {
        let calendar = Self.easter(halfDays: [CivilDate(year: 2021, month: 3, day: 31)])
        let own = RuleFixture.intraday("AAA", calendar, minutes: 130, seed: 3)
        let other = RuleFixture.daily("SPY", Self.easter(), seed: 4, missing: [1], count: 4)
        let panel = Panel([own, other])
        let compiled = try RuleFixture.Compiled([
            "SPY.close", "SPY.sma(close, 2)", "sma(SPY.close, 2)", "'SPY'.close[1]",
        ])
        let values = compiled.streamed("AAA", in: panel).values
        for index in 0..<own.count {
            let known = (0..<other.count).filter { other.end[$0] <= own.end[index] }
            let last = known.last.map { other.close[$0] } ?? .nan
            #expect(same([values[0][index]], [last]), "bar \(index)")
            let mean = known.count < 2 ? Double.nan : (other.close[known.count - 2] + other.close[known.count - 1]) / 2
            #expect(agrees(values[1][index], mean), "bar \(index)")
            let before = index == 0 ? Double.nan : values[0][index - 1]
            #expect(agrees(values[2][index], (before + last) / 2), "bar \(index)")
            #expect(same([values[3][index]], [before]), "bar \(index)")
        }
    }

    @Test func anotherInstrumentsWeekIsThatOfItsOwnCalendar() throws {
        // SPY trades on Good Friday, so that its week ends a session later than ours.
        let spy = RuleFixture.daily(
            "SPY", RuleFixture.calendar(from: CivilDate(year: 2021, month: 3, day: 29), days: 40), seed: 5, count: 10)
        let panel = Panel([Self.series(6), spy])
        let compiled = try RuleFixture.Compiled(["SPY.weekly(close)"])
        let week = spy.close[4]
        #expect(same(compiled.streamed("AAA", in: panel).values[0], [.nan, .nan, .nan, .nan, week, week]))
        #expect(same(compiled.columns("AAA", in: panel).values[0], [.nan, .nan, .nan, .nan, week, week]))
    }

    @Test func s16ARuleIsWarmWhenItsWeeksAre() throws {
        let compiled = try RuleFixture.Compiled(["weekly(sma(close, 2)) > sma(close, 3)", "sma(weekly(close), 3) > 0"])
        let warm = compiled.streamed("AAA", in: Panel([Self.series(14)])).warm
        // Two weeks are complete at session 8; three bars that see them at session 10.
        #expect(warm == (0..<14).map { $0 >= 10 })
    }

    private func agrees(_ a: Double, _ b: Double) -> Bool {
        a.isNaN && b.isNaN || abs(a - b) <= 1e-12 * abs(b)
    }
}

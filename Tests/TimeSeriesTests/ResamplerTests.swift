import Core
import Testing
import TimeSeries

@Suite struct ResamplerTests {
    static let xnys = TradingCalendar.xnys(zone: TestZones.newYork)

    /// Minutes of a session with closes 1, 2, 3 … and a volume of 1 each.
    static func minutes(_ date: CivilDate, count: Int = 390, skip: Set<Int> = []) throws -> [Bar] {
        let session = try #require(xnys.session(on: date))
        return (0..<count).filter { !skip.contains($0) }.map { index in
            let start = session.open + Int64(index) * Timestamp.minute
            let price = Double(index + 1)
            return Bar(
                start: start, end: start + Timestamp.minute, open: price - 0.5, high: price + 1, low: price - 1,
                close: price, volume: 1)
        }
    }

    static func series(_ bars: [Bar], _ calendar: TradingCalendar = xnys) -> BarSeries {
        BarSeries(instrument: Instrument(symbol: "X"), calendar: calendar, bars: bars)
    }

    static let monday = CivilDate(year: 2018, month: 3, day: 12)

    @Test("S13 a bar is first max min last sum") func s13aBarIsFirstMaxMinLastSum() throws {
        let base = Self.series(try Self.minutes(Self.monday, count: 5))
        let five = try base.resampled(to: WindowGrid(.intraday(nanoseconds: 5 * Timestamp.minute), calendar: Self.xnys))
        #expect(five.series.count == 1)
        let bar = five.series[0]
        #expect((bar.open, bar.high, bar.low, bar.close, bar.volume) == (0.5, 6, 0, 5, 5))
        #expect(bar.start.description == "2018-03-12T13:30:00Z")
        #expect(bar.end.description == "2018-03-12T13:35:00Z")
    }

    @Test("S14 the last incomplete window is dropped") func s14theLastIncompleteWindowIsDropped() throws {
        let base = Self.series(try Self.minutes(Self.monday, count: 9))
        let five = try base.resampled(to: WindowGrid(.intraday(nanoseconds: 5 * Timestamp.minute), calendar: Self.xnys))
        #expect(five.series.count == 1)
        #expect(five.droppedIncomplete)
        let whole = try Self.series(try Self.minutes(Self.monday, count: 10)).resampled(to: five.grid(5))
        #expect(whole.series.count == 2)
        #expect(!whole.droppedIncomplete)
    }

    @Test("S14 a day is complete at the session's close, not at midnight")
    func s14aDayIsCompleteAtTheSessionsCloseNotAtMidnight() throws {
        let day = try Self.series(try Self.minutes(Self.monday)).resampled(to: WindowGrid(.day, calendar: Self.xnys))
        #expect(day.series.count == 1)
        #expect(day.series[0].end.description == "2018-03-12T20:00:00Z")
        let short = try Self.series(try Self.minutes(Self.monday, count: 389)).resampled(
            to: WindowGrid(.day, calendar: Self.xnys))
        #expect(short.series.count == 0)
    }

    @Test("S12 an hour from the open ends with the half day") func s12anHourFromTheOpenEndsWithTheHalfDay() throws {
        let eve = CivilDate(year: 2018, month: 12, day: 24)
        let hours = try Self.series(try Self.minutes(eve, count: 210)).resampled(
            to: WindowGrid(.intraday(nanoseconds: Timestamp.hour), calendar: Self.xnys))
        #expect(hours.series.count == 4)
        #expect(hours.series[3].start.description == "2018-12-24T17:30:00Z")
        #expect(hours.series[3].end.description == "2018-12-24T18:00:00Z")
        #expect(hours.barCounts == [60, 60, 60, 30])
    }

    @Test("S13 weeks start on Monday and end with their last session")
    func s13weeksStartOnMondayAndEndWithTheirLastSession() throws {
        // Good Friday 2018-03-30 is a holiday: the week is complete on Thursday.
        let bars = (12...29).compactMap { Self.xnys.session(on: CivilDate(year: 2018, month: 3, day: $0)) }.map {
            Bar(start: $0.open, end: $0.close, open: 1, high: 2, low: 0, close: Double($0.date.day), volume: 1)
        }
        let weeks = try Self.series(bars).resampled(to: WindowGrid(.week, calendar: Self.xnys))
        #expect(weeks.series.close == [16, 23, 29])
        #expect(weeks.barCounts == [5, 5, 4])
        #expect(weeks.series[2].end.description == "2018-03-29T20:00:00Z")
    }

    @Test func aRuleSeesAHigherBarOnlyOnceItIsComplete() throws {
        let bars = (12...29).compactMap { Self.xnys.session(on: CivilDate(year: 2018, month: 3, day: $0)) }.map {
            Bar(start: $0.open, end: $0.close, open: 1, high: 2, low: 0, close: Double($0.date.day), volume: 1)
        }
        let base = Self.series(bars)
        let weeks = try base.resampled(to: WindowGrid(.week, calendar: Self.xnys))
        #expect(weeks.lastCompleted(over: base) == [-1, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2])
    }

    @Test func aWindowWhoseLastMinutesSawNoTradeIsCompletedByTheNextBar() throws {
        let grid = WindowGrid(.intraday(nanoseconds: 5 * Timestamp.minute), calendar: Self.xnys)
        let five = try Self.series(try Self.minutes(Self.monday, count: 10, skip: [4, 5, 6])).resampled(to: grid)
        #expect(five.series.count == 2)
        #expect(five.series[0].end.description == "2018-03-12T13:35:00Z")
        #expect(five.series[1].start.description == "2018-03-12T13:35:00Z")
        #expect(five.series[1].open == 7.5)
    }

    @Test func tradingAfterTheCloseBelongsToNoBarUnlessIncluded() throws {
        var bars = try Self.minutes(Self.monday)
        let session = try #require(Self.xnys.session(on: Self.monday))
        bars.append(
            Bar(
                start: session.close, end: session.close + Timestamp.minute, open: 9, high: 900, low: 1, close: 9,
                volume: 5))
        let before = Bar(
            start: session.open + -Timestamp.minute, end: session.open, open: 7, high: 8, low: 6, close: 7, volume: 3)
        let base = Self.series([before] + bars)
        let grid = WindowGrid(.day, calendar: Self.xnys)
        #expect(try base.resampled(to: grid).series.volume == [393])
        #expect(try base.resampled(to: grid, outsideBars: .exclude).series.volume == [390])
        // With trading around the clock the day ends at midnight, which has not come yet.
        #expect(try base.resampled(to: grid, outsideBars: .include).series.count == 0)
    }

    @Test("S11 hours of the day that has 25 stay apart") func s11hoursOfTheDayThatHas25StayApart() throws {
        // 2018-11-04: New York repeats the hour from 01:00 to 02:00.
        let calendar = TradingCalendar.alwaysOpen(zone: TestZones.newYork)
        let midnight = TestZones.newYork.instant(ofLocal: Timestamp(CivilDate(year: 2018, month: 11, day: 4)))
        let bars = (0..<50).map { half in
            let start = midnight + Int64(half) * 30 * Timestamp.minute
            return Bar(start: start, end: start + 30 * Timestamp.minute, open: 1, high: 1, low: 1, close: 1, volume: 1)
        }
        let base = Self.series(bars, calendar)
        let hours = try base.resampled(
            to: WindowGrid(
                .intraday(nanoseconds: Timestamp.hour), anchor: .midnight(TestZones.newYork), calendar: calendar))
        #expect(hours.barCounts == [Int](repeating: 2, count: 25))
        let day = try base.resampled(to: WindowGrid(.day, calendar: calendar))
        #expect(day.barCounts == [50])
    }

    @Test func aBarThatReachesOverAnEdgeIsRefused() throws {
        let base = Self.series(try Self.minutes(Self.monday, count: 10))
        let grid = WindowGrid(.intraday(nanoseconds: 90 * Timestamp.second), calendar: Self.xnys)
        let error = try #require(throws: ResampleError.self) { try base.resampled(to: grid) }
        #expect(
            error.description
                == "the bar from 2018-03-12T13:31:00Z to 2018-03-12T13:32:00Z reaches over the edge of the window from "
                + "2018-03-12T13:30:00Z to 2018-03-12T13:31:30Z; choose a window that whole bars fill, or another anchor"
        )
    }

    @Test func timeframesReadBackFromTheirNames() {
        for text in ["30s", "5m", "4h", "day", "week", "month", "quarter", "year"] {
            #expect(Timeframe(text)?.description == text)
        }
        #expect(Timeframe("15min") == .intraday(nanoseconds: 15 * Timestamp.minute))
        #expect(Timeframe("60m")?.description == "1h")
        for text in ["", "m", "0m", "-5m", "25h", "5x", "99999999999999999999s", "1.5h"] {
            #expect(Timeframe(text) == nil)
        }
    }
}

extension ResampledSeries {
    fileprivate func grid(_ minutes: Int64) -> WindowGrid {
        WindowGrid(.intraday(nanoseconds: minutes * Timestamp.minute), calendar: series.calendar)
    }
}

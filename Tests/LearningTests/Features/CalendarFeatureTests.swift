import Core
import Learning
import Testing
import TimeSeries

@Suite struct CalendarFeatureTests {
    /// Two sessions of 09:00 to 17:00 and a half-day to 13:00, the third after a weekend.
    static let calendar = TradingCalendar(
        name: "test", zone: .utc, periodsPerYear: 252,
        sessions: [(3, 17), (4, 13), (7, 17)].map { day, hour in
            let date = CivilDate(year: 2020, month: 12, day: day)
            return Session(
                date: date, open: Timestamp(date, hour: 9), close: Timestamp(date, hour: hour), isHalfDay: hour == 13)
        })

    static func instant(_ day: Int, _ hour: Int) -> Int64 {
        Timestamp(CivilDate(year: 2020, month: 12, day: day), hour: hour).nanoseconds
    }

    @Test func barsKnowTheirPlaceInTheSession() throws {
        let starts = [(3, 8), (3, 9), (3, 16), (3, 17), (4, 9), (7, 11), (8, 9)].map {
            CalendarFeatureTests.instant($0, $1)
        }
        let ends = starts.map { $0 + 2 * Timestamp.hour }
        func column(_ feature: CalendarFeature) throws -> [Double?] {
            try feature.column(starts: starts, ends: ends, calendar: CalendarFeatureTests.calendar)
                .map { $0.isNaN ? nil : $0 }
        }
        #expect(try column(.timeOfSession) == [nil, 0.25, 1, nil, 0.5, 0.5, nil])
        #expect(try column(.minutesSinceOpen) == [nil, 120, 540, nil, 120, 240, nil])
        #expect(try column(.minutesToClose) == [nil, 360, 0, nil, 120, 240, nil])
        #expect(try column(.weekday) == [nil, 4, 4, nil, 5, 1, nil])
        #expect(try column(.month) == [nil, 12, 12, nil, 12, 12, nil])
        #expect(try column(.halfDay) == [nil, 0, 0, nil, 1, 0, nil])
        #expect(throws: LearningError.self) {
            _ = try CalendarFeature.month.column(starts: [1], ends: [], calendar: CalendarFeatureTests.calendar)
        }
    }

    /// S75, over all of them.
    @Test(arguments: CalendarFeature.allCases) func columnsArePrefixInvariant(feature: CalendarFeature) throws {
        let starts = (0..<120).map { CalendarFeatureTests.instant(3, 0) + Int64($0) * Timestamp.hour }
        let ends = starts.map { $0 + Timestamp.hour }
        let whole = try feature.column(starts: starts, ends: ends, calendar: CalendarFeatureTests.calendar)
        for cut in 0...120 {
            let early = try feature.column(
                starts: Array(starts.prefix(cut)), ends: Array(ends.prefix(cut)),
                calendar: CalendarFeatureTests.calendar)
            #expect(early.map(\.bitPattern) == whole.prefix(cut).map(\.bitPattern), "cut \(cut)")
        }
    }
}

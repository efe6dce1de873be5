import Core
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("2006-01-03T14:30:00Z", 1_136_298_600_000_000_000),
        ("1969-12-31T23:59:59.999Z", -1_000_000), ("2000-02-29T00:00:00.000001Z", 951_782_400_000_001_000),
        ("2262-04-11T23:47:16.854775807Z", Int64.max),
    ])
    func printsIsoTextInUtc(text: String, nanoseconds: Int64) {
        #expect(Timestamp(nanoseconds: nanoseconds).description == text)
    }

    @Test func everyDayOfFourCenturiesRoundTripsThroughYearMonthDay() {
        var expected = CivilDate(year: 1_800, month: 1, day: 1)
        for year in 1_800..<2_200 {
            for month in 1...12 {
                for day in 1...CivilDate.daysIn(month: month, year: year) {
                    let date = CivilDate(year: year, month: month, day: day)
                    let parts = date.components
                    guard date == expected, parts == (year, month, day) else {
                        Issue.record("\(year)-\(month)-\(day) became \(date)")
                        return
                    }
                    expected = expected + 1
                }
            }
        }
    }

    @Test func weekdaysAreThoseOfTheIsoCalendar() {
        #expect(CivilDate(year: 1970, month: 1, day: 1).weekday == 4)
        #expect(CivilDate(year: 2024, month: 2, day: 29).weekday == 4)
        #expect(CivilDate(year: 1969, month: 12, day: 28).weekday == 7)
        #expect(CivilDate(year: 2026, month: 11, day: 23).startOfWeek == CivilDate(year: 2026, month: 11, day: 23))
    }

    @Test func impossibleDatesAreRefused() {
        #expect(CivilDate(checkedYear: 2023, month: 2, day: 29) == nil)
        #expect(CivilDate(checkedYear: 2024, month: 13, day: 1) == nil)
        #expect(CivilDate(checkedYear: 2024, month: 2, day: 29) != nil)
    }
}

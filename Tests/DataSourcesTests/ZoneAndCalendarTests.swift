import Core
import DataSources
import Testing
import TimeSeries

@Suite struct ZoneAndCalendarTests {
    @Test("S11 zones know their changes of the clock") func s11zonesKnowTheirChangesOfTheClock() throws {
        let newYork = try ZoneOffsets.named("America/New_York")
        for (text, offset) in [
            ((2018, 3, 11, 6), -18_000), ((2018, 3, 11, 7), -14_400), ((2018, 11, 4, 5), -14_400),
            ((2018, 11, 4, 6), -18_000),
            ((1974, 1, 6, 6), -18_000), ((1974, 1, 6, 7), -14_400), ((2050, 7, 1, 12), -14_400),
        ] {
            let instant = Timestamp(CivilDate(year: text.0, month: text.1, day: text.2), hour: text.3)
            #expect(newYork.offset(at: instant) == offset, "\(instant)")
        }
        // Moscow changed its standard time in 2011 and 2014, which is no daylight saving.
        let moscow = try ZoneOffsets.named("Europe/Moscow")
        #expect(moscow.offset(at: Timestamp(CivilDate(year: 2012, month: 1, day: 1))) == 14_400)
        #expect(moscow.offset(at: Timestamp(CivilDate(year: 2015, month: 1, day: 1))) == 10_800)
        #expect(
            try ZoneOffsets.named("Asia/Tokyo").offset(at: Timestamp(nanoseconds: 1_500_000_000_000_000_000)) == 32_400)
    }

    @Test(arguments: [
        ("UTC", 0), ("GMT", 0), ("UTC-05:00", -18_000), ("UTC+5", 18_000), ("+05:30", 19_800), ("-0330", -12_600),
    ])
    func plainOffsetsAreZones(_ name: String, _ seconds: Int) throws {
        #expect(try ZoneOffsets.named(name).offset(at: Timestamp(nanoseconds: 0)) == seconds)
    }

    @Test(arguments: ["EST", "New York", "UTC+25", "UTC+5:3", "+", ""])
    func namesThatMayMeanTwoThingsAreNoZones(_ name: String) {
        #expect(throws: DataError.self) { try ZoneOffsets.named(name) }
    }

    @Test("S11 the currency week runs from Sunday to Friday at five in New York")
    func s11theCurrencyWeekRunsFromSundayToFridayAtFiveInNewYork() throws {
        let week = try TradingCalendar.named("24/5")
        let monday = try #require(week.session(on: CivilDate(year: 2018, month: 3, day: 12)))
        // The clocks went forward between Friday's close and Sunday's open.
        #expect(monday.open.description == "2018-03-11T21:00:00Z")
        let friday = try #require(week.session(on: CivilDate(year: 2018, month: 3, day: 9)))
        #expect(friday.close.description == "2018-03-09T22:00:00Z")
        #expect(week.session(on: CivilDate(year: 2018, month: 3, day: 10)) == nil)
        #expect(week.periodsPerYear == 260)
    }

    @Test("S11 days around the clock have twenty three and twenty five hours")
    func s11daysAroundTheClockHaveTwentyThreeAndTwentyFiveHours() throws {
        let calendar = try TradingCalendar.named("24/7", zone: .named("Europe/London"))
        func hours(_ month: Int, _ day: Int) throws -> Int64 {
            let session = try #require(calendar.session(on: CivilDate(year: 2018, month: month, day: day)))
            return (session.close - session.open) / Timestamp.hour
        }
        #expect(try hours(3, 25) == 23)
        #expect(try hours(10, 28) == 25)
        #expect(try hours(6, 1) == 24)
    }

    @Test func aCalendarComesFromAFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.path(
            "xetra.csv",
            "# zone: Europe/Berlin\ndate,open,close,half_day\n2018-03-12,09:00,17:30,\n2018-03-13,09:00,14:00,1\n"
                + "2018-03-14,22:00,05:00,0\n2018-03-16,2018-03-16T08:00Z,2018-03-16T16:30Z,\n")
        let calendar = try TradingCalendar.named(path)
        #expect(
            calendar.sessions.map(\.open.description) == [
                "2018-03-12T08:00:00Z", "2018-03-13T08:00:00Z", "2018-03-14T21:00:00Z", "2018-03-16T08:00:00Z",
            ])
        #expect(
            calendar.sessions.map(\.close.description) == [
                "2018-03-12T16:30:00Z", "2018-03-13T13:00:00Z", "2018-03-15T04:00:00Z", "2018-03-16T16:30:00Z",
            ])
        #expect(calendar.sessions.map(\.isHalfDay) == [false, true, false, false])
    }

    @Test(arguments: [
        (
            "date,begin,end\n",
            ":1: error: found the columns date,begin,end; expected the columns date,open,close and perhaps half_day"
        ),
        ("date,open,close\n2018-03-12,09:00\n", ":2: error: found 2 fields; expected 3 as in the header"),
        ("date,open,close\nMonday,09:00,17:00\n", ":2: error: found the date \"Monday\"; expected YYYY-MM-DD"),
        (
            "date,open,close\n2018-03-12,09:00,17:00\n2018-03-13,9,17:00\n",
            ":3: error: found the time \"9\"; expected a time of day such as 09:30, or an instant such as 2006-01-03T14:30Z"
        ),
        (
            "date,open,close\n2018-03-13,09:00,17:00\n2018-03-12,09:00,17:00\n",
            ":3: error: found the session of 2018-03-12 before or inside that of 2018-03-13; expected sessions in order"
        ),
        (
            "date,open,close\n2018-03-13,2018-03-13T09:00Z,2018-03-13T08:00Z\n",
            ":2: error: found a close at 2018-03-13T08:00Z before the open at 2018-03-13T09:00Z; expected a close after the open"
        ),
        ("date,open,close\n", ": error: the file holds a header but no rows"),
    ])
    func aWrongCalendarFileIsRefusedByLine(_ content: String, _ text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.path("c.csv", content)
        let error = try #require(throws: DataError.self) { try TradingCalendar.named(path, zone: .utc) }
        #expect(error.description == path + text)
    }
}

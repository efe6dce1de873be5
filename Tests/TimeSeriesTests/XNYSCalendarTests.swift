import Core
import Testing
import TestSupport
import TimeSeries

@Suite struct XNYSCalendarTests {
    static let calendar = TradingCalendar.xnys(zone: TestZones.newYork)

    @Test(
        "S11 S12 sessions open and close as the exchange listed them",
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func s11S12sessionsOpenAndCloseAsTheExchangeListedThem() throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/calendar/xnys_1990_2026.csv"))
        let listed = table.rows.map { row in
            "\(row[0]) \(row[1].dropLast()) \(row[2].dropLast()) \(row[3])"
        }
        let last = CivilDate(year: 2026, month: 12, day: 31)
        let ours = Self.calendar.sessions.prefix { $0.date <= last }.map { session in
            "\(session.date) \(session.open.description.dropLast(4)) \(session.close.description.dropLast(4)) "
                + (session.isHalfDay ? "1" : "0")
        }
        let wrong = zip(ours, listed).filter { $0 != $1 }.prefix(5).map { "\($0) instead of \($1)" }
        #expect(wrong == [])
        #expect(ours.count == 9_318)
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func weekdaysWithoutSessionAreTheListedClosures() throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/calendar/xnys_weekday_closures_1990_2026.csv"))
        var closures: [String] = []
        var date = CivilDate(year: 1990, month: 1, day: 1)
        while date <= CivilDate(year: 2026, month: 12, day: 31) {
            if date.weekday <= 5, Self.calendar.session(on: date) == nil { closures.append("\(date)") }
            date = date + 1
        }
        #expect(closures == table.texts("date"))
    }

    @Test("S12 half days end at one o'clock") func s12halfDaysEndAtOneOClock() throws {
        let eve = try #require(Self.calendar.session(on: CivilDate(year: 2018, month: 12, day: 24)))
        #expect(eve.isHalfDay)
        #expect(eve.open.description == "2018-12-24T14:30:00Z")
        #expect(eve.close.description == "2018-12-24T18:00:00Z")
    }

    @Test("S11 open moves in UTC when New York changes its clocks") func s11openMovesInUTCWhenNewYorkChangesItsClocks()
        throws
    {
        let before = try #require(Self.calendar.session(on: CivilDate(year: 2018, month: 3, day: 9)))
        let after = try #require(Self.calendar.session(on: CivilDate(year: 2018, month: 3, day: 12)))
        #expect(before.open.description == "2018-03-09T14:30:00Z")
        #expect(after.open.description == "2018-03-12T13:30:00Z")
    }
}

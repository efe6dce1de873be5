import Core

extension TradingCalendar {
    /// The years whose sessions of the New York Stock Exchange are known.
    public static let xnysYears = 1990...2040

    /// The New York Stock Exchange from 1990 to 2040: 09:30 to 16:00, half-days to 13:00 (14:00 until 1992).
    ///
    /// Single shortened days (storms, breakdowns) and late opens are taken as full days.
    ///
    /// - Parameter zone: `America/New_York`.
    /// - Complexity: A fraction of a millisecond.
    /// - Verified by: `XNYSCalendarTests`.
    public static func xnys(zone: ZoneOffsets) -> TradingCalendar {
        var sessions: [Session] = []
        sessions.reserveCapacity(xnysYears.count * 253)
        for year in xnysYears {
            let closures = ExchangeHolidays.closures(in: year)
            let earlyCloses = ExchangeHolidays.earlyCloses(in: year)
            var date = CivilDate(year: year, month: 1, day: 1)
            let end = CivilDate(year: year + 1, month: 1, day: 1)
            var weekday = date.weekday
            while date < end {
                if weekday <= 5, !closures.contains(date) {
                    // Clocks change on Sundays at night, so that one offset holds for the whole session.
                    let offset = Int64(zone.offset(at: Timestamp(date, hour: 17))) * Timestamp.second
                    let early = earlyCloses.first { $0.date == date }
                    sessions.append(
                        Session(
                            date: date, open: Timestamp(date, hour: 9, minute: 30) + -offset,
                            close: Timestamp(date, hour: early?.hour ?? 16) + -offset, isHalfDay: early != nil))
                }
                date = date + 1
                weekday = weekday % 7 + 1
            }
        }
        return TradingCalendar(name: "XNYS", zone: zone, periodsPerYear: 252, sessions: sessions)
    }

    /// The years of the round-the-clock calendars.
    public static let roundTheClockYears = 1970...2069

    /// Trading without a pause: a session is a day of the zone, from midnight to midnight.
    ///
    /// - Parameter zone: The zone whose days are meant; UTC by convention.
    public static func alwaysOpen(zone: ZoneOffsets = .utc) -> TradingCalendar {
        let first = CivilDate(year: roundTheClockYears.lowerBound, month: 1, day: 1)
        let last = CivilDate(year: roundTheClockYears.upperBound, month: 12, day: 31)
        var sessions: [Session] = []
        sessions.reserveCapacity(last - first + 1)
        var open = midnight(first, zone)
        for day in 0...(last - first) {
            let close = midnight(first + (day + 1), zone)
            sessions.append(Session(date: first + day, open: open, close: close))
            open = close
        }
        return TradingCalendar(name: "24/7", zone: zone, periodsPerYear: 365, sessions: sessions)
    }

    /// The week of the currency markets: from Sunday 17:00 to Friday 17:00 in New York, without holidays.
    ///
    /// A session ends at 17:00 New York and is named by the day on which it ends.
    ///
    /// - Parameter zone: `America/New_York`.
    public static func currencyWeek(zone: ZoneOffsets) -> TradingCalendar {
        let first = CivilDate(year: roundTheClockYears.lowerBound, month: 1, day: 1)
        let last = CivilDate(year: roundTheClockYears.upperBound, month: 12, day: 31)
        var sessions: [Session] = []
        sessions.reserveCapacity((last - first) * 5 / 7 + 5)
        var weekday = first.weekday
        var open = fivePM(first + -1, zone)
        for day in 0...(last - first) {
            let close = fivePM(first + day, zone)
            if weekday <= 5 { sessions.append(Session(date: first + day, open: open, close: close)) }
            open = close
            weekday = weekday % 7 + 1
        }
        return TradingCalendar(name: "24/5", zone: zone, periodsPerYear: 260, sessions: sessions)
    }

    private static func midnight(_ date: CivilDate, _ zone: ZoneOffsets) -> Timestamp {
        zone.transitions.count == 1
            ? Timestamp(date) + -Int64(zone.offsetSeconds[0]) * Timestamp.second
            : zone.instant(ofLocal: Timestamp(date))
    }

    private static func fivePM(_ date: CivilDate, _ zone: ZoneOffsets) -> Timestamp {
        Timestamp(date, hour: 17) + -Int64(zone.offset(at: Timestamp(date, hour: 21))) * Timestamp.second
    }
}

import Core

/// The rules of the New York Stock Exchange's holidays and early closes, from 1990 on.
///
/// - Source: NYSE Rule 7.2 (holidays and their observance) and the exchange's notices of single closures.
/// - Verified by: `XNYSCalendarTests`, day by day against a list of sessions 1990–2026.
enum ExchangeHolidays {
    /// Closures that follow no rule: mourning, attacks and storms.
    static let singleClosures: [CivilDate] = [
        CivilDate(year: 1994, month: 4, day: 27),  // funeral of R. Nixon
        CivilDate(year: 2001, month: 9, day: 11), CivilDate(year: 2001, month: 9, day: 12),  // attacks
        CivilDate(year: 2001, month: 9, day: 13), CivilDate(year: 2001, month: 9, day: 14),
        CivilDate(year: 2004, month: 6, day: 11),  // funeral of R. Reagan
        CivilDate(year: 2007, month: 1, day: 2),  // funeral of G. Ford
        CivilDate(year: 2012, month: 10, day: 29), CivilDate(year: 2012, month: 10, day: 30),  // hurricane Sandy
        CivilDate(year: 2018, month: 12, day: 5),  // funeral of G. H. W. Bush
        CivilDate(year: 2025, month: 1, day: 9),  // funeral of J. Carter
    ]

    /// Early closes that follow no rule.
    static let singleEarlyCloses: [CivilDate] = [
        CivilDate(year: 1997, month: 12, day: 26), CivilDate(year: 1999, month: 12, day: 31),
        CivilDate(year: 2003, month: 12, day: 26),
    ]

    /// The days of a year on which the exchange stays closed, weekends aside, in no order.
    static func closures(in year: Int) -> [CivilDate] {
        var days = singleClosures.filter { $0.year == year }
        // New Year's Day is the one holiday that a Saturday swallows: the books of the old year close on that Friday.
        let newYear = CivilDate(year: year, month: 1, day: 1)
        days.append(newYear.weekday == 7 ? newYear + 1 : newYear)
        if year >= 1998 { days.append(nth(3, weekday: 1, month: 1, year: year)) }  // Martin Luther King
        days.append(nth(3, weekday: 1, month: 2, year: year))  // Washington's Birthday
        days.append(easterSunday(year) + -2)  // Good Friday
        days.append(lastMonday(month: 5, year: year))  // Memorial Day
        if year >= 2022 { days.append(observed(CivilDate(year: year, month: 6, day: 19))) }  // Juneteenth
        days.append(observed(CivilDate(year: year, month: 7, day: 4)))
        days.append(nth(1, weekday: 1, month: 9, year: year))  // Labor Day
        days.append(thanksgiving(year))
        days.append(observed(CivilDate(year: year, month: 12, day: 25)))
        return days
    }

    /// The days of a year on which trading ends early, each with the hour of its close.
    static func earlyCloses(in year: Int) -> [(date: CivilDate, hour: Int)] {
        let hour = year <= 1992 ? 14 : 13
        var days = singleEarlyCloses.filter { $0.year == year }
        if year >= 1992 { days.append(thanksgiving(year) + 1) }
        let christmasEve = CivilDate(year: year, month: 12, day: 24)
        if christmasEve.weekday <= 4 { days.append(christmasEve) }
        if year >= 1995 {
            let eve = CivilDate(year: year, month: 7, day: 3)
            switch eve.weekday {
            case 1, 2, 4: days.append(eve)
            // With the holiday on a Thursday the short day was the Friday after it until 2002, the eve since 2013.
            case 3: days.append(year >= 2013 ? eve : eve + 2)
            default: break
            }
        }
        return days.map { ($0, hour) }
    }

    /// A fixed holiday moved from Saturday to Friday and from Sunday to Monday.
    private static func observed(_ date: CivilDate) -> CivilDate {
        switch date.weekday {
        case 6: date + -1
        case 7: date + 1
        default: date
        }
    }

    private static func nth(_ count: Int, weekday: Int, month: Int, year: Int) -> CivilDate {
        let first = CivilDate(year: year, month: month, day: 1)
        return first + ((weekday - first.weekday + 7) % 7 + 7 * (count - 1))
    }

    private static func lastMonday(month: Int, year: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: CivilDate.daysIn(month: month, year: year)).startOfWeek
    }

    private static func thanksgiving(_ year: Int) -> CivilDate { nth(4, weekday: 4, month: 11, year: year) }

    /// Easter Sunday of the Gregorian calendar.
    ///
    /// - Source: J. Meeus, "Astronomical Algorithms" (1991), chapter 8 (the anonymous Gregorian computus).
    static func easterSunday(_ year: Int) -> CivilDate {
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let sum = h + l - 7 * m + 114
        return CivilDate(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}

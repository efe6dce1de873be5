/// A day of the proleptic Gregorian calendar, without a zone: the name of a session, not an instant.
///
/// - Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), `days_from_civil` and `civil_from_days`.
@frozen
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, negative before it.
    public var daysSinceEpoch: Int32

    /// The date `daysSinceEpoch` days after 1970-01-01.
    @inlinable
    public init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// The date of a year, month and day, or `nil` where there is no such day.
    public init?(checkedYear year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...9_999).contains(year), day >= 1,
            day <= CivilDate.daysIn(month: month, year: year)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The date of a year, month in `1...12` and day; days beyond the month's end run on into the next.
    public init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSinceEpoch: Int32(era * 146_097 + dayOfEra - 719_468))
    }

    /// Year, month in `1...12` and day in `1...31`.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// The year.
    public var year: Int { components.year }
    /// The month, in `1...12`.
    public var month: Int { components.month }
    /// The day of the month, in `1...31`.
    public var day: Int { components.day }
    /// The day of the week: 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int { modulo(Int(daysSinceEpoch) + 3, 7) + 1 }

    /// The date `days` later.
    @inlinable
    public static func + (lhs: CivilDate, days: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: lhs.daysSinceEpoch + Int32(days))
    }

    /// Days from `rhs` to `lhs`.
    @inlinable
    public static func - (lhs: CivilDate, rhs: CivilDate) -> Int { Int(lhs.daysSinceEpoch) - Int(rhs.daysSinceEpoch) }

    /// Whether `lhs` comes before `rhs`.
    @inlinable
    public static func < (lhs: CivilDate, rhs: CivilDate) -> Bool { lhs.daysSinceEpoch < rhs.daysSinceEpoch }

    /// The number of days in a month, 28 to 31.
    public static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The Monday on or before this date.
    public var startOfWeek: CivilDate { self + (1 - weekday) }
    /// The first day of this date's month.
    public var startOfMonth: CivilDate { self + (1 - day) }
}

extension CivilDate: CustomStringConvertible {
    /// `2006-01-03`.
    public var description: String {
        let parts = components
        var text = ""
        appendPadded(Int64(parts.year), width: 4, to: &text)
        text += "-"
        appendPadded(Int64(parts.month), width: 2, to: &text)
        text += "-"
        appendPadded(Int64(parts.day), width: 2, to: &text)
        return text
    }
}

/// The remainder of `value` by a positive `divisor`, in `0 ..< divisor`.
func modulo(_ value: Int, _ divisor: Int) -> Int {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
}

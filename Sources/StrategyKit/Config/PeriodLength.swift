public import Core

/// A stretch of time as configs write it: by the calendar, `3y`, `6mo`, `26w`, `90d`; by sessions, `250 sessions`; or, as
/// `retrain` counts them, by instants at which bars end, `500`.
public struct PeriodLength: Hashable, Sendable {
    /// In what it is counted.
    public enum Unit: String, Sendable, CaseIterable {
        /// Years of the calendar.
        case years = "y"
        /// Months of the calendar.
        case months = "mo"
        /// Weeks.
        case weeks = "w"
        /// Days of the calendar.
        case days = "d"
        /// Sessions of the day's calendar.
        case sessions
        /// Instants at which bars end.
        case instants = ""

        /// Whether it is a length of the calendar, and no count of what the data hold.
        public var isOfCalendar: Bool { self != .sessions && self != .instants }
    }

    /// How many.
    public let count: Int
    /// Of what.
    public let unit: Unit

    /// The longest one that is taken, in any unit.
    static let most = 10_000_000

    /// A length.
    ///
    /// - Precondition: `count` is from 1 to ten million; of years at most 1000.
    public init(_ count: Int, _ unit: Unit) {
        precondition((1...PeriodLength.most).contains(count), "\(count) is no length")
        self.count = count
        self.unit = unit
    }

    /// Reads `3y`, `6mo`, `26w`, `90d`, `250 sessions` or `500`; `nil` for anything else.
    public init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "_") }
        var name = text.dropFirst(digits.count).drop { $0 == " " }
        if name == "session" { name = "sessions" }
        let most: [Unit: Int] = [.years: 1_000, .months: 12_000, .weeks: 52_000, .days: 365_000]
        guard let first = digits.first, first != "_", let count = Int(digits.filter { $0 != "_" }),
            let unit = Unit(rawValue: String(name)), (1...(most[unit] ?? PeriodLength.most)).contains(count)
        else { return nil }
        self.init(count, unit)
    }

    /// The date that lies so many of its lengths after another, or before it for a negative number; of a month that is too
    /// short its last day.
    ///
    /// - Precondition: it is a length of the calendar, and the year is not before 0.
    public func date(from date: CivilDate, times: Int) -> CivilDate {
        let steps = count * times
        switch unit {
        case .years, .months:
            let parts = date.components
            let month = parts.year * 12 + parts.month - 1 + steps * (unit == .years ? 12 : 1)
            let (year, place) = (month / 12, month % 12 + 1)
            return CivilDate(year: year, month: place, day: min(parts.day, CivilDate.daysIn(month: place, year: year)))
        case .weeks: return date + 7 * steps
        case .days: return date + steps
        case .sessions, .instants: preconditionFailure("\(self) is no length of the calendar")
        }
    }
}

extension PeriodLength: CustomStringConvertible {
    /// As a config writes it.
    public var description: String { "\(count)\(unit == .sessions ? " sessions" : unit.rawValue)" }

    /// As people read it: instants by their name.
    public var text: String { unit == .instants ? "\(count) instants" : description }
}

/// An instant: nanoseconds since 1970-01-01T00:00:00Z, in UTC, leap seconds ignored.
///
/// The only instant type there is: nothing in the project carries a date without a zone. The range is
/// 1677-09-21 to 2262-04-11.
@frozen
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since the Unix epoch.
    public var nanoseconds: Int64

    /// The instant `nanoseconds` after the Unix epoch.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The earliest instant that can be written.
    public static let distantPast = Timestamp(nanoseconds: .min)
    /// The latest instant that can be written.
    public static let distantFuture = Timestamp(nanoseconds: .max)

    /// Nanoseconds in a second.
    public static let second: Int64 = 1_000_000_000
    /// Nanoseconds in a minute.
    public static let minute: Int64 = 60 * second
    /// Nanoseconds in an hour.
    public static let hour: Int64 = 3_600 * second
    /// Nanoseconds in a day of 24 hours.
    public static let day: Int64 = 86_400 * second

    /// Whether `lhs` comes before `rhs`.
    @inlinable
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool { lhs.nanoseconds < rhs.nanoseconds }

    /// The instant `nanoseconds` later.
    @inlinable
    public static func + (lhs: Timestamp, nanoseconds: Int64) -> Timestamp {
        Timestamp(nanoseconds: lhs.nanoseconds + nanoseconds)
    }

    /// Nanoseconds from `rhs` to `lhs`.
    @inlinable
    public static func - (lhs: Timestamp, rhs: Timestamp) -> Int64 { lhs.nanoseconds - rhs.nanoseconds }

    /// The instant of a civil date and time of day in UTC.
    public init(_ date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0, nanosecond: Int = 0) {
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
        self.init(nanoseconds: seconds * Timestamp.second + Int64(nanosecond))
    }

    /// The civil date in UTC.
    public var date: CivilDate { CivilDate(daysSinceEpoch: Int32(floorDivide(nanoseconds, Timestamp.day))) }

    /// Nanoseconds since midnight in UTC, in `0 ..< Timestamp.day`.
    public var nanosecondsOfDay: Int64 { nanoseconds - floorDivide(nanoseconds, Timestamp.day) * Timestamp.day }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with as many fraction digits as needed (none, 3, 6 or 9): `2006-01-03T14:30:00Z`.
    public var description: String {
        let ofDay = nanosecondsOfDay
        let seconds = ofDay / Timestamp.second
        let fraction = ofDay % Timestamp.second
        var text = date.description + "T"
        appendPadded(seconds / 3_600, width: 2, to: &text)
        text += ":"
        appendPadded(seconds / 60 % 60, width: 2, to: &text)
        text += ":"
        appendPadded(seconds % 60, width: 2, to: &text)
        if fraction != 0 {
            text += "."
            if fraction % 1_000_000 == 0 {
                appendPadded(fraction / 1_000_000, width: 3, to: &text)
            } else if fraction % 1_000 == 0 {
                appendPadded(fraction / 1_000, width: 6, to: &text)
            } else {
                appendPadded(fraction, width: 9, to: &text)
            }
        }
        return text + "Z"
    }
}

/// The quotient of `value` by a positive `divisor`, rounded towards minus infinity.
@inlinable
public func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

/// Appends a non-negative number with leading zeros up to `width`.
func appendPadded(_ value: Int64, width: Int, to text: inout String) {
    let digits = String(value)
    for _ in 0..<max(0, width - digits.utf8.count) { text += "0" }
    text += digits
}

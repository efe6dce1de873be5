import Core
import TimeSeries

/// How an endpoint writes times.
public enum TimeForm: String, CaseIterable, Sendable {
    /// Seconds since 1970 in UTC.
    case seconds
    /// Milliseconds since 1970 in UTC.
    case milliseconds
    /// Microseconds since 1970 in UTC.
    case microseconds
    /// Nanoseconds since 1970 in UTC.
    case nanoseconds
    /// ISO 8601: `2024-01-02T14:30:00Z`; read with or without an offset, and dates alone.
    case iso
    /// A date: `2024-01-02`.
    case date
    /// A date without dashes: `20240102`.
    case compact

    /// Nanoseconds in a unit; `nil` for texts.
    var unit: Int64? {
        switch self {
        case .seconds: Timestamp.second
        case .milliseconds: 1_000_000
        case .microseconds: 1_000
        case .nanoseconds: 1
        case .iso, .date, .compact: nil
        }
    }

    /// An instant as an endpoint wants it; dates are those of the calendar's zone, units are cut.
    func text(_ instant: Timestamp, zone: ZoneOffsets) -> String {
        if let unit { return String(floorDivide(instant.nanoseconds, unit)) }
        if self == .iso { return instant.description }
        let date = zone.localDate(at: instant).description
        return self == .date ? date : date.filter { $0 != "-" }
    }

    /// Nanoseconds from 1970 within which times are believed, in both directions: the years 1680 to 2259.
    ///
    /// What lies beyond is a time in another unit, and no bar could be added to it.
    static let farthest: Int64 = 9_150_000_000_000_000_000

    /// The stamp of a value.
    ///
    /// - Parameter zone: The zone of times without an offset.
    /// - Returns: What it is, and nanoseconds: the instant, or midnight UTC of the date; `nil` where it is no time.
    func stamp(_ value: AnswerTree, zone: ZoneOffsets) -> (isDate: Bool, nanoseconds: Int64)? {
        guard let unit else {
            guard case .text(let text) = value, let stamp = TextStamp.parse(text) else { return nil }
            switch stamp.kind {
            case .date: return (true, stamp.wall)
            case .instant: return (false, stamp.instant.nanoseconds)
            case .wallClock:
                return (false, zone.instant(ofLocal: Timestamp(nanoseconds: stamp.wall)).nanoseconds)
            }
        }
        if case .whole(let number) = value {
            let (nanoseconds, isTooMuch) = number.multipliedReportingOverflow(by: unit)
            return isTooMuch ? nil : (false, nanoseconds)
        }
        if case .text(let text) = value, let number = Int64(text) {
            return stamp(.whole(number), zone: zone)
        }
        guard let number = value.double, (number * Double(unit)).magnitude < 0x1p63 else { return nil }
        return (false, Int64((number * Double(unit)).rounded()))
    }
}

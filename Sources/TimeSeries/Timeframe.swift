import Core

/// The span of time that a bar sums up.
public enum Timeframe: Hashable, Sendable {
    /// A part of a day, in nanoseconds, at most a day.
    case intraday(nanoseconds: Int64)
    /// A session, or a day of a zone.
    case day
    /// Seven days, from Monday unless a grid says otherwise (S13).
    case week
    /// A calendar month.
    case month
    /// Three calendar months, from January.
    case quarter
    /// A calendar year.
    case year

    /// A timeframe by name.
    ///
    /// Names are `30s`, `5m` or `5min`, `4h`, `1d` or `day`, `1w` or `week`, `1mo` or `month`, `quarter`, `year`, and the
    /// adverbs (`weekly`); any other text gives `nil`.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "d", "1d", "day", "daily", "session": self = .day
        case "w", "1w", "week", "weekly": self = .week
        case "mo", "1mo", "month", "monthly": self = .month
        case "q", "1q", "quarter", "quarterly": self = .quarter
        case "y", "1y", "year", "yearly": self = .year
        case "minute": self = .intraday(nanoseconds: Timestamp.minute)
        case "hour", "hourly": self = .intraday(nanoseconds: Timestamp.hour)
        case let other:
            let digits = other.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int64(digits), count > 0, count <= 86_400_000 else { return nil }
            let unit: Int64
            switch other.dropFirst(digits.count) {
            case "ms": unit = 1_000_000
            case "s", "sec": unit = Timestamp.second
            case "m", "min": unit = Timestamp.minute
            case "h": unit = Timestamp.hour
            default: return nil
            }
            guard count <= Timestamp.day / unit else { return nil }
            self = .intraday(nanoseconds: count * unit)
        }
    }
}

extension Timeframe: CustomStringConvertible {
    /// The name that reads back to the same timeframe.
    public var description: String {
        switch self {
        case .intraday(let nanoseconds):
            if nanoseconds % Timestamp.hour == 0 { return "\(nanoseconds / Timestamp.hour)h" }
            if nanoseconds % Timestamp.minute == 0 { return "\(nanoseconds / Timestamp.minute)m" }
            if nanoseconds % Timestamp.second == 0 { return "\(nanoseconds / Timestamp.second)s" }
            return "\(nanoseconds / 1_000_000)ms"
        case .day: return "day"
        case .week: return "week"
        case .month: return "month"
        case .quarter: return "quarter"
        case .year: return "year"
        }
    }
}

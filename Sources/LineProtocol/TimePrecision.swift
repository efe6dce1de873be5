/// The unit of the times of a text.
public enum TimePrecision: String, CaseIterable, Sendable {
    /// 10⁻⁹ s.
    case nanoseconds = "ns"
    /// 10⁻⁶ s.
    case microseconds = "us"
    /// 10⁻³ s.
    case milliseconds = "ms"
    /// Seconds.
    case seconds = "s"
    /// Minutes, which only InfluxDB 1.x knows.
    case minutes = "m"
    /// Hours, which only InfluxDB 1.x knows.
    case hours = "h"

    /// Nanoseconds in a unit.
    public var nanoseconds: Int64 {
        switch self {
        case .nanoseconds: 1
        case .microseconds: 1_000
        case .milliseconds: 1_000_000
        case .seconds: 1_000_000_000
        case .minutes: 60_000_000_000
        case .hours: 3_600_000_000_000
        }
    }

    /// The unit that a `precision=` of any version names: `n`, `ns`, `u`, `us`, `µs`, `ms`, `s`, `m`, `h`, and
    /// InfluxDB 3's whole words.
    ///
    /// - Returns: `nil` for any other name, among them InfluxDB 3's `auto`.
    public init?(parameter: String) {
        switch parameter {
        case "n", "ns", "nanosecond": self = .nanoseconds
        case "u", "us", "µs", "μs", "microsecond": self = .microseconds
        case "ms", "millisecond": self = .milliseconds
        case "s", "second": self = .seconds
        case "m": self = .minutes
        case "h": self = .hours
        default: return nil
        }
    }

    /// The unit that InfluxDB 3 takes a time to be in where `precision=auto`, told from its size.
    ///
    /// - Source: `guess_precision` of InfluxDB 3: below 5·10⁹ seconds, below 5·10¹² milliseconds, below 5·10¹⁵
    ///   microseconds, else nanoseconds.
    public init(guessedFrom time: Int64) {
        self =
            switch time.magnitude {
            case ..<5_000_000_000: .seconds
            case ..<5_000_000_000_000: .milliseconds
            case ..<5_000_000_000_000_000: .microseconds
            default: .nanoseconds
            }
    }
}

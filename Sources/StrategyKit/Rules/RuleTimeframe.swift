/// A timeframe of a rule, built from the bars of the data: `weekly(close)`.
enum RuleTimeframe: Hashable, Sendable {
    /// Windows of so many minutes, counted from each session's open; the last of a session ends with it.
    case minutes(Int)
    /// Sessions.
    case day
    /// The sessions of a week that starts on Monday, in the exchange's zone (S13).
    case week
    /// The sessions of a month.
    case month

    /// The timeframe of a function's name without further arguments.
    init?(function: String) {
        switch function {
        case "hourly": self = .minutes(60)
        case "daily": self = .day
        case "weekly": self = .week
        case "monthly": self = .month
        default: return nil
        }
    }
}

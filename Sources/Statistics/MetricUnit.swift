/// What a metric's figure counts.
public enum MetricUnit: String, Sendable, Hashable, CaseIterable {
    /// A number without a unit.
    case ratio
    /// A fraction of one: 0.01 is 1 %.
    case fraction
    /// Money of the account's currency.
    case currency
    /// Bars of the run.
    case bars
    /// Calendar days.
    case days
    /// Sessions.
    case sessions
    /// Things counted.
    case count
    /// A chance in `0...1`.
    case probability
}

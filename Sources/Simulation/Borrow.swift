/// What units that are sold short cost while they are borrowed (S47).
///
///     charge = annual rate · market value at the session's close · calendar days to the next session / days of the year
///
/// It is paid for what is short when a session is over, for the nights to the next session of the instrument's calendar:
/// from Friday to Monday three days. The night after the last bar is not charged.
public struct Borrow: Hashable, Sendable {
    /// How many days a year of the rate has.
    public enum DayCount: String, Sendable, CaseIterable {
        /// 360 days.
        case actual360 = "act/360"
        /// 365 days.
        case actual365 = "act/365"

        /// The number of days.
        public var days: Double { self == .actual360 ? 360 : 365 }
    }

    /// The rate of a year, a fraction of the market value: 0.03 is 3 %.
    public var annualRate: Double = 0
    /// The days of the year.
    public var dayCount = DayCount.actual360

    /// Nothing is charged.
    public init() {}
}

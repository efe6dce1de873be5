/// When a portfolio is brought back to its weights.
///
/// Periods are those of the sessions' dates. A schedule of first sessions begins at the first decision at which orders
/// are taken; one of last sessions at the first last session after it.
public enum RebalanceSchedule: Hashable, Sendable {
    /// At the first decision only.
    case once
    /// At the first decision, and every so many decision instants after it.
    case bars(Int)
    /// At the first decision of each session.
    case day
    /// At the first decision of each week, which begins on Monday.
    case week
    /// At the first decision of each month.
    case month
    /// At the first decision of each quarter.
    case quarter
    /// At the close of the last session of each month, which the calendar knows beforehand.
    case lastOfMonth
    /// At the close of the last session of each quarter.
    case lastOfQuarter

    /// The words of configs for those that take no number.
    public static let words: [(word: String, schedule: RebalanceSchedule)] = [
        ("once", .once), ("day", .day), ("week", .week), ("month", .month), ("quarter", .quarter),
        ("last-of-month", .lastOfMonth), ("last-of-quarter", .lastOfQuarter),
    ]
}

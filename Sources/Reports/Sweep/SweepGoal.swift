/// A figure that a sweep wanted to be best.
public struct SweepGoal: Hashable, Sendable {
    /// The place of its column among the trials' figures.
    public var column: Int
    /// Whether less is better.
    public var isLower: Bool

    /// The goal of a column.
    public init(column: Int, isLower: Bool) {
        self.column = column
        self.isLower = isLower
    }

    /// A figure so that more is better; `nan` stays.
    func score(_ value: Double) -> Double { isLower ? -value : value }
}

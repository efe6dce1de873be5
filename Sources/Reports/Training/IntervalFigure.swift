/// A figure with the interval that holds the true one, and the number of observations behind it.
public struct IntervalFigure: Hashable, Sendable {
    /// The figure, or why there is none.
    public var value: FigureValue
    /// The interval; `nil` where none was computed.
    public var interval: ConfidenceInterval?
    /// The number of observations it is computed from.
    public var count: Int

    /// A figure with its interval.
    public init(_ value: FigureValue, interval: ConfidenceInterval? = nil, count: Int) {
        self.value = value
        self.interval = interval
        self.count = count
    }

    /// Whether there is an interval and it lies on one side of a level.
    func excludes(_ level: Double) -> Bool {
        guard let interval, interval.lower.isFinite, interval.upper.isFinite else { return false }
        return interval.lower > level || interval.upper < level
    }
}

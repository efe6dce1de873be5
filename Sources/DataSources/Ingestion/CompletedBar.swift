public import Core

/// A bar that is complete: what a strategy may act on.
public struct CompletedBar: Hashable, Sendable {
    /// The instrument.
    public var symbol: String
    /// Its first instant.
    public var start: Timestamp
    /// The first instant after it.
    public var end: Timestamp
    /// The first price.
    public var open: Double
    /// The greatest price.
    public var high: Double
    /// The least price.
    public var low: Double
    /// The last price.
    public var close: Double
    /// The volume; NaN where no point told one.
    public var volume: Double
    /// How many points it sums up.
    public var pointCount: Int
    /// Whether it was complete before, and points that came late have changed it.
    public var isRevision: Bool

    /// A bar.
    public init(
        symbol: String, start: Timestamp, end: Timestamp, open: Double, high: Double, low: Double, close: Double,
        volume: Double, pointCount: Int = 1, isRevision: Bool = false
    ) {
        self.symbol = symbol
        self.start = start
        self.end = end
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.pointCount = pointCount
        self.isRevision = isRevision
    }

    /// Whether another bar has the same edges and numbers, NaN being equal to NaN.
    func hasNumbers(of other: CompletedBar) -> Bool {
        func same(_ one: Double, _ two: Double) -> Bool { one == two || (one.isNaN && two.isNaN) }
        return start == other.start && end == other.end && same(open, other.open) && same(high, other.high)
            && same(low, other.low) && same(close, other.close) && same(volume, other.volume)
    }
}

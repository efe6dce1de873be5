public import Core

/// What one instrument did in a stretch of time.
///
/// A bar covers `[start, end)`: a decision that uses it is taken at `end` (S1).
@frozen
public struct Bar: Hashable, Sendable {
    /// The first instant that the bar covers.
    public var start: Timestamp
    /// The first instant after the bar: its values are known from here on.
    public var end: Timestamp
    /// The first price.
    public var open: Price
    /// The highest price.
    public var high: Price
    /// The lowest price.
    public var low: Price
    /// The last price.
    public var close: Price
    /// Units traded; `nan` where unknown (S6).
    public var volume: Quantity

    /// A bar of given values.
    @inlinable
    public init(
        start: Timestamp, end: Timestamp, open: Price, high: Price, low: Price, close: Price, volume: Quantity = .nan
    ) {
        self.start = start
        self.end = end
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }
}

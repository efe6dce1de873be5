public import OrderBook

/// A level of the book as it was at an instant.
@frozen
public struct DepthRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The side.
    public var side: BookSide
    /// The place of the level on its side: 0 is the best.
    public var level: Int32
    /// The price in ticks.
    public var price: Int64
    /// Displayed lots.
    public var lots: Int64
    /// The number of orders.
    public var orders: Int32
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

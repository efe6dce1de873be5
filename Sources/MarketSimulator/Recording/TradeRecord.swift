public import OrderBook

/// A trade of the simulated market.
@frozen
public struct TradeRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The number of the trade in the run, from 1.
    public var sequence: UInt64
    /// The price in ticks.
    public var price: Int64
    /// The lots.
    public var lots: Int64
    /// The side of the order that came; of a trade in an auction `.buy`, which says nothing there.
    public var aggressor: BookSide
    /// Whether it is part of an auction.
    public var isAuction: Bool
    /// The instrument's place in the configuration.
    public var instrument: Int32
    /// The place among the participants of who waited (in an auction: who sold).
    public var maker: UInt32
    /// The place among the participants of who came (in an auction: who bought).
    public var taker: UInt32
    /// The waiting order.
    public var makerOrder: UInt64
    /// The order that came.
    public var takerOrder: UInt64
}

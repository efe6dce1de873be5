public import Core
public import Simulation

/// A trade of the strategy as the exchange recorded it.
public struct MarketFill: Hashable, Sendable {
    /// When it traded at the exchange, in nanoseconds UTC; the log has the time at which the broker heard of it.
    public var time: Int64
    /// The order of the strategy.
    public var order: OrderID
    /// The instrument.
    public var instrument: InstrumentIndex
    /// Buy or sell.
    public var side: Side
    /// The price in ticks.
    public var ticks: Int64
    /// Lots.
    public var lots: Int64
    /// Whether the order waited.
    public var isMaker: Bool
    /// Whether the trade is part of an auction.
    public var isAuction: Bool
    /// The mid in ticks just before; `nan` where none was.
    public var midBefore: Double
    /// The instrument's place in the market's configuration.
    var listing: Int
}

public import OrderBook

/// An order of an open seat as it reached the book: what it found there, and what it waits behind.
@frozen
public struct ArrivalRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The order, as records of trades name it.
    public var order: UInt64
    /// Lots that it asked for.
    public var lots: Int64
    /// The best bid in ticks just before; 0 where there was none.
    public var bid: Int64
    /// The best ask in ticks just before; 0 where there was none.
    public var ask: Int64
    /// Lots of its price that trade before it, for the part of it that waits; -1 where nothing waits.
    public var lotsAhead: Int64
    /// Orders of its price that trade before it; -1 where nothing waits.
    public var ordersAhead: Int64
    /// The place of the sender among the participants.
    public var participant: UInt32
    /// The instrument's place in the configuration.
    public var instrument: Int32
    /// Whether it buys or sells.
    public var side: BookSide
}

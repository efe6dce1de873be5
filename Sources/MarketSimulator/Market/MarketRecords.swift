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

/// The best prices after they changed.
@frozen
public struct QuoteRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The best bid in ticks; 0 where there is none.
    public var bid: Int64
    /// Displayed lots there.
    public var bidLots: Int64
    /// The best ask in ticks; 0 where there is none.
    public var ask: Int64
    /// Displayed lots there.
    public var askLots: Int64
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

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

/// The fundamental value at an instant, with the activity of the market.
@frozen
public struct FundamentalRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The value in ticks.
    public var value: Double
    /// How busy the market is: 1 on average.
    public var activity: Double
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

/// Why the exchange refused a message.
public enum MessageRefusal: Hashable, Sendable {
    /// The book said so.
    case book(BookRejection)
    /// The participant sent more messages in a second than it may.
    case rateLimit
    /// There is no such instrument.
    case unknownInstrument
}

/// A message that changed nothing.
public struct RejectionRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The place of the sender among the participants.
    public var participant: UInt32
    /// Why.
    public var reason: MessageRefusal
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

/// A change of what the market does.
public struct PhaseRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// What it does from then on.
    public var phase: BookPhase
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

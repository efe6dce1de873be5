/// The open seat of a market: a participant written by the user.
///
/// It sees what the exchange sends it, when it arrives over its connection, and its orders reach the book after its
/// computation delay and latency, where they wait in queues and move prices like those of everybody else. It is the one
/// participant that the market calls through an existential.
///
/// A conformer that draws random numbers takes them from the desk: then the same seed makes the same market.
public protocol MarketParticipant {
    /// A day begins: orders of the day before are gone. Ask to be woken, or wait for quotes.
    mutating func beginDay(_ desk: inout MarketDesk)
    /// A message of the exchange arrived, or the time has come that the participant asked for.
    mutating func receive(_ notice: MarketNotice, _ desk: inout MarketDesk)
}

/// What a participant in the open seat hears.
public enum MarketNotice: Hashable, Sendable {
    /// The time that was asked for has come.
    case wake(tag: Int)
    /// The best prices of an instrument changed.
    case quote(MarketQuote)
    /// Somebody traded.
    case trade(instrument: Int, price: Int64, lots: Int64, buyerCame: Bool)
    /// The exchange took an order.
    case accepted(ticket: UInt64)
    /// An order traded; the cash and position of the desk contain it.
    case filled(ticket: UInt64, price: Int64, lots: Int64, remaining: Int64, isMaker: Bool, fee: Int64)
    /// An order, or its rest, is gone.
    case cancelled(ticket: UInt64, lots: Int64)
    /// An order has another price or size.
    case modified(ticket: UInt64, price: Int64, remaining: Int64)
    /// A message changed nothing: an order was refused, or came too late to cancel or modify another.
    case rejected(ticket: UInt64, reason: MessageRefusal, wasOrder: Bool)
}

/// The best prices of an instrument as a participant knows them.
@frozen
public struct MarketQuote: Hashable, Sendable {
    /// The instrument's place in the configuration.
    public var instrument: Int
    /// The best bid in ticks; 0 where there is none.
    public var bid: Int64 = 0
    /// Displayed lots there.
    public var bidLots: Int64 = 0
    /// The best ask in ticks; 0 where there is none.
    public var ask: Int64 = 0
    /// Displayed lots there.
    public var askLots: Int64 = 0
    /// The price of the last trade in ticks; before the first, the price at which the market began.
    public var lastPrice: Int64 = 0
    /// Lots traded since the day began.
    public var dayLots: Int64 = 0
}

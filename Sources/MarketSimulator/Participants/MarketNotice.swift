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

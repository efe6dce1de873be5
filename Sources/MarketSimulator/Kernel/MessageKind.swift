/// What a message between a participant and the exchange says.
enum MessageKind: UInt8 {
    /// To the exchange: an order.
    case submit
    /// To the exchange: cancel an order.
    case cancel
    /// To the exchange: give an order another price and size.
    case modify
    /// To the exchange: what are the best prices?
    case quoteRequest
    /// From the exchange: the best prices at the instant of the answer or of their change.
    case quote
    /// From the exchange: the order is taken.
    case accepted
    /// From the exchange: the order traded.
    case filled
    /// From the exchange: the order, or its rest, is gone.
    case cancelled
    /// From the exchange: the message changed nothing.
    case rejected
    /// From the exchange: the order has another price or size.
    case modified
    /// From the exchange: somebody traded.
    case trade
}

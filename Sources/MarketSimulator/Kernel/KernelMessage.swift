internal import OrderBook

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

/// A message on its way.
struct KernelMessage {
    var kind: MessageKind
    var side: BookSide = .buy
    /// Of an order: its kind.
    var shape = OrderShape.limit
    var isPostOnly = false
    var timeInForce: BookTimeInForce = .goodTillCancelled
    /// Of a fill: whether the order waited.
    var isMaker = false
    /// Of a rejection: whether an order was refused, rather than a cancellation or modification.
    var isRefusedOrder = false
    /// Of a rejection: why, or `rateLimited`.
    var reason: UInt8 = 0
    var instrument: UInt16 = 0
    /// The place of the order in the table of orders, and its generation.
    var order: OrderHandle = .none
    /// A price in ticks; of a quote the last trade's.
    var price: Int64 = 0
    /// Lots: of an order its size, of a fill what traded.
    var size: Int64 = 0
    /// Of a fill what is left; of a quote the lots traded since the day began.
    var remaining: Int64 = 0
    /// Of a quote: the best bid in ticks, 0 where there is none.
    var bid: Int32 = 0
    /// Of a quote: the best ask in ticks, 0 where there is none.
    var ask: Int32 = 0
    /// Of a quote: displayed lots at the best bid; of a stop its trigger.
    var bidSize: Int64 = 0
    /// Of a quote: displayed lots at the best ask; of an order its displayed portion, 0 for all of it and -1 for none.
    var askSize: Int64 = 0

    /// The reason of a rejection for too many messages.
    static let rateLimited: UInt8 = 255
    /// The reason of a rejection for an instrument that is not listed.
    static let notListed: UInt8 = 254
}

/// When an order may trade, as a message says it.
enum OrderShape: UInt8 {
    case limit, market, stop, stopLimit
}

/// Names an order of a participant: a place in the table of orders and how often it was used before.
struct OrderHandle: Hashable {
    var slot: UInt32
    var generation: UInt32

    /// No order.
    static let none = OrderHandle(slot: .max, generation: 0)

    init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    init(_ identifier: OrderIdentifier) {
        slot = UInt32(truncatingIfNeeded: identifier.rawValue)
        generation = UInt32(truncatingIfNeeded: identifier.rawValue &>> 32)
    }

    /// What the book calls it.
    var identifier: OrderIdentifier { OrderIdentifier(UInt64(generation) &<< 32 | UInt64(slot)) }
}

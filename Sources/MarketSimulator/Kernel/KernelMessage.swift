internal import OrderBook

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

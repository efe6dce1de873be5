internal import Core
internal import Simulation

/// A note of what was sent to the exchange, for the measurement afterwards.
struct SentOrder {
    let ticket: UInt64
    let id: OrderID
    let time: Int64
    let lots: Int64
    /// Whether it was refused before the book saw it.
    var isUnseen = false
}

/// A note of an order of the strategy that went to the exchange.
struct ReleasedOrder {
    let order: Order
    /// The lots that the broker let through, after replacements the last.
    var lots: Int64
    /// When it was decided upon: an exit is when it is first sent.
    let decided: Int64
}

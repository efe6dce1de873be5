internal import Simulation

/// A note of an order of the strategy that went to the exchange.
struct ReleasedOrder {
    let order: Order
    /// The lots that the broker let through, after replacements the last.
    var lots: Int64
    /// When it was decided upon: an exit is when it is first sent.
    let decided: Int64
}

internal import Simulation

/// An order of the strategy as the broker works it at the exchange.
struct WorkedOrder {
    /// The order as it was sent last.
    var order: Order
    /// Whether funds and limits have let it through.
    var isReleased = false
    /// What of it is at the exchange, or on its way there.
    var children: [ChildOrder] = []

    /// The lots at the exchange.
    var outstanding: Int64 { children.reduce(0) { $0 + $1.remaining } }
}

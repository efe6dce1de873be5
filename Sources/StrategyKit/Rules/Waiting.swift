import Core
import Simulation

/// The orders that wait in an instrument, as the rules tell them apart.
struct Waiting {
    /// Entries at a limit or stop.
    let restingEntries: [Order]
    /// Entries at the market that found no price yet.
    let marketEntries: [Order]
    /// Whether an order to close the position waits already.
    let hasExit: Bool

    init(_ orders: [Order]) {
        let entries = orders.filter { $0.role == .plain && !$0.request.reduceOnly }
        restingEntries = entries.filter { $0.request.kind != .market }
        marketEntries = entries.filter { $0.request.kind == .market }
        hasExit = orders.contains { $0.role == .plain && $0.request.reduceOnly }
    }

    /// Whether an entry at the market waits on a side.
    func hasMarketEntry(_ side: Side) -> Bool { marketEntries.contains { $0.side == side } }

    /// Takes back the entries that rest.
    func cancelRestingEntries(on desk: inout Desk) {
        for order in restingEntries { desk.cancel(order.id) }
    }
}

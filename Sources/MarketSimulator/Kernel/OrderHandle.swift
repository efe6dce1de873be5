internal import OrderBook

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

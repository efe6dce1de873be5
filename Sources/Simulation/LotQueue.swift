import Core

/// Units bought or sold at one fill and not closed yet.
protocol OpenLot: Sendable {
    /// Units: negative when short.
    var quantity: Quantity { get set }
}

/// The open lots of one instrument: exits close the oldest first (S61).
struct LotQueue<Lot: OpenLot>: Sendable {
    private var lots: [Lot] = []
    /// The place of the oldest open lot.
    private var first = 0

    /// The open lots, oldest first.
    var open: ArraySlice<Lot> { lots[first...] }

    /// Adds a lot.
    mutating func add(_ lot: Lot) { lots.append(lot) }

    /// Changes every open lot.
    mutating func change(_ body: (inout Lot) -> Void) {
        for place in first..<lots.count { body(&lots[place]) }
    }

    /// Closes units, oldest first, and tells of each lot how many.
    ///
    /// - Parameter isAll: Whether nothing is held after it, whatever rounding leaves.
    @inline(__always)
    mutating func close(_ units: Quantity, isAll: Bool, _ body: (Lot, _ units: Quantity) -> Void) {
        var left = units
        while left > 1e-12 * units, first < lots.count {
            let lot = lots[first]
            let part = min(left, abs(lot.quantity))
            body(lot, part)
            left -= part
            if abs(lot.quantity) - part <= 1e-12 * part {
                first += 1
            } else {
                lots[first].quantity -= lot.quantity > 0 ? part : -part
            }
        }
        if isAll || first == lots.count {
            lots.removeAll(keepingCapacity: true)
            first = 0
        }
    }
}

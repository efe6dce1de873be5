import Core

/// Units bought or sold at one fill and not closed yet.
protocol OpenLot: Sendable {
    /// Units: negative when short.
    var quantity: Quantity { get set }
}

extension OpenLot {
    /// Closes units of it, at most all: whatever rounding would leave is closed, too.
    ///
    /// - Returns: How many.
    @inline(__always)
    mutating func close(_ units: Quantity) -> Quantity {
        let part = min(units, abs(quantity))
        quantity = abs(quantity) - part <= 1e-12 * part ? 0 : quantity - (quantity > 0 ? part : -part)
        return part
    }
}

/// The open lots of one instrument: exits close the oldest first (S61).
struct LotQueue<Lot: OpenLot>: Sendable {
    private var lots: [Lot] = []
    /// The place of the oldest open lot.
    private var first = 0

    /// The open lots, oldest first.
    var open: ArraySlice<Lot> { lots[first...] }

    /// Whether no lot is open.
    var isEmpty: Bool { first == lots.count }

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
        close(units, of: units, isAll: isAll, body)
    }

    /// Closes what is left of units of which older lots took the others.
    @inline(__always)
    mutating func close(
        _ left: Quantity, of units: Quantity, isAll: Bool, _ body: (Lot, _ units: Quantity) -> Void
    ) {
        var left = left
        while left > 1e-12 * units, first < lots.count {
            let lot = lots[first]
            let part = lots[first].close(left)
            body(lot, part)
            left -= part
            if lots[first].quantity == 0 { first += 1 }
        }
        if isAll || first == lots.count {
            lots.removeAll(keepingCapacity: true)
            first = 0
        }
    }
}

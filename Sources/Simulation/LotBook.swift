import Core

/// The open lots of one instrument: exits close the oldest first (S61), and each closing has its profit.
struct LotBook {
    private struct Lot {
        var quantity: Quantity
        var price: Price
        var commissionPerUnit: Cash
    }

    private var lots: [Lot] = []
    /// The place of the oldest open lot.
    private var first = 0

    /// Takes a fill, and tells the net profit of each lot, or part of one, that it closes.
    mutating func take(_ fill: Fill, multiplier: Double, closed: (Cash) -> Void) {
        let perUnit = fill.commission / fill.quantity
        guard fill.closes else {
            lots.append(
                Lot(quantity: fill.side.sign * fill.quantity, price: fill.price, commissionPerUnit: perUnit))
            return
        }
        var left = fill.quantity
        while left > 1e-12 * fill.quantity, first < lots.count {
            let lot = lots[first]
            let units = min(left, abs(lot.quantity))
            let sign = lot.quantity > 0 ? 1.0 : -1.0
            let gross = sign * (fill.price - lot.price) * units * multiplier
            closed(gross - (lot.commissionPerUnit * units + perUnit * units))
            left -= units
            if abs(lot.quantity) - units <= 1e-12 * units {
                first += 1
            } else {
                lots[first].quantity -= lot.quantity > 0 ? units : -units
            }
        }
        if fill.position == 0 || first == lots.count {
            lots.removeAll(keepingCapacity: true)
            first = 0
        }
    }
}

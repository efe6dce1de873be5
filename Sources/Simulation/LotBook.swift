import Core

/// The net profit of each lot of one instrument, and no more.
struct LotBook {
    private struct Lot: OpenLot {
        var quantity: Quantity
        var price: Price
        var commissionPerUnit: Cash
    }

    private var lots = LotQueue<Lot>()

    /// Takes a fill, and tells the net profit of each lot, or part of one, that it closes.
    @inline(__always)
    mutating func take(_ fill: Fill, multiplier: Double, closed: (Cash) -> Void) {
        let perUnit = fill.commission / fill.quantity
        guard fill.closes else {
            lots.add(Lot(quantity: fill.side.sign * fill.quantity, price: fill.price, commissionPerUnit: perUnit))
            return
        }
        lots.close(fill.quantity, isAll: fill.position == 0) { lot, units in
            let sign = lot.quantity > 0 ? 1.0 : -1.0
            let gross = sign * (fill.price - lot.price) * units * multiplier
            closed(gross - (lot.commissionPerUnit * units + perUnit * units))
        }
    }
}

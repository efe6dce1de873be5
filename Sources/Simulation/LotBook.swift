import Core

/// The net profit of each lot of one instrument, and no more.
struct LotBook {
    private struct Lot: OpenLot {
        var quantity: Quantity
        var price: Price
        var commissionPerUnit: Cash
    }

    /// The lot that was opened from flat, apart from the others since most often it is the only one; of no units once it
    /// is closed.
    private var oldest = Lot(quantity: 0, price: 0, commissionPerUnit: 0)
    /// Those opened after it.
    private var later = LotQueue<Lot>()

    /// Takes a fill, and tells the net profit of each lot, or part of one, that it closes.
    @inline(__always)
    mutating func take(_ fill: Fill, multiplier: Double, closed: (Cash) -> Void) {
        let perUnit = fill.commission / fill.quantity
        guard fill.closes else {
            let lot = Lot(quantity: fill.side.sign * fill.quantity, price: fill.price, commissionPerUnit: perUnit)
            if oldest.quantity == 0 && later.isEmpty { oldest = lot } else { later.add(lot) }
            return
        }
        func close(_ lot: Lot, _ units: Quantity) {
            let sign = lot.quantity > 0 ? 1.0 : -1.0
            let gross = sign * (fill.price - lot.price) * units * multiplier
            closed(gross - (lot.commissionPerUnit * units + perUnit * units))
        }
        var left = fill.quantity
        if oldest.quantity != 0 {
            let lot = oldest
            let part = oldest.close(left)
            close(lot, part)
            left -= part
        }
        if !later.isEmpty { later.close(left, of: fill.quantity, isAll: fill.position == 0, close) }
        if fill.position == 0 { oldest.quantity = 0 }
    }
}

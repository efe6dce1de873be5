public import Core

/// Trades at the exchange.
extension LiveAccount {
    /// Books a trade, and what follows from it for other orders (S30, S31, S38).
    ///
    /// - Parameter sent: The order as it was sent; where the account has struck it off meanwhile, the trade counts all the
    ///   same.
    public mutating func fill(_ sent: Order, _ fill: LiveFill, at time: Timestamp) {
        venue.now = time
        let place = sent.instrument.place
        let slot = slot(of: sent, in: place)
        if venue.books[place][slot].remaining < fill.units { venue.books[place][slot].remaining = fill.units }
        let order = venue.books[place][slot]
        var left = order.remaining - fill.units
        if left <= 1e-9 * fill.units { left = 0 }
        let held = venue.positions[place].quantity
        let opposes = held != 0 && (held > 0) == (order.side == .sell)
        let closed = opposes ? min(fill.units, abs(held)) : 0
        let opened = fill.units - closed
        // What trades now belongs to the bar that goes on.
        venue.wake = .window(.none)
        var fee = fill.fee
        for (units, closes) in [(closed, true), (opened, false)] where units > 0 {
            venue.trade(
                place, slot, units, resting: left, at: fill.price, reference: fill.reference, source: .book,
                isMaker: fill.isMaker, closes: closes)
            let part = closes && opened > 0 ? fill.fee * (units / fill.units) : fee
            fee -= part
            charge(part)
        }
        follow(order, place, left: left, closed: closed, opened: opened, at: fill)
        venue.wake = .nextBar
    }

    /// The place of an order in its book, where it is put again if it was struck off.
    private mutating func slot(of sent: Order, in place: Int) -> Int {
        if let slot = venue.books[place].firstIndex(where: { $0.id == sent.id }) { return slot }
        var order = sent
        order.remaining = 0
        let slot = venue.books[place].firstIndex { $0.id > sent.id } ?? venue.books[place].count
        venue.books[place].insert(order, at: slot)
        venue.waiting += 1
        return slot
    }

    /// Adds the exchange's fee to the fill that was just written down.
    private mutating func charge(_ fee: Cash) {
        guard fee != 0 else { return }
        venue.cash -= fee
        let last = venue.log.pointee.count - 1
        guard case .filled(var fill) = venue.log.pointee[last].body else { return }
        fill.commission += fee
        fill.cash = venue.cash
        venue.log.pointee[last].body = .filled(fill)
    }

    private mutating func follow(
        _ order: Order, _ place: Int, left: Quantity, closed: Quantity, opened: Quantity, at fill: LiveFill
    ) {
        if left == 0, let slot = venue.books[place].firstIndex(where: { $0.id == order.id }) {
            venue.remove(place, slot)
            endings[order.id] = nil
        }
        endOthers(of: order.group, except: order.id)
        if order.role != .plain, venue.find(order.parent) != nil, endings[order.parent] == nil {
            endings[order.parent] = .cancelled(.exitTraded)
        }
        let isFlat = venue.positions[place].quantity == 0
        if closed > 0 && (isFlat || opened > 0) { endExits(in: place, except: order.id) }
        if opened > 0 {
            venue.wakeExits(of: order.id, in: place, units: opened, at: fill.price, reference: fill.reference)
        }
        if left == 0 {
            while let exit = venue.books[place].firstIndex(where: { $0.parent == order.id && !$0.isActive }) {
                venue.cancel(place, exit, reason: .parentGone)
            }
        }
    }

    /// The exits of a position that is closed shall end.
    private mutating func endExits(in place: Int, except id: OrderID) {
        for order in venue.books[place] where order.role != .plain && order.isActive && order.id != id {
            // More of the entry may come: its exits wait for that (S30).
            if let slot = venue.books[place].firstIndex(where: { $0.id == order.id }),
                venue.books[place].contains(where: { $0.id == order.parent })
            {
                venue.books[place][slot].sleep()
            } else if endings[order.id] == nil {
                endings[order.id] = .cancelled(.positionClosed)
            }
        }
    }
}

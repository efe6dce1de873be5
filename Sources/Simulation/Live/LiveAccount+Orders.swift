public import Core

/// What becomes of orders at the broker and at the exchange.
extension LiveAccount {
    /// Whether an order shall end: what of it is at the exchange is to be taken back, and its end to be confirmed.
    public func isEnding(_ id: OrderID) -> Bool { endings[id] != nil }

    /// How much of an order the broker sends on: its size is fixed where it was not, and cut or refused as funds, limits
    /// and positions demand (S32, S41, S52).
    ///
    /// - Parameters:
    ///   - price: The price that it is expected to trade at.
    ///   - reserved: What orders sent before may still need.
    ///   - closing: Units of the position that orders sent before are about to close.
    /// - Returns: The units; `nil` where it was refused, which the log tells.
    public mutating func release(
        _ id: OrderID, at price: Price, reserved: Cash, closing pending: Quantity, time: Timestamp
    ) -> Quantity? {
        venue.now = time
        guard let (place, slot) = venue.find(id) else { return nil }
        guard price > 0 else {
            venue.reject(place, slot, reason: .noPrice)
            return nil
        }
        let order = venue.books[place][slot]
        let held = venue.positions[place].quantity
        let left = max(0, abs(held) - pending) * (held < 0 ? -1 : 1)
        guard let units = venue.admitted(order, place, slot, holding: left, at: price, isMaker: false) else {
            return nil
        }
        let opposes = held != 0 && (held > 0) == (order.side == .sell)
        let closing = opposes ? min(units, abs(held)) : 0
        let opening = units - closing
        guard opening > 0 else { return units }
        venue.cash -= reserved
        let opened = venue.permitted(
            opening, after: closing, slot, at: price, cut: nil, isMaker: false, in: place)
        venue.cash += reserved
        if opened > 0, opened < opening, order.request.timeInForce == .fillOrKill {
            // Whole or not at all: it was not made smaller.
            venue.log.pointee.removeLast()
            venue.cancel(place, slot, reason: .notFilledWhole)
            return nil
        }
        guard closing + opened > 0 else {
            if order.filled > 0 {
                venue.cancel(place, slot, reason: .restRefused)
            } else {
                // The refusal stands in the log already.
                venue.remove(place, slot)
                venue.dropExits(of: id, in: place)
            }
            return nil
        }
        venue.books[place][slot].remaining = closing + opened
        return closing + opened
    }

    /// A stop that the broker holds was reached: it is a market or limit order from now on, and the others of its group
    /// end (S31).
    public mutating func trigger(_ id: OrderID, at time: Timestamp) {
        guard let (place, slot) = venue.find(id), !venue.books[place][slot].isTriggered else { return }
        venue.now = time
        let order = venue.books[place][slot]
        venue.record(.triggered(id, order.instrument, level: order.stopLevel))
        venue.books[place][slot].isTriggered = true
        endOthers(of: order.group, except: id)
    }

    /// An order's time has run out.
    public mutating func expire(_ id: OrderID) { if endings[id] == nil { endings[id] = .expired } }

    /// An order that shall end trades no more: it is struck off, with its reason.
    public mutating func confirmEnd(_ id: OrderID, at time: Timestamp) {
        guard let ending = endings.removeValue(forKey: id), let (place, slot) = venue.find(id) else { return }
        venue.now = time
        switch ending {
        case .cancelled(let reason): venue.cancel(place, slot, reason: reason)
        case .expired:
            venue.record(.expired(id, venue.books[place][slot].instrument))
            venue.remove(place, slot)
            venue.dropExits(of: id, in: place)
        }
    }

    /// The exchange took what was left of an order out of the book.
    public mutating func remove(_ id: OrderID, at time: Timestamp) {
        guard let (place, slot) = venue.find(id) else { return }
        venue.now = time
        let waits = venue.books[place][slot].request.timeInForce.waits && !venue.books[place][slot].isMarket
        venue.cancel(place, slot, reason: waits ? .exchange : .notFilledAtOnce)
        endings[id] = nil
    }

    /// The exchange refused an order.
    public mutating func refuse(_ id: OrderID, at time: Timestamp) {
        guard let (place, slot) = venue.find(id) else { return }
        venue.now = time
        venue.reject(place, slot, reason: .exchange)
        endings[id] = nil
    }

    /// The other orders of a group shall end.
    mutating func endOthers(of group: Int32, except id: OrderID) {
        guard group != 0 else { return }
        for place in 0..<venue.count {
            for order in venue.books[place] where order.group == group && order.id != id {
                if endings[order.id] == nil { endings[order.id] = .cancelled(.oneCancelsOther) }
            }
        }
    }
}

import Core
import TimeSeries

/// Orders inside the range of a bar whose path is not assumed: decided by rank (S27, S28).
///
/// Pessimistic: stops that close a position go first and use what the price may still have travelled; then entries; then
/// limits that close, which need what it must still have travelled. Optimistic: closing limits first, with what it may;
/// then entries; then closing stops, with what it must. Inside a rank the lower order number goes first, but of stops of
/// one side, and of limits of one side, the one that the price comes to first, whatever its path. After each fill the ranks
/// are looked at anew, since the fill may have closed a position or woken exits.
extension Venue {
    /// Lets orders meet the range of a bar.
    ///
    /// - Parameters:
    ///   - bar: The present bar, or a finer one inside it.
    ///   - isReported: Whether it is in the log that the present bar is ambiguous.
    mutating func meetRangeByRank(_ place: Int, _ bar: BarPrices, isReported: inout Bool) {
        let whole = PriceWindow(high: bar.high, low: bar.low)
        let isOptimistic = broker.fill.intrabar == .optimistic
        while let slot = nextInRange(place, whole: whole, isOptimistic: isOptimistic) {
            let order = books[place][slot]
            if !isReported && isAmbiguous(order, in: place, whole: whole) {
                isReported = true
                record(.ambiguous(order.instrument))
            }
            let before = window(of: order, whole: whole)
            if order.isStop {
                let rises = order.side == .buy
                // An order that woke beyond its stop trades at the price at which it woke.
                let woken = order.wakePrice.isNaN ? order.stopLevel : order.wakePrice
                let price = rises ? max(order.stopLevel, woken) : min(order.stopLevel, woken)
                let after = before.after(price, rising: rises, close: bar.close)
                wake = .window(after)
                record(.triggered(order.id, order.instrument, level: order.stopLevel))
                books[place][slot].isTriggered = true
                if case .stopLimit(_, let limit) = order.request.kind {
                    books[place][slot].wakePrice = price
                    books[place][slot].window = after
                    guard order.side.sign * (limit - price) >= 0 else { continue }
                }
                fill(place, slot, at: price, source: price == order.stopLevel ? .stop : .gap, isMaker: false)
            } else if order.isBeyondLimitAtWaking {
                // Its entry filled beyond it: it trades at once, at the price there is.
                wake = .window(before)
                fill(place, slot, at: order.wakePrice, source: .gap, isMaker: false)
            } else if let limit = order.request.kind.limitPrice {
                wake = .window(before.after(limit, rising: order.side == .sell, close: bar.close))
                fill(place, slot, at: limit, source: .limit, isMaker: true)
            }
        }
    }

    private func window(of order: Order, whole: PriceWindow) -> PriceWindow {
        order.wakePrice.isNaN ? whole : order.window
    }

    /// The order that trades next inside the range; `nil` where none is left.
    private func nextInRange(_ place: Int, whole: PriceWindow, isOptimistic: Bool) -> Int? {
        var best: (rank: Int, slot: Int, order: Order)?
        // A bar without volume left still triggers stops, which then wait as market or limit orders (S35).
        let isDry = isDry(place)
        for slot in books[place].indices {
            let order = books[place][slot]
            guard order.canMeetRange(of: columns[place].completed), !isDry || order.isStop else { continue }
            // Pessimistic stops and optimistic limits use what may happen; the others need what must.
            guard reaches(order, in: place, window: window(of: order, whole: whole), may: order.isStop != isOptimistic)
            else { continue }
            var rank = 1
            if closes(order, in: place) { rank = order.isStop != isOptimistic ? 0 : 2 }
            let goesFirst = best.map { rank < $0.rank || (rank == $0.rank && order.isMetBefore($0.order)) } ?? true
            if goesFirst { best = (rank, slot, order) }
        }
        return best?.slot
    }

    /// Whether an order makes the position smaller.
    private func closes(_ order: Order, in place: Int) -> Bool {
        let held = held(by: order.id, in: place)
        return held != 0 && (held > 0) == (order.side == .sell)
    }

    /// Whether the price reaches an order's stop (S24), or its limit as the rules want it (S19).
    private func reaches(_ order: Order, in place: Int, window: PriceWindow, may: Bool) -> Bool {
        let high = may ? window.mayRise : window.mustRise
        let low = may ? window.mayFall : window.mustFall
        if order.isStop { return order.side == .buy ? high >= order.stopLevel : low <= order.stopLevel }
        guard let limit = order.request.kind.limitPrice else { return false }
        if order.isBeyondLimitAtWaking { return high >= low }
        return order.side == .buy
            ? isThrough(limit - low, in: place) : isThrough(high - limit, in: place)
    }

    /// Whether going beyond a limit by so much fills it (S19).
    func isThrough(_ beyond: Price, in place: Int) -> Bool {
        switch broker.fill.limit {
        case .through: return beyond > 0
        case .touch: return beyond >= 0
        case .throughTicks(let ticks):
            let needed = Double(ticks) * terms[place].tickSize
            return needed == 0 ? beyond > 0 : beyond >= needed * (1 - 1e-9)
        }
    }

    /// Whether a closing order is about to trade in a bar that may also reach the other kind of exit of the same position,
    /// which of several strategies is that of its sender (S27).
    func isAmbiguous(_ order: Order, in place: Int, whole: PriceWindow) -> Bool {
        guard closes(order, in: place) else { return false }
        let owner = portions?.owner(of: order.id)
        return books[place].contains { other in
            other.canMeetRange(of: columns[place].completed) && other.id != order.id && other.isStop != order.isStop
                && portions?.owner(of: other.id) == owner && closes(other, in: place)
                && reaches(other, in: place, window: window(of: other, whole: whole), may: true)
        }
    }
}

extension Order {
    /// Puts an exit back to where it was before its entry filled.
    mutating func sleep() {
        isActive = false
        isTriggered = false
        remaining = 0
        entryPrice = .nan
        wakePrice = .nan
        window = .none
    }

    /// Whether the order can trade anywhere in the range of a bar of its instrument.
    func canMeetRange(of bar: Int) -> Bool {
        isActive && !isMarket && !request.timeInForce.meetsOnePrice && Int(firstBar) <= bar
    }

    /// Whether a price on its way must come to this order before it comes to another of the same side and kind.
    func isMetBefore(_ other: Order) -> Bool {
        guard side == other.side, isStop == other.isStop else { return false }
        if isStop { return side.sign * (other.stopLevel - stopLevel) > 0 }
        guard let limit = request.kind.limitPrice, let level = other.request.kind.limitPrice else { return false }
        return side.sign * (limit - level) > 0
    }

    /// Whether the order woke inside the present bar at a price that its limit already allows.
    var isBeyondLimitAtWaking: Bool {
        guard isLimit, let limit = request.kind.limitPrice else { return false }
        return side.sign * (limit - wakePrice) >= 0
    }
}

extension PriceWindow {
    /// What the rest of the bar can do once the price has come to a level.
    ///
    /// Rising to a level from below, a high beyond it is still to come; the low may have been before. In both cases the
    /// close is still to come.
    func after(_ price: Price, rising: Bool, close: Price) -> PriceWindow {
        if rising {
            PriceWindow(
                mustRise: max(price, close, mustRise >= price ? mustRise : price), mayRise: max(mayRise, price),
                mustFall: min(price, close), mayFall: min(mayFall, price))
        } else {
            PriceWindow(
                mustRise: max(price, close), mayRise: max(mayRise, price),
                mustFall: min(price, close, mustFall <= price ? mustFall : price), mayFall: min(mayFall, price))
        }
    }
}

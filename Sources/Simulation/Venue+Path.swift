import Core
import TimeSeries

/// Orders inside the range of a bar whose path is assumed: open, one extreme, the other, close (S27).
extension Venue {
    mutating func meetRangeByPath(_ place: Int) {
        let bar = columns[place].prices(of: columns[place].completed)
        let (open, high, low, close) = (bar.open, bar.high, bar.low, bar.close)
        let highFirst =
            switch broker.fill.intrabar {
            case .ohlc: true
            case .olhc: false
            default: high - open == open - low ? isHighWorse(place) : high - open < open - low
            }
        let whole = PriceWindow(high: high, low: low)
        var isReported = false
        var price = open
        for corner in [highFirst ? high : low, highFirst ? low : high, close] {
            while let (slot, level) = nextOnWay(place, from: price, to: corner) {
                let order = books[place][slot]
                if !isReported && isAmbiguous(order, in: place, whole: whole) {
                    isReported = true
                    record(.ambiguous(order.instrument))
                }
                price = level
                // Exits that wake here see the rest of the way; the window only serves trailing stops.
                wake = .window(
                    PriceWindow(
                        mustRise: max(price, corner, close), mayRise: high, mustFall: min(price, corner, close),
                        mayFall: low))
                if order.isStop {
                    record(.triggered(order.id, order.instrument, level: order.stopLevel))
                    books[place][slot].isTriggered = true
                    if case .stopLimit(_, let limit) = order.request.kind {
                        books[place][slot].wakePrice = price
                        guard order.side.sign * (limit - price) >= 0 else { continue }
                    }
                    fill(place, slot, at: price, source: price == order.stopLevel ? .stop : .gap, isMaker: false)
                } else {
                    let isMaker = !order.isBeyondLimitAtWaking
                    fill(place, slot, at: price, source: isMaker ? .limit : .gap, isMaker: isMaker)
                }
            }
            price = corner
        }
    }

    /// Whether the high first is the worse way where both extremes are equally far: for what is short, and where nothing is
    /// held for an entry that buys.
    private func isHighWorse(_ place: Int) -> Bool {
        positions[place].isFlat ? books[place].first?.side != .sell : !positions[place].isLong
    }

    /// The order that the price meets next on a straight way, and the price at which it trades; `nil` for none.
    private func nextOnWay(_ place: Int, from start: Price, to end: Price) -> (slot: Int, level: Price)? {
        let rises = end >= start
        var best: (slot: Int, level: Price)?
        let isDry = isDry(place)
        for slot in books[place].indices {
            let order = books[place][slot]
            guard order.canMeetRange(of: columns[place].completed), !isDry || order.isStop else { continue }
            var level: Price
            if order.isStop {
                level = order.stopLevel
                let isBehind = order.side.sign * (start - level) >= 0
                if isBehind {
                    // It woke beyond its stop: it trades at once, at the price there is.
                    level = start
                } else if (order.side == .buy) != rises || order.side.sign * (end - level) < 0 {
                    continue
                }
            } else {
                guard let limit = order.request.kind.limitPrice else { continue }
                level = limit
                // A limit trades at once where it woke beyond it, else on the way towards it.
                if order.isBeyondLimitAtWaking { return (slot, start) }
                if (order.side == .sell) != rises || !isThrough(order.side.sign * (limit - end), in: place) { continue }
            }
            if let found = best, rises ? found.level <= level : found.level >= level { continue }
            best = (slot, level)
        }
        return best
    }
}

import Core
import TimeSeries

/// The phases of a bar.
extension Venue {
    /// Orders that waited before the bar meet its open (S17, S20–S24).
    mutating func meetOpen(_ place: Int) {
        let bar = columns[place].completed
        expire(place, at: columns[place].start[bar])
        guard !books[place].isEmpty, !hasClosesOnly[place], canTrade(place, bar: bar) else { return }
        wake = .wholeBar
        meet(place, price: columns[place].open[bar], fillsMarket: broker.fill.market == .nextOpen, source: .open)
        wake = .nextBar
    }

    /// Waiting orders meet one price that they cannot choose: the open, or the close of a series of closes alone.
    private mutating func meet(_ place: Int, price: Price, fillsMarket: Bool, source: PriceSource) {
        for turn in UInt8(0)...1 {
            var next = OrderID.none
            while let slot = books[place].firstIndex(where: { $0.id > next && $0.isActive && $0.turn == turn }) {
                let order = books[place][slot]
                next = order.id
                guard order.wakePrice.isNaN else { continue }
                if order.isStop && order.side.sign * (price - order.stopLevel) >= 0 {
                    trigger(place, slot, source: source, at: price)
                } else if order.isLimit, let limit = order.request.kind.limitPrice,
                    order.side.sign * (limit - price) >= 0
                {
                    fill(place, slot, at: price, source: price == limit ? .limit : .gap, isMaker: false)
                } else if order.isMarket && fillsMarket {
                    fill(place, slot, at: price, source: source, isMaker: false)
                }
            }
        }
    }

    /// A stop's level is at or behind the one price there is.
    private mutating func trigger(_ place: Int, _ slot: Int, source: PriceSource, at price: Price) {
        let order = books[place][slot]
        record(.triggered(order.id, order.instrument, level: order.stopLevel))
        guard case .stopLimit(_, let limit) = order.request.kind else {
            return fill(place, slot, at: price, source: price == order.stopLevel ? .stop : .gap, isMaker: false)
        }
        books[place][slot].isTriggered = true
        if order.side.sign * (limit - price) >= 0 {
            fill(place, slot, at: price, source: .gap, isMaker: false)
        }
    }

    /// Waiting orders meet the range of the bar that ends now.
    mutating func meetRange(_ place: Int) {
        let bar = columns[place].completed
        guard !books[place].isEmpty, !hasClosesOnly[place], canTrade(place, bar: bar) else { return }
        switch broker.fill.intrabar {
        case .pessimistic, .optimistic, .nextBar: meetRangeByRank(place)
        case .nearerExtreme, .ohlc, .olhc: meetRangeByPath(place)
        }
        wake = .nextBar
    }

    /// Market orders that wait for a close or a middle meet it, and orders on closes alone meet the close.
    mutating func meetClose(_ place: Int) {
        let bar = columns[place].completed
        guard !books[place].isEmpty, canTrade(place, bar: bar) else { return }
        let close = columns[place].close[bar]
        wake = .window(.none)
        defer { wake = .nextBar }
        if hasClosesOnly[place] {
            meet(place, price: close, fillsMarket: true, source: .close)
        } else if broker.fill.market != .nextOpen {
            let mid = (columns[place].high[bar] + columns[place].low[bar]) / 2
            let isMid = broker.fill.market == .nextMid
            fillMarketOrders(place, at: isMid ? mid : close, source: isMid ? .mid : .close)
        }
    }

    /// Market orders just sent fill at the close of the decision's bar (`same-close`).
    mutating func meetSameClose() {
        for place in 0..<count where columns[place].isFresh && !books[place].isEmpty {
            let bar = columns[place].completed - 1
            guard canTrade(place, bar: bar) else { continue }
            fillMarketOrders(place, at: columns[place].close[bar], source: .close)
        }
    }

    private mutating func fillMarketOrders(_ place: Int, at price: Price, source: PriceSource) {
        for turn in UInt8(0)...1 {
            var next = OrderID.none
            while let slot = books[place].firstIndex(where: { $0.id > next && $0.isMarket && $0.turn == turn }) {
                next = books[place][slot].id
                fill(place, slot, at: price, source: source, isMaker: false)
            }
        }
    }

    /// The bar is over: its close is the last price, trailing stops follow (S26), orders that woke inside it are now
    /// orders that waited, and what ended with the session expires (S12).
    mutating func complete(_ place: Int) {
        let bar = columns[place].completed
        lastPrice[place] = columns[place].close[bar]
        if !books[place].isEmpty {
            for slot in books[place].indices { ratchet(&books[place][slot], place, bar: bar) }
            expire(place, at: columns[place].end[bar])
        }
        columns[place].completed = bar + 1
        columns[place].isFresh = true
        if positions[place].quantity != 0 { positions[place].barsHeld = bar - entryBar[place] }
    }

    private func ratchet(_ order: inout Order, _ place: Int, bar: Int) {
        let whole = PriceWindow(high: columns[place].high[bar], low: columns[place].low[bar])
        let window = order.wakePrice.isNaN ? whole : order.window
        if case .trailingStop(let trail) = order.request.kind, order.isActive, order.submitted < now {
            if order.side == .sell {
                order.extreme = max(order.extreme, window.mustRise)
                order.stopLevel = max(order.stopLevel, trail.level(behind: order.extreme, side: .sell))
            } else {
                order.extreme = min(order.extreme, window.mustFall)
                order.stopLevel = min(order.stopLevel, trail.level(behind: order.extreme, side: .buy))
            }
        }
        order.wakePrice = .nan
        order.window = .none
    }
}

extension Venue {
    /// Closes every position at its last price, as if at the close of its last bar (S42, `close-at-end`).
    mutating func closeAll() {
        for place in 0..<count where positions[place].quantity != 0 {
            let position = positions[place]
            let side: Side = position.isLong ? .sell : .buy
            let id = OrderID(1 + log.reduce(0) { largest, event in
                if case .submitted(let order) = event.body { return max(largest, Int(order.id.rawValue)) }
                return largest
            })
            var order = Order(
                id: id,
                request: OrderRequest(
                    side, .units(abs(position.quantity)), of: InstrumentIndex(place), reduceOnly: true,
                    reason: "close-at-end"),
                submitted: now)
            order.remaining = abs(position.quantity)
            record(.submitted(order))
            books[place].append(order)
            waiting += 1
            fill(place, books[place].count - 1, at: lastPrice[place], source: .close, isMaker: false)
        }
    }
}

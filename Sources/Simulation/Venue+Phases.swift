import Core
import TimeSeries

/// The phases of a bar.
extension Venue {
    /// Orders that waited before the bars that start now meet their open (S17, S20–S24).
    ///
    /// A market order that should have filled at the close of a bar that never traded fills here too (S18).
    mutating func meetOpens() {
        if nextRate <= now.nanoseconds { updateRates(through: now.nanoseconds) }
        let fillsMarket = broker.fill.market == .nextOpen || broker.fill.market == .sameClose
        for turn in turns {
            for place in 0..<count where columns[place].isDue && !books[place].isEmpty {
                let bar = columns[place].completed
                guard !terms[place].hasClosesOnly, canTrade(place, bar: bar) else { continue }
                wake = .wholeBar
                meet(place, price: columns[place].open[bar], fillsMarket: fillsMarket, source: .open, turn: turn)
            }
        }
        if hasBriefOrders { dismissAfterOpens(fillsMarket: fillsMarket) }
        wake = .nextBar
    }

    /// The turns in which orders meet one price: at an instant the sells of a rebalancing go before its buys, whatever
    /// their instruments.
    var turns: ClosedRange<UInt8> { 0...(hasLaterTurns ? 1 : 0) }

    /// Waiting orders meet one price that they cannot choose: the open, or the close of a series of closes alone.
    private mutating func meet(_ place: Int, price: Price, fillsMarket: Bool, source: PriceSource, turn: UInt8) {
        var next = OrderID.none
        while let slot = nextSlot(place, after: next, where: { $0.isActive && $0.turn == turn }) {
            let order = books[place][slot]
            next = order.id
            guard order.wakePrice.isNaN else { continue }
            var takesMarket = fillsMarket
            switch order.request.timeInForce {
            case .atOpen:
                guard source == .open, now.nanoseconds >= order.auction else { continue }
                takesMarket = true
            case .atClose:
                guard source == .close, now.nanoseconds >= order.auction else { continue }
            default: break
            }
            if !meetLevel(place, slot, at: price) && order.isMarket && takesMarket {
                fill(place, slot, at: price, source: source, isMaker: false)
            }
        }
    }

    /// Trades a waiting order whose stop or limit is at or behind the one price there is.
    ///
    /// - Returns: Whether it is.
    mutating func meetLevel(_ place: Int, _ slot: Int, at price: Price) -> Bool {
        let order = books[place][slot]
        if order.isStop && order.side.sign * (price - order.stopLevel) >= 0 {
            trigger(place, slot, at: price)
        } else if order.isLimit, let limit = order.request.kind.limitPrice, order.side.sign * (limit - price) >= 0 {
            fill(place, slot, at: price, source: price == limit ? .limit : .gap, isMaker: false)
        } else {
            return false
        }
        return true
    }

    /// A stop's level is at or behind the one price there is.
    private mutating func trigger(_ place: Int, _ slot: Int, at price: Price) {
        let order = books[place][slot]
        let source: PriceSource = price == order.stopLevel ? .stop : .gap
        record(.triggered(order.id, order.instrument, level: order.stopLevel))
        books[place][slot].isTriggered = true
        if case .stopLimit(_, let limit) = order.request.kind {
            guard order.side.sign * (limit - price) >= 0 else { return }
        }
        fill(place, slot, at: price, source: source, isMaker: false)
    }

    /// Waiting orders meet the range of the bars that end now.
    mutating func meetRanges() {
        if broker.fill.intrabar == .finerData { return meetFinerBars() }
        for place in 0..<count where columns[place].isDue && !books[place].isEmpty { meetRange(place) }
    }

    private mutating func meetRange(_ place: Int) {
        let bar = columns[place].completed
        guard !terms[place].hasClosesOnly, canTrade(place, bar: bar) else { return }
        switch broker.fill.intrabar {
        case .pessimistic, .optimistic, .nextBar, .finerData:
            var isReported = false
            meetRangeByRank(place, columns[place].prices(of: bar), isReported: &isReported)
        case .nearerExtreme, .ohlc, .olhc: meetRangeByPath(place)
        }
        wake = .nextBar
    }

    /// Market orders that wait for a close or a middle meet it, and orders on closes alone meet the close.
    mutating func meetCloses() {
        let market = broker.fill.market
        for turn in turns {
            for place in 0..<count where columns[place].isDue && !books[place].isEmpty {
                let bar = columns[place].completed
                guard canTrade(place, bar: bar) else { continue }
                let close = columns[place].close[bar]
                wake = .window(.none)
                if terms[place].hasClosesOnly {
                    meet(place, price: close, fillsMarket: true, source: .close, turn: turn)
                } else if market == .nextMid {
                    let mid = (columns[place].high[bar] + columns[place].low[bar]) / 2
                    fillMarketOrders(place, at: mid, source: .mid, turn: turn)
                } else if market == .nextClose {
                    fillMarketOrders(place, at: close, source: .close, turn: turn)
                }
                if hasBriefOrders && !terms[place].hasClosesOnly { meetSessionClose(place, at: close, turn: turn) }
            }
        }
        if hasBriefOrders { dismissAfterCloses() }
        wake = .nextBar
    }

    /// Market orders just sent fill at the close of the decision's bar (`same-close`).
    mutating func meetSameCloses() {
        fillsFrom = .completedBar
        defer { fillsFrom = .presentBar }
        for turn in turns {
            for place in 0..<count where columns[place].isDue && !books[place].isEmpty {
                let bar = columns[place].completed - 1
                guard canTrade(place, bar: bar) else { continue }
                fillMarketOrders(place, at: columns[place].close[bar], source: .close, turn: turn)
            }
        }
    }

    private mutating func fillMarketOrders(_ place: Int, at price: Price, source: PriceSource, turn: UInt8) {
        var next = OrderID.none
        while let slot = nextSlot(place, after: next, where: { $0.isMarket && $0.isActive && $0.turn == turn }) {
            next = books[place][slot].id
            let order = books[place][slot]
            // The close of a bar that was under way comes after the order; its middle does not.
            if source == .mid && Int(order.firstBar) > columns[place].completed { continue }
            switch order.request.timeInForce {
            case .atOpen, .atClose: continue
            default: fill(place, slot, at: price, source: source, isMaker: false)
            }
        }
    }

    /// The bar is over: its close is the last price, trailing stops follow (S26), and orders that woke inside it are now
    /// orders that waited.
    @inline(__always)
    mutating func complete(_ place: Int) {
        let bar = columns[place].completed
        lastPrice[place] = columns[place].close[bar]
        if waiting > 0 { ratchet(place, bar: bar) }
        columns[place].completed = bar + 1
        if positions[place].quantity != 0 { positions[place].barsHeld = bar - entryBar[place] }
        if let portions { portions.complete(place, bar: bar) }
    }

    @inline(never)
    private mutating func ratchet(_ place: Int, bar: Int) {
        // Of finer bars trailing stops have followed all but the last.
        if !lastFiner.isEmpty && lastFiner[place].bar == bar { return follow(place, lastFiner[place].window) }
        follow(place, PriceWindow(high: columns[place].high[bar], low: columns[place].low[bar]))
    }

    /// Trailing stops follow what a bar, or a finer one inside it, has reached; orders that woke inside it now waited.
    mutating func follow(_ place: Int, _ whole: PriceWindow) {
        for slot in books[place].indices { follow(&books[place][slot], place, whole) }
    }

    private func follow(_ order: inout Order, _ place: Int, _ whole: PriceWindow) {
        let window = order.wakePrice.isNaN ? whole : order.window
        if case .trailingStop(let trail) = order.request.kind, order.isActive, !order.isTriggered,
            Int(order.firstBar) <= columns[place].completed
        {
            (order.extreme, order.stopLevel) = followed(
                (order.extreme, order.stopLevel), trail, order.side, low: window.mustFall, high: window.mustRise,
                in: place)
        }
        order.wakePrice = .nan
        order.window = .none
    }
}

extension Venue {
    /// Closes every position at its last price, as if at the close of its last bar (S42, `close-at-end`).
    ///
    /// - Parameter lastID: The number of the last order sent.
    mutating func closeAll(lastID: Int) {
        fillsFrom = .noBar
        if let portions { return closePortions(portions, lastID: lastID) }
        var id = OrderID(lastID)
        for place in 0..<count where positions[place].quantity != 0 {
            id.rawValue += 1
            closeAtEnd(place, positions[place].quantity, id)
        }
    }

    /// Closes what is held of an instrument by an order at its last price.
    mutating func closeAtEnd(_ place: Int, _ quantity: Quantity, _ id: OrderID) {
        var order = Order(
            id: id,
            request: OrderRequest(
                quantity > 0 ? .sell : .buy, .units(abs(quantity)), of: InstrumentIndex(place), reduceOnly: true,
                reason: "close-at-end"),
            submitted: now)
        order.remaining = abs(quantity)
        record(.submitted(order))
        books[place].append(order)
        waiting += 1
        fill(place, books[place].count - 1, at: lastPrice[place], source: .close, isMaker: false)
    }
}

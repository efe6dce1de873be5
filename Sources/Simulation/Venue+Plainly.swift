import Core

/// The fast path's way with an order that has nothing in its way: a market order alone, which is filled whole at the one
/// price that it meets. It never enters a book; whatever else an order needs, the book's way does.
extension Venue {
    /// Whether the terms let an order be filled without a look at anything but funds.
    var knowsPlainOrders: Bool {
        (broker.fill.market == .sameClose || broker.fill.market == .nextOpen) && broker.fill.participation == nil
            && liquidity.isEmpty && charges.isUniform && !broker.costs.slippage.staysInBar && !watch.screensOrders
            && !usesMargin && !hasLatency
    }

    /// Takes in a market order that is alone.
    ///
    /// - Returns: `false` where it is more than that, and nothing was done.
    mutating func submitPlainly(_ request: OrderRequest, id: OrderID) -> Bool {
        let place = request.instrument.place
        guard waiting == 0, case .market = request.kind, case .goodTillCancelled = request.timeInForce,
            request.bracket == nil, place >= 0 && place < count
        else { return false }
        var order = Order(id: id, request: request, submitted: now)
        guard prepare(&order, in: place) == nil else { return false }
        guard broker.fill.market == .sameClose else {
            // A series without opens meets the next close, which is the book's way.
            guard !terms[place].hasClosesOnly else { return false }
            record(.submitted(order))
            plainOrder = order
            return true
        }
        let bar = columns[place].completed - 1
        guard canTrade(place, bar: bar), let fill = plainFill(order, at: columns[place].close[bar], source: .close)
        else { return false }
        record(.submitted(order))
        take(fill, place)
        return true
    }

    /// Fills the order that is alone at the open of the bar that starts now, or hands it to its book.
    mutating func meetOpenPlainly() {
        guard let order = plainOrder else { return }
        plainOrder = nil
        let place = order.instrument.place
        let bar = columns[place].completed
        wake = .wholeBar
        if canTrade(place, bar: bar), let fill = plainFill(order, at: columns[place].open[bar], source: .open) {
            take(fill, place)
        } else {
            enqueue(order, in: place)
        }
        wake = .nextBar
    }

    /// Hands what is still alone to its book.
    mutating func settlePlainOrder() {
        if let order = plainOrder { enqueue(order, in: order.instrument.place) }
        plainOrder = nil
    }

    /// The fill of an order at a price; `nil` where it is not filled whole and at once, or closes and opens.
    private func plainFill(_ order: Order, at reference: Price, source: PriceSource) -> Fill? {
        let place = order.instrument.place
        let held = positions[place].quantity
        var units = order.remaining
        if units == 0 {
            guard case .fractionOfPosition(1) = order.request.size else { return nil }
            units = abs(held)
        }
        let opposes = held != 0 && (held > 0) == (order.side == .sell)
        guard units > 0, opposes ? units <= abs(held) : !order.request.reduceOnly else { return nil }
        let price = broker.costs.takerPrice(
            reference, side: order.side, isEntry: !opposes, tickSize: terms[place].tickSize)
        let value = units * price * terms[place].multiplier
        let rates = commissionRates(order.side, isMaker: false, in: place)
        let commission = commission(of: order, with: units, value: value, rates) + rates.tax * value
        if !opposes {
            guard order.side == .buy || broker.allowsShort else { return nil }
            let funds = freeFunds(pricing: place, at: price)
            guard value + commission <= funds + 1e-9 * max(1, abs(funds)) else { return nil }
        }
        return Fill(
            order: order.id, instrument: order.instrument, side: order.side, closes: opposes, quantity: units,
            price: price, referencePrice: reference, commission: commission, source: source, isMaker: false,
            resting: 0, position: 0, cash: cash - (order.side.sign * value + commission))
    }

    private mutating func take(_ fill: Fill, _ place: Int) {
        cash = fill.cash
        move(place, fill.side, fill.quantity, at: fill.price, closes: fill.closes)
        lastPrice[place] = fill.referencePrice
        var fill = fill
        fill.position = positions[place].quantity
        record(.filled(fill))
    }
}

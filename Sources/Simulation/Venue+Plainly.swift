import Core

/// The fast path's way with an order that has nothing in its way: a market order alone, which is filled whole at the one
/// price that it meets. It never enters a book; whatever else an order needs, the book's way does.
extension Venue {
    /// Whether the terms let a market order be filled at the price that it meets without a look at anything but funds.
    var fillsPlainly: Bool {
        broker.fill.participation == nil && liquidity.isEmpty && charges.isUniform && !broker.costs.slippage.staysInBar
            && !watch.screensOrders && !usesMargin && !hasLatency
    }

    /// Whether a market order that is alone needs no book.
    var knowsPlainOrders: Bool {
        fillsPlainly && (broker.fill.market == .sameClose || broker.fill.market == .nextOpen)
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
        let plain = PlainOrder(
            id: order.id, instrument: order.instrument, side: order.side, size: order.request.size,
            units: order.remaining, reduceOnly: order.request.reduceOnly)
        guard case .filled(let fill) = fill(plain, at: reference, source: source) else { return nil }
        return fill
    }

    /// What becomes of a plain order at a price.
    func fill(_ order: PlainOrder, at reference: Price, source: PriceSource) -> PlainFill {
        let place = order.instrument.place
        let held = positions[place].quantity
        let opposes = held != 0 && (held > 0) == (order.side == .sell)
        guard var units = plainUnits(order, holding: held, at: reference) else { return .refused }
        if opposes ? units > abs(held) : order.reduceOnly { return opposes ? .notPlain : .refused }
        let price = broker.costs.takerPrice(
            reference, side: order.side, isEntry: !opposes, tickSize: terms[place].tickSize)
        let tax = order.side == .sell ? charges.sellTax : 0
        var value = units * price * terms[place].multiplier
        var commission = charges.whole(units, value: value) + tax * value
        var isReduced = false
        if !opposes {
            guard order.side == .buy || broker.allowsShort else { return .refused }
            let funds = freeFunds(pricing: place, at: price)
            if !(value + commission <= funds + 1e-9 * max(1, abs(funds))) {
                switch broker.fill.shortfall {
                case .reject: return .refused
                case .allow: return .notPlain
                case .reduce: break
                }
                let rates = commissionRates(order.side, isMaker: false, in: place)
                units = Venue.roundedDown(
                    min(units, affordable(funds, rates, price: price, in: place)), lot: terms[place].lotSize)
                value = units * price * terms[place].multiplier
                guard units > 0, value >= terms[place].minimumNotional else { return .refused }
                commission = charges.whole(units, value: value) + tax * value
                isReduced = true
            }
        }
        let fill = Fill(
            order: order.id, instrument: order.instrument, side: order.side, closes: opposes, quantity: units,
            price: price, referencePrice: reference, commission: commission, source: source, isMaker: false,
            resting: 0, position: 0, cash: cash - (order.side.sign * value + commission))
        return isReduced ? .reduced(fill) : .filled(fill)
    }

    /// The units of a plain order, now that its price is known; `nil` where there are none.
    private func plainUnits(_ order: PlainOrder, holding held: Quantity, at reference: Price) -> Quantity? {
        let place = order.instrument.place
        var units = order.units
        if units > 0 { return units }
        if case .fractionOfPosition(let fraction) = order.size {
            units = fraction * abs(held)
            guard units > 0 else { return nil }
            if fraction == 1 { return units }
        } else {
            let price = broker.costs.takerPrice(
                reference, side: order.side, isEntry: true, tickSize: terms[place].tickSize)
            units = self.units(of: order.size, order.side, at: price, in: place) ?? 0
        }
        units = Venue.roundedDown(units, lot: terms[place].lotSize)
        let isEnough = units * reference * terms[place].multiplier >= terms[place].minimumNotional
        return units > 0 && isEnough ? units : nil
    }

    private mutating func take(_ fill: Fill, _ place: Int) {
        var fill = fill
        book(&fill, place)
        record(.filled(fill))
    }

    /// Moves units and cash of a plain fill, and tells it the position after it.
    mutating func book(_ fill: inout Fill, _ place: Int) {
        cash = fill.cash
        move(place, fill.side, fill.quantity, at: fill.price, closes: fill.closes)
        lastPrice[place] = fill.referencePrice
        fill.position = positions[place].quantity
    }
}

/// A market order of which nothing but its fill is wanted.
struct PlainOrder {
    var id: OrderID
    var instrument: InstrumentIndex
    var side: Side
    var size: OrderSize
    /// 0 where the fill fixes them.
    var units: Quantity
    var reduceOnly: Bool
}

/// What becomes of a plain order.
enum PlainFill {
    /// It is filled whole.
    case filled(Fill)
    /// It is filled as far as the funds go.
    case reduced(Fill)
    /// It is refused, and gone.
    case refused
    /// It closes and opens, or makes debts: the book's way.
    case notPlain
}

import Core

/// The fast path's way with orders that have nothing in their way: market orders alone, each filled whole at the one price
/// that it meets. They never enter a book; whatever else an order needs, the book's way does.
extension Venue {
    /// Whether the terms let a market order be filled at the price that it meets without a look at anything but funds.
    var fillsPlainly: Bool {
        broker.fill.participation == nil && liquidity.isEmpty && charges.isUniform && !broker.costs.slippage.staysInBar
            && !watch.screensOrders && !usesMargin && !hasLatency
    }

    /// Whether market orders that are alone need no book.
    var knowsPlainOrders: Bool {
        fillsPlainly && (broker.fill.market == .sameClose || broker.fill.market == .nextOpen)
    }

    /// Takes in the market orders of a decision, where nothing else is handed in and nothing waits.
    ///
    /// - Returns: `false` where they are more than that, and nothing was done.
    mutating func acceptPlainly(_ desk: inout Desk) -> Bool {
        guard waiting == 0, areKnownPlainly(desk.tickets) else { return false }
        for ticket in desk.tickets {
            guard case .submit(let request, let id, _, let turn) = ticket else { continue }
            let place = request.instrument.place
            var order = Order(id: id, request: request, submitted: now, turn: turn)
            let refusal = prepare(&order, in: place)
            if let refusal {
                record(.submitted(order))
                record(.rejected(id, request.instrument, reason: refusal))
                continue
            }
            plainOrders.append(
                WaitingPlainly(
                    order: PlainOrder(
                        id: id, instrument: request.instrument, side: request.side, size: request.size,
                        units: order.remaining, reduceOnly: request.reduceOnly),
                    turn: turn, event: log.pointee.count))
            record(.submitted(order))
        }
        desk.tickets.removeAll(keepingCapacity: true)
        if broker.fill.market == .sameClose {
            fillsFrom = .completedBar
            meetPlainly()
            fillsFrom = .presentBar
        }
        return true
    }

    /// Whether all that was handed in are market orders in the order of their instruments, which is that of their fills.
    private func areKnownPlainly(_ tickets: [Desk.Ticket]) -> Bool {
        let fillsAtClose = broker.fill.market == .sameClose
        var last = 0
        for ticket in tickets {
            guard case .submit(let request, _, 0, _) = ticket, case .market = request.kind,
                case .goodTillCancelled = request.timeInForce, request.bracket == nil
            else { return false }
            let place = request.instrument.place
            // A series without opens meets the next close, which is the book's way.
            guard place >= last && place < count, fillsAtClose || !terms[place].hasClosesOnly else { return false }
            last = place
        }
        return true
    }

    /// Fills the orders that are alone at the opens of the bars that start now.
    mutating func meetOpensPlainly() {
        guard !plainOrders.isEmpty else { return }
        wake = .wholeBar
        meetPlainly()
        wake = .nextBar
    }

    /// Fills the orders that are alone at the one price that they meet: turn by turn, in each by instrument and number.
    private mutating func meetPlainly() {
        let orders = plainOrders
        plainOrders.removeAll(keepingCapacity: true)
        for turn in 0...(orders.contains { $0.turn > 0 } ? 1 : 0) as ClosedRange<UInt8> {
            for waiting in orders where waiting.turn == turn { meetPlainly(waiting) }
        }
    }

    private mutating func meetPlainly(_ waiting: WaitingPlainly) {
        let place = waiting.order.instrument.place
        let isAtClose = broker.fill.market == .sameClose
        let bar = columns[place].completed - (isAtClose ? 1 : 0)
        let price = isAtClose ? columns[place].close[bar] : columns[place].open[bar]
        let canTrade = canTrade(place, bar: bar)
        if canTrade, case .filled(let fill) = fill(waiting.order, at: price, source: isAtClose ? .close : .open) {
            return take(fill, place)
        }
        enqueuePlain(waiting)
        guard canTrade, let slot = books[place].firstIndex(where: { $0.id == waiting.order.id }) else { return }
        fill(place, slot, at: price, source: isAtClose ? .close : .open, isMaker: false)
    }

    /// Hands what is still alone to its books.
    mutating func settlePlainOrders() {
        for waiting in plainOrders { enqueuePlain(waiting) }
        plainOrders.removeAll()
    }

    private mutating func enqueuePlain(_ waiting: WaitingPlainly) {
        guard case .submitted(let order) = log.pointee[waiting.event].body else { return }
        enqueue(order, in: order.instrument.place)
    }

    /// What becomes of a plain order at a price.
    ///
    /// Inlined, so that the fill needs no memory on its way.
    @inline(__always)
    func fill(_ order: PlainOrder, at reference: Price, source: PriceSource) -> PlainFill {
        let place = order.instrument.place
        let held = positions[place].quantity
        let opposes = held != 0 && (held > 0) == (order.side == .sell)
        guard var units = plainUnits(order, holding: held, at: reference) else { return .refused }
        if opposes ? units > abs(held) : order.reduceOnly { return opposes ? .notPlain : .refused }
        let price = broker.costs.takerPrice(
            reference, side: order.side, isEntry: !opposes, tickSize: terms[place].tickSize)
        var value = units * price * terms[place].multiplier
        var commission = charges.whole(units, value: value, order.side)
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
                commission = charges.whole(units, value: value, order.side)
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
    @inline(__always)
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

/// A market order that waits for its one price, outside of its book.
struct WaitingPlainly {
    var order: PlainOrder
    /// Orders of a higher number meet the price later.
    var turn: UInt8
    /// The place in the log of its submission, which holds all of it.
    var event: Int
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

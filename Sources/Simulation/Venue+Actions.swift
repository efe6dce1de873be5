import Core
import TimeSeries

/// Corporate actions: the first thing in an instant (S2).
extension Venue {
    /// Does what comes next, at `nextAction`: pays a dividend, or lets an action take effect.
    @inline(never)
    mutating func actNow() {
        let present = now
        now = Timestamp(nanoseconds: nextAction)
        if schedule.isPaymentNext {
            if let payment = schedule.takePayment() { pay(payment) }
        } else if let entry = schedule.takeEntry() {
            switch entry.action.kind {
            case .dividend(let amount, let paid): bookDividend(entry.place, perUnit: amount, paid: paid)
            case .split(let ratio): split(entry.place, ratio: ratio)
            case .delisting(let price): delist(entry.place, price: price)
            }
        }
        nextAction = schedule.nextInstant
        now = present
    }

    /// Ends the trading of instruments whose last session is over now, after its bars are marked (S54).
    @inline(never)
    mutating func delistNow(through instant: Int64) {
        let due = schedule.takeDelistings(through: Timestamp(nanoseconds: instant))
        for entry in due {
            if case .delisting(let price) = entry.action.kind { delist(entry.place, price: price) }
        }
        nextAction = schedule.nextInstant
    }

    /// When the data are over, ends the trading of instruments that are delisted in the session after the last bar: no
    /// bar of theirs is missing.
    mutating func delistAtEnd() {
        guard !schedule.isDelisted.isEmpty, let entry = schedule.nextEntry else { return }
        // A run that ruin or an interrupt ended saw no end of the data.
        guard (0..<count).allSatisfy({ columns[$0].completed == columns[$0].count }) else { return }
        let calendar = calendars[entry.place]
        let session = calendar.indexOfSession(closingAfter: now)
        guard session < calendar.sessions.count else { return }
        for due in schedule.takeDelistings(through: calendar.sessions[session].close) {
            if case .delisting(let price) = due.action.kind { delist(due.place, price: price) }
        }
    }

    // MARK: - Dividends

    /// Books a dividend on what is held: owed from the ex date on, paid later (S48).
    private mutating func bookDividend(_ place: Int, perUnit: Cash, paid: Timestamp) {
        let quantity = positions[place].quantity
        let parts = bookParts(place, perUnit: perUnit)
        // Where no rate is known nothing is held.
        let amount = quantity == 0 ? 0 : quantity * perUnit * terms[place].multiplier
        if quantity != 0 {
            receivable += amount
            record(
                .dividend(
                    InstrumentIndex(place), quantity: quantity, perUnit: perUnit, amount: amount,
                    receivable: receivable))
        } else if parts.allSatisfy({ $0 == 0 }) {
            return
        }
        schedule.book(ActionSchedule.Payment(instant: max(now, paid), place: place, amount: amount, parts: parts))
    }

    private mutating func pay(_ payment: ActionSchedule.Payment) {
        payParts(payment)
        // What one strategy earned on an instrument another may owe: then the account has nothing of it.
        guard payment.amount != 0 || payment.parts.isEmpty else { return }
        cash += payment.amount
        // Nothing is owed any more where no payment is left, whatever rounding left.
        receivable = schedule.payments.isEmpty ? 0 : receivable - payment.amount
        record(
            .dividendPaid(
                InstrumentIndex(payment.place), amount: payment.amount, cash: cash, receivable: receivable))
    }

    /// What the account owes in dividends on short positions: not to be spent on anything else.
    var dividendsOwed: Cash {
        schedule.payments.isEmpty ? 0 : schedule.payments.reduce(0) { $0 + max(0, -$1.amount) }
    }

    // MARK: - Splits

    /// Brings all that is in old units into new ones: position, orders, last price and history (S53).
    private mutating func split(_ place: Int, ratio: Double) {
        positions[place].quantity *= ratio
        positions[place].averagePrice /= ratio
        portions?.split(place, ratio: ratio)
        terms[place].split(ratio)
        lastPrice[place] /= ratio
        columns[place].rescale(by: ratio)
        rescaling[place] *= ratio
        hasRescaled = true
        record(
            .split(
                InstrumentIndex(place), ratio: ratio, position: positions[place].quantity, price: lastPrice[place]))
        splitOrders(place, ratio: ratio)
        if broker.splitFractions == .cash { payFraction(place) }
    }

    private mutating func splitOrders(_ place: Int, ratio: Double) {
        var next = OrderID.none
        while let slot = books[place].firstIndex(where: { $0.id > next }) {
            let before = books[place][slot]
            next = before.id
            var order = before.divided(by: ratio)
            order.request.kind = rounded(order.request.kind, side: order.side, in: place)
            if before.remaining > 0 && !keepsFraction(order, in: place) {
                order.remaining = Venue.roundedDown(order.remaining, lot: terms[place].lotSize)
                guard order.remaining > 0 else {
                    cancel(place, slot, reason: .lessThanALot)
                    continue
                }
            }
            books[place][slot] = order
            if before.changes(to: order) { record(.replaced(order)) }
        }
        messages = messages.map { $0.place == place ? $0.divided(by: ratio) : $0 }
    }

    /// Whether an order only makes the position smaller: then it may close a fraction of a lot with it.
    private func keepsFraction(_ order: Order, in place: Int) -> Bool {
        let held = held(by: order.id, in: place)
        return order.request.reduceOnly
            || held != 0 && (held > 0) == (order.side == .sell) && order.remaining <= abs(held) * (1 + 1e-9)
    }

    /// Pays out what is no whole lot, at the last price.
    private mutating func payFraction(_ place: Int) {
        let held = abs(positions[place].quantity)
        let fraction = held - Venue.roundedDown(held, lot: terms[place].lotSize)
        // Less than that is what division leaves.
        guard fraction > 1e-9 * max(terms[place].lotSize, held), !lastPrice[place].isNaN else { return }
        settle(place, fraction, at: lastPrice[place], source: .cashInLieu)
    }

    /// Forgets which histories changed, once the strategy has seen it.
    @inline(never)
    mutating func finishRescaling() {
        for place in 0..<count { rescaling[place] = 1 }
        hasRescaled = false
    }

    // MARK: - Delisting

    /// Pays out what is held and cancels what waits; nothing is accepted any more (S54).
    private mutating func delist(_ place: Int, price: Price?) {
        schedule.endTrading(in: place)
        let final = price ?? lastPrice[place]
        record(.delisted(InstrumentIndex(place), price: final))
        while !books[place].isEmpty { cancel(place, 0, reason: .delisted) }
        guard positions[place].quantity != 0 else { return closeParts(place, .sell, 0, at: final, source: .delisting) }
        settle(place, abs(positions[place].quantity), at: final, source: .delisting)
    }

    /// Closes units of a position without an order and without costs: it is done to the account, not by it.
    private mutating func settle(_ place: Int, _ units: Quantity, at price: Price, source: PriceSource) {
        let side: Side = positions[place].isLong ? .sell : .buy
        let left = abs(positions[place].quantity) - units
        if terms[place].isFuture {
            money.carried[place] += side.sign * units * price
        } else {
            cash -= side.sign * units * price * terms[place].multiplier
        }
        if left > 1e-12 * units {
            positions[place].quantity += side.sign * units
        } else {
            positions[place] = Position()
        }
        closeParts(place, side, units, at: price, source: source)
        lastPrice[place] = price
        record(
            .filled(
                Fill(
                    order: .none, instrument: InstrumentIndex(place), side: side, closes: true, quantity: units,
                    price: price, referencePrice: price, commission: 0, source: source, isMaker: false, resting: 0,
                    position: positions[place].quantity, cash: cash, rate: terms[place].rate)))
        cancelExits(in: place, except: .none)
    }
}

extension Columns {
    /// Brings the bars that have ended into the units after a split.
    ///
    /// - Precondition: the columns are the run's own copy.
    func rescale(by ratio: Double) {
        for column in [open, high, low, close] {
            let prices = UnsafeMutablePointer(mutating: column)
            for bar in 0..<completed { prices[bar] /= ratio }
        }
        let volumes = UnsafeMutablePointer(mutating: volume)
        for bar in 0..<completed { volumes[bar] *= ratio }
    }
}

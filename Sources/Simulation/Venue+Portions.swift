import Core

/// Fills and positions where several strategies share the account (S39).
extension Venue {
    /// Begins to keep parts of positions, where there is more than one strategy.
    mutating func keepPortions(of parts: [AccountPart]) {
        guard !parts.isEmpty else { return }
        portions = Portions(
            parts, instrumentCount: count, initialCash: broker.cash, lastPrice: lastPrice, terms: terms)
    }

    /// What the sender of an order holds: the account, or the strategy among several that sent it.
    @inline(__always)
    func held(by id: OrderID, in place: Int) -> Quantity {
        guard let portions else { return positions[place].quantity }
        return portions.quantity(of: portions.owner(of: id), place)
    }

    /// The equity that sizes refer to, with one instrument at another price than its last.
    func sizingEquity(pricing place: Int, at price: Price) -> Cash {
        portions.flatMap { $0.equity(of: $0.acting, pricing: place, at: price) } ?? equity(pricing: place, at: price)
    }

    /// Fills an order of one of several strategies.
    ///
    /// As `fill`, but what the order may reduce, and which exits it ends or wakes, is looked up in the strategy's own
    /// part; what it must be able to pay for, in the account's. So each leg closes or opens both the part and the
    /// account's position, up to three of them.
    @inline(never)
    mutating func fillPortion(
        _ portions: Portions, _ place: Int, _ slot: Int, at reference: Price, source: PriceSource, isMaker: Bool
    ) {
        let order = books[place][slot]
        portions.acting = portions.owner(of: order.id)
        let available = available(place)
        guard available > 0 else { return }
        if terms[place].multiplier.isNaN { return reject(place, slot, reason: .noRate) }
        let before =
            order.request.timeInForce == .fillOrKill ? (snapshot(place, slot), portions.snapshot(place)) : nil
        let own = held(by: order.id, in: place)
        guard let units = admitted(order, place, slot, holding: own, at: reference, isMaker: isMaker) else { return }
        let resting = units > available * (1 + 1e-9) ? units - available : 0
        if resting > 0 && before != nil { return cancel(place, slot, reason: .notFilledWhole) }
        let trading = resting > 0 ? available : units
        let closing = Portions.closing(trading, order.side, of: own)
        // What the account closes needs no funds, nor does what is closed when the data are over: the parts sum to the
        // position that is closed.
        let netted = Portions.closing(trading, order.side, of: positions[place].quantity)
        var cut =
            fillsFrom == .noBar
            ? nil
            : cutOnImpact(
                trading - netted, after: netted, place, slot, at: reference, source: source, isMaker: isMaker)
        let priced = cut.map { netted + $0.units } ?? trading
        var (closed, opened, paidPrice) = (0.0, 0.0, reference)
        var (isRefused, hasPart) = (false, false)
        for (amount, isEntry) in [(closing, false), (trading - closing, true)] where amount > 0 && !isRefused {
            paidPrice = price(
                for: order, priced, reference: reference, isMaker: isMaker, isEntry: isEntry, in: place)
            let done = fillLegs(
                amount, after: closed + opened, resting, place, slot, at: paidPrice, reference: reference, cut: &cut,
                source: source, isMaker: isMaker)
            (isRefused, hasPart) = (done.isRefused, done.hasPart)
            if isEntry { opened = done.units } else { closed = done.units }
        }
        if let before, closed + opened > 0, isRefused {
            restore(before.0, place, slot)
            portions.restore(before.1, place)
            return cancel(place, slot, reason: .notFilledWhole)
        }
        if isRefused && !hasPart && (closed + opened > 0 ? resting > 0 : order.filled > 0) {
            record(.cancelled(order.id, order.instrument, reason: .restRefused))
        }
        finish(
            order, place, slot, isDone: isRefused || resting == 0, closed: closed, opened: opened, at: paidPrice,
            reference: reference)
    }

    /// Trades units that close or open a strategy's part: first what closes the account's position, then the rest, as far
    /// as the account pays for it.
    ///
    /// - Returns: The units that traded, whether that is less than was meant to, and whether anything of what had to be
    ///   paid for did.
    private mutating func fillLegs(
        _ amount: Quantity, after done: Quantity, _ resting: Quantity, _ place: Int, _ slot: Int, at price: Price,
        reference: Price, cut: inout Allowance?, source: PriceSource, isMaker: Bool
    ) -> (units: Quantity, isRefused: Bool, hasPart: Bool) {
        let account = positions[place].quantity
        let closing = Portions.closing(amount, books[place][slot].side, of: account)
        if closing > 0 {
            trade(
                place, slot, closing, resting: resting, at: price, reference: reference, source: source,
                isMaker: isMaker, closes: true)
        }
        let opening = amount - closing
        guard opening > 0 else { return (closing, false, false) }
        var opened = opening
        if fillsFrom != .noBar {
            let passing = cut.flatMap { $0.units < opening ? $0 : nil }
            opened = permitted(
                opening, after: done + closing, slot, at: price, cut: passing, isMaker: isMaker, in: place)
            cut?.units -= opened
        }
        if opened > 0 {
            trade(
                place, slot, opened, resting: opened < opening ? 0 : resting, at: price, reference: reference,
                source: source, isMaker: isMaker, closes: false)
        }
        return (closing + opened, opened < opening, opened > 0)
    }

    /// Closes the part of every strategy at the last price (S42).
    mutating func closePortions(_ portions: Portions, lastID: Int) {
        var id = OrderID(lastID)
        for place in 0..<count {
            for strategy in portions.parts.indices {
                let quantity = portions.quantity(of: strategy, place)
                guard quantity != 0 else { continue }
                id.rawValue += 1
                portions.claim(through: Int(id.rawValue), strategy: strategy)
                closeAtEnd(place, quantity, id)
            }
        }
    }
}

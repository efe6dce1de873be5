import Core

/// How much of an opening leg may trade.
struct Allowance {
    /// The units.
    var units: Quantity
    /// What does not let all of them; `nil` where they are all.
    var reason: RejectionReason?
}

/// What funds, margins and limits let through.
extension Venue {
    /// How much of an opening leg may trade: all, less, or nothing, with its event (S41, S52).
    ///
    /// - Parameters:
    ///   - closed: Units that the same order has closed just before: with them it is made smaller, without them refused.
    ///   - cut: What passes at a price that hangs on the size, where that is not all.
    mutating func permitted(
        _ units: Quantity, after closed: Quantity, _ slot: Int, at price: Price, cut: Allowance?, isMaker: Bool,
        in place: Int
    ) -> Quantity {
        let order = books[place][slot]
        var allowed = allowance(cut?.units ?? units, for: order, at: price, isMaker: isMaker, in: place)
        if allowed.reason == nil { allowed.reason = cut?.reason }
        guard let reason = allowed.reason else { return units }
        if closed + allowed.units > 0 {
            let asked = closed + order.remaining
            record(.reduced(order.id, order.instrument, from: asked, to: closed + allowed.units, reason: reason))
        } else if order.filled == 0 {
            record(.rejected(order.id, order.instrument, reason: reason))
        }
        return allowed.units
    }

    /// How much of an opening leg may trade at a price.
    private func allowance(
        _ asked: Quantity, for order: Order, at price: Price, isMaker: Bool, in place: Int
    ) -> Allowance {
        if order.side == .sell && !broker.allowsShort { return Allowance(units: 0, reason: .notShortable) }
        var (units, limit): (Quantity, RejectionReason?) = (asked, nil)
        if watch.screensOrders {
            (units, limit) = screened(units, order.side, at: price, in: place)
            if let limit, units == 0 { return Allowance(units: 0, reason: limit) }
        }
        let value = units * price * terms[place].multiplier
        let rates = commissionRates(order.side, isMaker: isMaker, in: place)
        let commission =
            self.commission(of: order, with: units, value: abs(value), rates) - order.commissionPaid
            + rates.tax * abs(value)
        let funds = freeFunds(pricing: place, at: price)
        let slack = 1e-9 * max(1, abs(funds))
        let need = usesMargin ? units * terms[place].initialMargin(at: price) : value
        if need + commission <= funds + slack { return Allowance(units: units, reason: limit) }
        var shortage = RejectionReason.insufficientFunds
        if settlesLater && !usesMargin && need + commission <= funds + money.unsettled + slack {
            shortage = .unsettledFunds
        }
        var spendable = funds
        switch broker.fill.shortfall {
        case .reduce: break
        case .allow(let fraction):
            spendable = funds + fraction * equity(pricing: place, at: price)
            if need + commission <= spendable + slack { return Allowance(units: units, reason: limit) }
        case .reject: return Allowance(units: 0, reason: shortage)
        }
        let less = Venue.roundedDown(
            min(units, affordable(spendable, rates, price: price, in: place, after: order)), lot: terms[place].lotSize)
        let isEnough = less > 0 && less * price * terms[place].multiplier >= terms[place].minimumNotional
        return Allowance(units: isEnough ? less : 0, reason: shortage)
    }

    /// What passes of an opening leg where its price hangs on how much trades (S45): the most units that pass at their own
    /// price; `nil` where all do.
    ///
    /// - Parameter closing: Units that the same order closes before, at the same impact.
    mutating func cutOnImpact(
        _ opening: Quantity, after closing: Quantity, _ place: Int, _ slot: Int, at reference: Price,
        source: PriceSource, isMaker: Bool
    ) -> Allowance? {
        guard !liquidity.isEmpty, opening > 0, !isMaker else { return nil }
        let before = closing > 0 ? snapshot(place, slot) : nil
        let parts = closing > 0 ? portions?.snapshot(place) : nil
        /// The price of the leg that closes, or of the one that opens.
        func price(_ units: Quantity, isEntry: Bool) -> Price {
            self.price(
                for: books[place][slot], closing + units, reference: reference, isMaker: false, isEntry: isEntry,
                in: place)
        }
        func allowed(_ units: Quantity) -> Allowance {
            if closing > 0 {
                trade(
                    place, slot, closing, resting: 0, at: price(units, isEntry: false), reference: reference,
                    source: source, isMaker: false, closes: true)
            }
            let allowance = allowance(
                units, for: books[place][slot], at: price(units, isEntry: true), isMaker: false, in: place)
            if let before { restore(before, place, slot) }
            if let parts { portions?.restore(parts, place) }
            return allowance
        }
        let whole = allowed(opening)
        guard let reason = whole.reason else { return nil }
        let isShort = reason == .insufficientFunds || reason == .unsettledFunds
        if broker.fill.shortfall == .reject && isShort { return whole }
        // Not from what passes at the price of all: at a lower price what is held already carries less.
        var (least, most) = (0.0, opening)
        for _ in 0..<60 where most - least > 1e-12 * most {
            let middle = (least + most) / 2
            if allowed(middle).units >= middle { least = middle } else { most = middle }
        }
        let units = Venue.roundedDown(least, lot: terms[place].lotSize)
        let value = units * price(units, isEntry: true) * terms[place].multiplier
        return Allowance(units: units > 0 && value >= terms[place].minimumNotional ? units : 0, reason: reason)
    }
}

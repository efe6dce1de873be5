import Core

/// Corporate actions where several strategies share the account: each part has its own share of them (S39).
extension Venue {
    /// Books a dividend to every strategy that holds the instrument, and charges it to those who are short (S48).
    ///
    /// - Returns: The amount of each strategy; nothing where there is only one.
    mutating func bookParts(_ place: Int, perUnit: Cash) -> [Cash] {
        guard let portions else { return [] }
        var amounts: [Cash] = []
        for strategy in portions.parts.indices {
            let quantity = portions.quantity(of: strategy, place)
            let amount = quantity == 0 ? 0 : quantity * perUnit * terms[place].multiplier
            amounts.append(amount)
            guard quantity != 0 else { continue }
            portions.book(amount, to: strategy)
            note(.booked(quantity: quantity, perUnit: perUnit, amount: amount), of: strategy, place, portions)
        }
        return amounts
    }

    /// Pays every strategy its part of a dividend.
    mutating func payParts(_ payment: ActionSchedule.Payment) {
        guard let portions else { return }
        for (strategy, amount) in payment.parts.enumerated() where amount != 0 {
            note(.paid(amount: amount), of: strategy, payment.place, portions)
        }
    }

    /// Closes what of each part goes with units of the account that close without an order: all where it is flat now.
    mutating func closeParts(_ place: Int, _ side: Side, _ units: Quantity, at price: Price, source: PriceSource) {
        guard let portions else { return }
        let closing = portions.closing(place, side, units, isAll: positions[place].isFlat)
        for (strategy, closed) in closing.enumerated() where closed > 0 {
            let own: Side = portions.quantity(of: strategy, place) > 0 ? .sell : .buy
            portions.acting = strategy
            portions.trade(place, own, closed, at: price, commission: 0, bar: 0)
            let fill = Fill(
                order: .none, instrument: InstrumentIndex(place), side: own, closes: true, quantity: closed,
                price: price,
                referencePrice: price, commission: 0, source: source, isMaker: false, resting: 0,
                position: portions.quantity(of: strategy, place), cash: .nan, rate: terms[place].rate)
            note(.closed(fill), of: strategy, place, portions)
        }
    }

    private func note(_ what: PartChange.What, of strategy: Int, _ place: Int, _ portions: Portions) {
        portions.note(
            PartChange(
                precedes: log.pointee.count, strategy: strategy, instrument: InstrumentIndex(place), time: now,
                step: step, what: what))
    }
}

/// What was done to the part of one of several strategies without an order of its own.
struct PartChange: Hashable, Sendable {
    enum What: Hashable, Sendable {
        /// A dividend on what it held: owed to it, or by it where it was short.
        case booked(quantity: Quantity, perUnit: Cash, amount: Cash)
        /// A dividend was paid to it, or by it.
        case paid(amount: Cash)
        /// Units of it were closed.
        case closed(Fill)
    }

    /// The place in the log of the event before which it happened.
    var precedes: Int
    var strategy: Int
    var instrument: InstrumentIndex
    var time: Timestamp
    var step: Int32
    var what: What
}

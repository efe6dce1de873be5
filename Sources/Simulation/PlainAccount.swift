import Core

/// An account that market orders of one instrument alone move, each of which opens from flat or closes all.
///
/// It fills as `Venue.fill(_:at:source:)` does, by the numbers of its venue, what needs nothing but these; the venue is
/// asked for the rest.
struct PlainAccount {
    private(set) var cash: Cash
    /// Units held: negative when short.
    private(set) var quantity: Quantity = 0
    /// The bar in which the position was opened.
    private(set) var entryBar = 0

    private let instrument: InstrumentIndex
    private let multiplier: Double
    private let allowsShort: Bool
    private let entryLoss: TakerLoss
    private let exitLoss: TakerLoss
    private let charges: CommissionCharges

    /// The account of a venue in which nothing happened yet.
    ///
    /// The venue `fillsPlainly`, and nothing in it settles later, has a margin or is in another currency: so the free
    /// funds of who holds nothing are the cash.
    init(_ venue: borrowing Venue, _ instrument: InstrumentIndex) {
        let (costs, terms) = (venue.broker.costs, venue.terms[instrument.place])
        cash = venue.cash
        multiplier = terms.multiplier
        allowsShort = venue.broker.allowsShort
        entryLoss = costs.takerLoss(isEntry: true, tickSize: terms.tickSize)
        exitLoss = costs.takerLoss(isEntry: false, tickSize: terms.tickSize)
        charges = venue.charges
        self.instrument = instrument
    }

    /// Whether what is held is worth more than nothing at a price.
    @inline(__always)
    func isSolvent(at price: Price) -> Bool { cash + quantity * price * multiplier > 0 }

    /// Tells a venue what the account has, and the instrument's last price.
    func tell(_ venue: inout Venue, last price: Price) {
        venue.cash = cash
        venue.positions[instrument.place].quantity = quantity
        venue.lastPrice[instrument.place] = price
        if quantity < 0 { venue.hasBeenShort = true }
    }

    /// What opening units from flat does; `nil` where they are not paid for, or may not be sold short.
    @inline(__always)
    func opening(_ side: Side, _ units: Quantity, at reference: Price) -> Fill? {
        guard side == .buy || allowsShort else { return nil }
        let price = entryLoss.price(reference, side)
        let value = units * price * multiplier
        let commission = charges.whole(units, value: value, side)
        guard value + commission <= cash + 1e-9 * max(1, abs(cash)) else { return nil }
        return fill(side, closes: false, units, price, reference, commission, value)
    }

    /// What closing all does.
    @inline(__always)
    func closing(at reference: Price) -> Fill {
        let (side, units) = (quantity > 0 ? Side.sell : .buy, abs(quantity))
        let price = exitLoss.price(reference, side)
        let value = units * price * multiplier
        return fill(side, closes: true, units, price, reference, charges.whole(units, value: value, side), value)
    }

    @inline(__always)
    private func fill(
        _ side: Side, closes: Bool, _ units: Quantity, _ price: Price, _ reference: Price, _ commission: Cash,
        _ value: Cash
    ) -> Fill {
        Fill(
            order: .none, instrument: instrument, side: side, closes: closes, quantity: units, price: price,
            referencePrice: reference, commission: commission, source: .open, isMaker: false, resting: 0,
            position: closes ? 0 : side.sign * units, cash: cash - (side.sign * value + commission))
    }

    /// Books a fill in a bar.
    @inline(__always)
    mutating func book(_ fill: Fill, in bar: Int) {
        (cash, quantity) = (fill.cash, fill.position)
        if !fill.closes { entryBar = bar }
    }
}

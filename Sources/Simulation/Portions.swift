import Core

/// What each of several strategies holds of the account's positions, and made (S39).
///
/// Kept beside the account only where there are several. Of each instrument the portions sum to the account's position.
/// It belongs to one run.
final class Portions {
    let parts: [AccountPart]
    /// What each holds, by strategy and instrument.
    ///
    /// Shape `[strategies · instruments]`.
    let positions: UnsafeMutablePointer<Position>
    /// The bar of each position's entry from flat, in the same shape.
    private let entryBar: UnsafeMutablePointer<Int>
    /// Units times price of futures since their last settlement, bought less sold, in the same shape.
    private var carried: [Double]
    /// Whether a strategy may trade an instrument, in the same shape.
    private let mayTrade: [Bool]
    private let count: Int
    private let initialCash: Cash
    private let lastPrice: UnsafePointer<Price>
    private let terms: UnsafePointer<TradingTerms>
    /// What fills, settlements, dividends and charges brought and cost each, in money.
    private(set) var cash: [Cash]
    /// What was done to the parts without an order, in order of time.
    private(set) var changes: [PartChange] = []
    /// The strategy of each order, by number less one.
    private(set) var owners: [UInt8] = []
    /// The strategy whose order is at hand.
    var acting = 0

    init(
        _ parts: [AccountPart], instrumentCount: Int, initialCash: Cash, lastPrice: UnsafePointer<Price>,
        terms: UnsafePointer<TradingTerms>
    ) {
        self.parts = parts
        count = instrumentCount
        self.initialCash = initialCash
        self.lastPrice = lastPrice
        self.terms = terms
        cash = [Cash](repeating: 0, count: parts.count)
        mayTrade = parts.flatMap { part in
            (0..<instrumentCount).map { part.instruments?.contains(InstrumentIndex($0)) ?? true }
        }
        let cells = parts.count * instrumentCount
        carried = [Double](repeating: 0, count: cells)
        positions = .allocate(capacity: max(1, cells))
        positions.initialize(repeating: Position(), count: cells)
        entryBar = .allocate(capacity: max(1, cells))
        entryBar.initialize(repeating: 0, count: cells)
    }

    deinit {
        positions.deallocate()
        entryBar.deallocate()
    }

    // MARK: - Orders

    /// Gives a strategy the orders from the first without an owner to a number.
    func claim(through lastID: Int, strategy: Int) {
        while owners.count < lastID { owners.append(UInt8(strategy)) }
    }

    /// The strategy of an order.
    func owner(of id: OrderID) -> Int { Int(owners[Int(id.rawValue) - 1]) }

    /// Whether an order is a strategy's; a number that was never given out is nobody's.
    func owns(_ strategy: Int, _ id: OrderID) -> Bool {
        let place = Int(id.rawValue) - 1
        return owners.indices.contains(place) && Int(owners[place]) == strategy
    }

    /// Whether the strategy of an order may trade an instrument.
    func permits(_ id: OrderID, _ place: Int) -> Bool { mayTrade[owner(of: id) * count + place] }

    // MARK: - Positions

    /// What a strategy holds of an instrument.
    func quantity(of strategy: Int, _ place: Int) -> Quantity { positions[strategy * count + place].quantity }

    /// A strategy's own equity; `nil` where it has no capital of its own.
    func equity(of strategy: Int, pricing priced: Int = -1, at price: Price = .nan) -> Cash? {
        guard let capital = parts[strategy].capital else { return nil }
        var sum = capital * initialCash + cash[strategy]
        for place in 0..<count {
            let cell = strategy * count + place
            let quantity = positions[cell].quantity
            if quantity != 0 {
                sum += quantity * (place == priced ? price : lastPrice[place]) * terms[place].multiplier
            }
            if carried[cell] != 0 { sum -= carried[cell] * terms[place].multiplier }
        }
        return sum
    }

    /// Moves units and money of the strategy whose order is at hand: a leg that opens or closes its position, not both.
    ///
    /// - Parameters:
    ///   - bar: The bar of an entry from flat.
    func trade(_ place: Int, _ side: Side, _ units: Quantity, at price: Price, commission: Cash, bar: Int) {
        let cell = acting * count + place
        if terms[place].isFuture {
            cash[acting] -= commission
            carried[cell] += side.sign * units * price
        } else {
            cash[acting] -= side.sign * (units * price * terms[place].multiplier) + commission
        }
        var position = positions[cell]
        let before = abs(position.quantity)
        if position.quantity * side.sign < 0 {
            position.quantity += side.sign * units
            if Portions.isDust(position.quantity, of: units) { position = Position() }
        } else {
            position.averagePrice = (position.averagePrice * before + price * units) / (before + units)
            position.quantity += side.sign * units
            if before == 0 { entryBar[cell] = bar }
        }
        positions[cell] = position
    }

    /// Whether nobody holds an instrument.
    func isFlat(_ place: Int) -> Bool { parts.indices.allSatisfy { quantity(of: $0, place) == 0 } }

    /// Whether what a fill of some units leaves is what rounding left: the account's position and its parts are sums of
    /// the same fractions in other orders.
    static func isDust(_ rest: Quantity, of units: Quantity) -> Bool { abs(rest) <= 1e-9 * units }

    /// How much of a fill closes a position; all of it where what exceeds the position is dust.
    static func closing(_ units: Quantity, _ side: Side, of position: Quantity) -> Quantity {
        guard position * side.sign < 0 else { return 0 }
        return isDust(max(0, units - abs(position)), of: units) ? units : abs(position)
    }

    /// Counts a bar of an instrument for all who hold it.
    func complete(_ place: Int, bar: Int) {
        for cell in stride(from: place, to: parts.count * count, by: count) where positions[cell].quantity != 0 {
            positions[cell].barsHeld = bar - entryBar[cell]
        }
    }

    /// Charges those who are short of an instrument, in proportion.
    func chargeShorts(_ place: Int, _ amount: Cash) {
        let quantities = parts.indices.map { quantity(of: $0, place) }
        for (strategy, share) in Attribution.shares(ofShorts: quantities).enumerated() {
            cash[strategy] -= share * amount
        }
    }

    /// Pays each what a future has gained since its last settlement.
    func settleGain(_ place: Int) {
        for strategy in parts.indices {
            let cell = strategy * count + place
            let value = positions[cell].quantity == 0 ? 0 : positions[cell].quantity * lastPrice[place]
            cash[strategy] += (value - carried[cell]) * terms[place].multiplier
            carried[cell] = value
        }
    }

    /// Books a dividend to a strategy; it counts at once, whenever it is paid.
    func book(_ amount: Cash, to strategy: Int) { cash[strategy] += amount }

    /// Notes what was done to a part without an order.
    func note(_ change: PartChange) { changes.append(change) }

    /// Brings what is held of an instrument into the units after a split.
    func split(_ place: Int, ratio: Double) {
        for strategy in parts.indices {
            positions[strategy * count + place].quantity *= ratio
            positions[strategy * count + place].averagePrice /= ratio
        }
    }

    /// What of each part closes when units of the account do without an order: all of it where the account is flat then;
    /// else of those who hold on the side of the account, in their order, first what is no whole lot of theirs.
    func closing(_ place: Int, _ side: Side, _ units: Quantity, isAll: Bool) -> [Quantity] {
        let held = parts.indices.map { quantity(of: $0, place) }
        if isAll { return held.map { abs($0) } }
        var left = units
        var closing = [Quantity](repeating: 0, count: held.count)
        for isFraction in [true, false] {
            for strategy in held.indices where held[strategy] * side.sign < 0 && left > 0 {
                let rest = abs(held[strategy]) - closing[strategy]
                let most = isFraction ? rest - Venue.roundedDown(rest, lot: terms[place].lotSize) : rest
                let part = min(left, max(0, most))
                closing[strategy] += part
                left -= part
            }
        }
        return closing
    }

    // MARK: - Taking back

    /// What a fill changes of the strategy whose order is at hand, as it was before.
    struct Snapshot {
        fileprivate var position: Position
        fileprivate var entryBar: Int
        fileprivate var cash: Cash
        fileprivate var carried: Double
    }

    func snapshot(_ place: Int) -> Snapshot {
        let cell = acting * count + place
        return Snapshot(position: positions[cell], entryBar: entryBar[cell], cash: cash[acting], carried: carried[cell])
    }

    func restore(_ before: Snapshot, _ place: Int) {
        let cell = acting * count + place
        positions[cell] = before.position
        entryBar[cell] = before.entryBar
        cash[acting] = before.cash
        carried[cell] = before.carried
    }
}

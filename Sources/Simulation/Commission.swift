public import Core

/// What the broker charges (S44).
///
///     commission = clamp(perOrder + perShare·Q + rate·N, minimum, maximum)
///
/// with Q the units and N the value that the order has traded so far: an order filled in parts pays its minimum once.
/// `perShare` and `rate` are those of the month's tier, and `rate` has the maker's or taker's rate on top; where they
/// differ from fill to fill, each fill has its own. The tax on sales comes on top of all.
public struct Commission: Hashable, Sendable {
    /// Money per unit: share, contract or coin.
    public var perShare: Double = 0
    /// Money per order.
    public var perOrder: Cash = 0
    /// Fraction of the value traded: 0.001 is ten basis points.
    public var rate: Double = 0
    /// The least that an order pays.
    public var minimum: Cash = 0
    /// The most that an order pays.
    public var maximum: Cash = .infinity

    /// Fraction of the value on top of `rate` for fills of orders that waited at their limit; negative takes off from it,
    /// but no order pays less than `minimum`.
    public var makerRate: Double = 0
    /// Fraction of the value on top of `rate` for all other fills.
    public var takerRate: Double = 0
    /// Tax on the value of sales, a fraction: neither minimum nor maximum counts it.
    public var sellTax: Double = 0
    /// Other charges from some volume of the calendar month (UTC) on, by ascending volume.
    ///
    /// The volume is that of the account before the fill, all instruments together.
    public var tiers: [CommissionTier] = []
    /// In what the volume of tiers is counted.
    public var tierVolume = TierVolume.units

    /// In what the volume of a month is counted.
    public enum TierVolume: String, Sendable, CaseIterable {
        /// Units: shares, contracts, coins.
        case units
        /// Money.
        case value
    }

    /// No commission.
    public init() {}

    /// The commission of an order in all.
    ///
    /// - Parameters:
    ///   - quantity: Units traded, positive.
    ///   - notional: Value traded, positive.
    @inlinable
    public func total(quantity: Quantity, notional: Cash) -> Cash {
        bounded(perOrder + perShare * quantity + rate * notional)
    }

    /// A charge moved between minimum and maximum.
    @inlinable
    func bounded(_ plain: Cash) -> Cash {
        plain < minimum ? minimum : (plain > maximum ? maximum : plain)
    }

    /// Whether every fill of an order has the same charges.
    var isUniform: Bool { makerRate == 0 && takerRate == 0 && tiers.isEmpty }
}

/// What is charged from some volume of the month on.
public struct CommissionTier: Hashable, Sendable {
    /// The volume at which it begins.
    public var volume: Double
    /// Money per unit, instead of the commission's.
    public var perShare: Double
    /// Fraction of the value, instead of the commission's.
    public var rate: Double

    /// A tier.
    public init(from volume: Double, perShare: Double = 0, rate: Double = 0) {
        self.volume = volume
        self.perShare = perShare
        self.rate = rate
    }
}

/// What one fill is charged by.
struct CommissionRates {
    /// Money per unit.
    var perShare: Double
    /// Fraction of the value.
    var rate: Double
    /// Fraction of the value, outside of minimum and maximum.
    var tax: Double
}

/// The plain numbers of a commission: what every fill reads, without the list of tiers.
struct CommissionCharges {
    let perShare: Double
    let perOrder: Cash
    let rate: Double
    let makerRate: Double
    let takerRate: Double
    let sellTax: Double
    let minimum: Cash
    let maximum: Cash
    let hasTiers: Bool
    let isUniform: Bool

    init(_ commission: Commission) {
        perShare = commission.perShare
        perOrder = commission.perOrder
        rate = commission.rate
        makerRate = commission.makerRate
        takerRate = commission.takerRate
        sellTax = commission.sellTax
        minimum = commission.minimum
        maximum = commission.maximum
        hasTiers = !commission.tiers.isEmpty
        isUniform = commission.isUniform
    }

    /// What an order pays, tax included, that is filled whole and at once, where every fill has the same charges.
    @inline(__always)
    func whole(_ units: Quantity, value: Cash, _ side: Side) -> Cash {
        bounded(perOrder + perShare * units + rate * value) + (side == .sell ? sellTax : 0) * value
    }

    /// A charge moved between minimum and maximum.
    func bounded(_ plain: Cash) -> Cash { plain < minimum ? minimum : (plain > maximum ? maximum : plain) }
}

/// What an account has traded in the present calendar month, for tiers.
struct MonthlyVolume {
    private var end = Int64.min
    private var traded = 0.0

    /// The volume of the month of an instant so far.
    func traded(at now: Timestamp) -> Double { now.nanoseconds < end ? traded : 0 }

    /// Adds what a fill traded.
    mutating func add(_ amount: Double, at now: Timestamp) {
        if now.nanoseconds >= end {
            traded = 0
            end = Timestamp((now.date.startOfMonth + 31).startOfMonth).nanoseconds
        }
        traded += amount
    }
}

extension Venue {
    /// What a fill is charged by now.
    func commissionRates(_ side: Side, isMaker: Bool, in place: Int) -> CommissionRates {
        var rates = CommissionRates(
            perShare: charges.perShare * terms[place].rate, rate: charges.rate, tax: side == .sell ? charges.sellTax : 0
        )
        if charges.hasTiers {
            let traded = month.traded(at: now)
            if let tier = broker.costs.commission.tiers.last(where: { traded >= $0.volume }) {
                rates.perShare = tier.perShare * terms[place].rate
                rates.rate = tier.rate
            }
        }
        rates.rate += isMaker ? charges.makerRate : charges.takerRate
        return rates
    }

    /// The commission of an order in all, without tax, once it has traded more.
    ///
    /// Charges are in the instrument's currency, at the rate of the fill.
    func commission(of order: Order, with units: Quantity, value: Cash, _ rates: CommissionRates) -> Cash {
        let place = order.instrument.place
        if terms[place].isForeign {
            let own = rates.perShare * units + rates.rate * value
            let plain = charges.perOrder * terms[place].rate + order.chargedByFill + own
            let total = min(max(plain, charges.minimum * terms[place].rate), charges.maximum * terms[place].rate)
            // What an order or its minimum cost when the currency was worth more is not given back.
            return max(total, order.commissionPaid + min(0, own))
        }
        return charges.bounded(
            charges.isUniform
                ? charges.perOrder + charges.perShare * (order.unitsCharged + units)
                    + charges.rate * (order.notional + value)
                : charges.perOrder + order.chargedByFill + (rates.perShare * units + rates.rate * value))
    }

    /// Counts what a fill traded for the tiers.
    mutating func countVolume(_ units: Quantity, value: Cash) {
        guard charges.hasTiers else { return }
        month.add(broker.costs.commission.tierVolume == .units ? units : value, at: now)
    }
}

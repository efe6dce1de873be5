public import Core

/// What the broker charges (S44).
///
///     commission = clamp(perOrder + perShare·Q + rate·N, minimum, maximum)
///
/// with Q the units and N the value that the order has traded so far: an order filled in parts pays its minimum once.
public struct Commission: Hashable, Sendable {
    /// Money per unit.
    public var perShare: Double = 0
    /// Money per order.
    public var perOrder: Cash = 0
    /// Fraction of the value traded: 0.001 is ten basis points.
    public var rate: Double = 0
    /// The least that an order pays.
    public var minimum: Cash = 0
    /// The most that an order pays.
    public var maximum: Cash = .infinity

    /// No commission.
    public init() {}

    /// The commission of an order in all.
    ///
    /// - Parameters:
    ///   - quantity: Units traded, positive.
    ///   - notional: Value traded, positive.
    @inlinable
    public func total(quantity: Quantity, notional: Cash) -> Cash {
        let plain = perOrder + perShare * quantity + rate * notional
        return plain < minimum ? minimum : (plain > maximum ? maximum : plain)
    }
}

/// What an order that takes liquidity loses against the price it aimed at (S45).
public struct Slippage: Hashable, Sendable {
    /// Ticks of the instrument.
    public var ticks: Double = 0
    /// Fraction of the price: 0.0001 is one basis point.
    public var rate: Double = 0

    /// No slippage.
    public init() {}
}

/// Half the distance between bid and ask, paid once a side (S46).
public struct Spread: Hashable, Sendable {
    /// Which orders pay it.
    public enum Sides: String, Sendable, CaseIterable {
        /// Entries and exits.
        case both
        /// Entries only, as some tools have it.
        case entry
    }

    /// Money per unit.
    public var half: Price = 0
    /// Fraction of the price.
    public var halfRate: Double = 0
    /// Which orders pay it.
    public var sides: Sides = .both

    /// No spread.
    public init() {}
}

/// The costs of trading: fields of a concrete value.
public struct Costs: Hashable, Sendable {
    /// Charged on top of the price.
    public var commission = Commission()
    /// Part of the price.
    public var slippage = Slippage()
    /// Part of the price.
    public var spread = Spread()

    /// No costs.
    public init() {}

    /// What a taker pays or gets.
    ///
    ///     price = reference ± (reference·(slippage + half spread) + ticks·tick + half spread)
    ///
    /// - Parameters:
    ///   - reference: The price aimed at.
    ///   - side: Buy or sell.
    ///   - isEntry: Whether the fill opens or adds to a position.
    ///   - tickSize: The instrument's tick.
    @inlinable
    public func takerPrice(_ reference: Price, side: Side, isEntry: Bool, tickSize: Price) -> Price {
        var rate = slippage.rate
        var amount = slippage.ticks * tickSize
        if isEntry || spread.sides == .both {
            rate += spread.halfRate
            amount += spread.half
        }
        guard rate != 0 || amount != 0 else { return reference }
        // What is sold brings something or nothing: it never costs.
        return max(0, reference + side.sign * (reference * rate + amount))
    }
}

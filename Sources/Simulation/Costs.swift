public import Core

/// What an order that takes liquidity loses against the price it aimed at (S45).
public struct Slippage: Hashable, Sendable {
    /// Ticks of the instrument.
    public var ticks: Double = 0
    /// Fraction of the price: 0.0001 is one basis point.
    public var rate: Double = 0
    /// k of an impact of k·(q/V)², a fraction of the price.
    ///
    /// q is the units that the fill trades and V the mean volume of the last 20 sessions that were over when the bar of
    /// the fill began, or of those that there were; without any there is no impact.
    public var volumeShare: Double = 0
    /// Y of an impact of Y·σ·√(q/V), a fraction of the price.
    ///
    /// σ is the standard deviation (ddof 1) of the returns from close to close of the same sessions; with fewer than two
    /// returns there is no impact. q and V are those of `volumeShare`.
    public var squareRoot: Double = 0
    /// Whether slippage and spread stay inside the range of the bar that fills; closes alone have none.
    public var staysInBar = false

    /// Whether a fill's size matters.
    @inlinable
    public var dependsOnSize: Bool { volumeShare > 0 || squareRoot > 0 }

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
    /// What short positions cost over night.
    public var borrow = Borrow()

    /// No costs.
    public init() {}

    /// What a taker pays or gets.
    ///
    ///     price = reference ± (reference·(slippage + impact + half spread) + ticks·tick + half spread)
    ///
    /// - Parameters:
    ///   - reference: The price aimed at.
    ///   - side: Buy or sell.
    ///   - isEntry: Whether the fill opens or adds to a position.
    ///   - tickSize: The instrument's tick.
    ///   - impact: What the fill's size costs, a fraction of the price.
    @inlinable
    public func takerPrice(
        _ reference: Price, side: Side, isEntry: Bool, tickSize: Price, impact: Double = 0
    ) -> Price {
        takerLoss(isEntry: isEntry, tickSize: tickSize, impact: impact).price(reference, side)
    }

    /// What a taker loses against the price aimed at, for all prices together.
    @inlinable
    func takerLoss(isEntry: Bool, tickSize: Price, impact: Double = 0) -> TakerLoss {
        var loss = TakerLoss(rate: slippage.rate + impact, amount: slippage.ticks * tickSize)
        if isEntry || spread.sides == .both {
            loss.rate += spread.halfRate
            loss.amount += spread.half
        }
        return loss
    }
}

/// What a taker loses against the price aimed at: a part of it, and money per unit.
@usableFromInline
struct TakerLoss {
    /// Fraction of the price.
    @usableFromInline var rate: Double
    /// Money per unit.
    @usableFromInline var amount: Price

    @inlinable
    init(rate: Double, amount: Price) {
        self.rate = rate
        self.amount = amount
    }

    /// What is paid or got.
    @inlinable
    func price(_ reference: Price, _ side: Side) -> Price {
        guard rate != 0 || amount != 0 else { return reference }
        // What is sold brings something or nothing: it never costs.
        return max(0, reference + side.sign * (reference * rate + amount))
    }
}

public import Core

/// Where a protective stop or a target lies.
@frozen
public enum ExitLevel: Hashable, Sendable {
    /// At a price.
    case price(Price)
    /// At a distance from the entry's fill price, as an amount of price.
    case amount(Price)
    /// At a distance from the entry's fill price, as a fraction of it: 0.05 is 5 %.
    case fraction(Double)

    /// The price of the level.
    ///
    /// - Parameters:
    ///   - entry: The entry's fill price.
    ///   - direction: +1 where the level lies above the entry, −1 below.
    public func price(from entry: Price, direction: Double) -> Price {
        switch self {
        case .price(let price): price
        case .amount(let amount): entry + direction * amount
        case .fraction(let fraction): entry * (1 + direction * fraction)
        }
    }
}

/// The exits that wake when an entry fills (S30): at most one fills, the others go with it (S31).
@frozen
public struct Bracket: Hashable, Sendable {
    /// The stop-loss.
    public var stop: ExitLevel?
    /// The take-profit.
    public var target: ExitLevel?
    /// A stop that follows the best price.
    public var trail: Trail?

    /// Exits; those not given are absent.
    public init(stop: ExitLevel? = nil, target: ExitLevel? = nil, trail: Trail? = nil) {
        self.stop = stop
        self.target = target
        self.trail = trail
    }

    /// Whether there is no exit at all.
    public var isEmpty: Bool { stop == nil && target == nil && trail == nil }
}

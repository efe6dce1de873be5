public import MarketSimulator

/// Why a strategy cannot live in a market.
public enum MarketVenueError: Error, Hashable, Sendable {
    /// The market's configuration makes no market.
    case market(MarketConfigurationError)
    /// The bars have no length, or are longer than a day.
    case intervalOutOfRange(Int64)
    /// Several strategies share the account.
    case severalStrategies(Int)
    /// The broker's cash is more than the market counts, or less than nothing.
    case cashOutOfRange(Double, most: Double)
    /// A capital of a capacity curve is no positive number.
    case capitalNotPositive(Double)
}

extension MarketVenueError: CustomStringConvertible {
    /// The error in a sentence, with its remedy.
    public var description: String {
        switch self {
        case .market(let error): error.description
        case .intervalOutOfRange(let nanoseconds):
            "bars of \(nanoseconds) ns: a strategy in the market needs bars above 0 and up to a day, such as 1m"
        case .severalStrategies(let count):
            "\(count) strategies share the account: in the market one strategy trades; run each of them alone"
        case .cashOutOfRange(let cash, let most):
            "the broker's cash is \(cash): in this market it must be above 0 and at most \(most)"
        case .capitalNotPositive(let factor):
            "a capital of \(factor) times the broker's cash: factors must be positive numbers, such as 1, 3, 10"
        }
    }
}

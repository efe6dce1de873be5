public import Core

/// How far behind the best price a trailing stop follows.
@frozen
public enum Trail: Hashable, Sendable {
    /// An amount of price.
    case amount(Price)
    /// A fraction of the best price: 0.05 is 5 %.
    case fraction(Double)

    /// The stop's level behind a best price.
    ///
    /// - Parameters:
    ///   - extreme: The highest price since the stop began for a sell, the lowest for a buy.
    ///   - side: The side of the stop order: a sell lies below the extreme.
    public func level(behind extreme: Price, side: Side) -> Price {
        switch self {
        case .amount(let amount): extreme + side.sign * amount
        case .fraction(let fraction): extreme * (1 + side.sign * fraction)
        }
    }
}

/// What makes an order trade, and at what price.
@frozen
public enum OrderKind: Hashable, Sendable {
    /// At the price of the market fill rule: by default the open of the next bar (S17).
    case market
    /// At the limit or better (S19, S20).
    case limit(Price)
    /// As a market order once the price has reached the stop (S23, S24).
    case stop(Price)
    /// As a limit order once the price has reached the stop (S25).
    case stopLimit(stop: Price, limit: Price)
    /// A stop that follows the best price of completed bars (S26).
    case trailingStop(Trail)

    /// The name in the event log and in files.
    public var text: String {
        switch self {
        case .market: "market"
        case .limit: "limit"
        case .stop: "stop"
        case .stopLimit: "stop-limit"
        case .trailingStop: "trailing-stop"
        }
    }

    /// The limit price, where there is one.
    public var limitPrice: Price? {
        switch self {
        case .limit(let limit), .stopLimit(_, let limit): limit
        default: nil
        }
    }

    /// The stop price, where the kind fixes one.
    public var stopPrice: Price? {
        switch self {
        case .stop(let stop), .stopLimit(let stop, _): stop
        default: nil
        }
    }
}

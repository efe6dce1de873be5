public import Core

/// The account of a study and how its orders are filled.
public struct BrokerConfiguration: Hashable, Sendable {
    /// Where a market order fills (S17).
    public enum MarketFill: String, Sendable {
        /// At the open of the next bar.
        case nextOpen = "next-open"
        /// At the close on which it was decided: optimistic.
        case sameClose = "same-close"
        /// At the close of the next bar.
        case nextClose = "next-close"
        /// At (high + low) / 2 of the next bar: a price not known to have traded.
        case nextMiddle = "next-mid"
    }

    /// When a limit order fills inside a bar (S19).
    public enum LimitFill: Hashable, Sendable {
        /// When the price trades through the limit by more than a number of ticks; 0: by anything.
        case through(ticks: Int)
        /// When the price touches the limit.
        case touch
    }

    /// What is assumed of the path inside a bar (S27, S28).
    public enum Intrabar: String, Sendable {
        /// The worse first.
        case pessimistic
        /// The better first.
        case optimistic
        /// The extreme nearer to the open first.
        case nearerExtreme = "nearer-extreme"
        /// Open, high, low, close.
        case openHighLowClose = "ohlc"
        /// Open, low, high, close.
        case openLowHighClose = "olhc"
        /// Exits wait for the next bar.
        case nextBar = "next-bar"
    }

    /// At which price a size in money or percent becomes units (S52).
    public enum SizeAt: String, Sendable {
        /// At the price of the decision.
        case decision
        /// At the price of the fill.
        case fill
    }

    /// What a bar of zero volume does (S5).
    public enum ZeroVolume: String, Sendable {
        /// It fills nothing.
        case noFill = "no-fill"
        /// It fills like any other.
        case fill
    }

    /// What the broker charges an order (S44).
    public struct Commission: Hashable, Sendable {
        /// Money a unit.
        public var perShare: Cash
        /// Money an order.
        public var perOrder: Cash
        /// Hundredths of a percent of the value.
        public var basisPoints: Double
        /// The least an order pays.
        public var minimum: Cash
        /// The most an order pays; `nil` for no bound.
        public var maximum: Cash?
    }

    /// On which fills the spread is paid (S46).
    public enum SpreadSide: String, Sendable {
        /// On every fill.
        case both
        /// On entries only.
        case entry
    }

    /// The money at the start.
    public var cash: Cash
    /// The account's currency, ISO 4217.
    public var currency: String
    /// Where a market order fills.
    public var marketFill: MarketFill
    /// When a limit order fills.
    public var limitFill: LimitFill
    /// What is assumed of the path inside a bar.
    public var intrabar: Intrabar
    /// At which price a size becomes units.
    public var sizeAt: SizeAt
    /// What a bar of zero volume does.
    public var zeroVolume: ZeroVolume
    /// What an order costs.
    public var commission: Commission
    /// Slippage in price steps.
    public var slippageTicks: Double
    /// Slippage in hundredths of a percent of the price.
    public var slippageBasisPoints: Double
    /// Half the spread in units of price.
    public var halfSpread: Price
    /// Half the spread in hundredths of a percent of the price.
    public var halfSpreadBasisPoints: Double
    /// On which fills the spread is paid.
    public var spreadSide: SpreadSide

    init(_ reader: inout ConfigReader) {
        let root = reader.root
        cash = reader.number("broker.cash")
        currency = reader.text("broker.currency")
        marketFill = reader.choice("broker.fill.market")
        limitFill =
            switch root["broker.fill.limit"]?.text {
            case "touch": .touch
            default: .through(ticks: root["broker.fill.limit.through"]?.whole ?? 0)
            }
        intrabar = reader.choice("broker.fill.intrabar")
        sizeAt = reader.choice("broker.fill.size_at")
        zeroVolume = reader.choice("broker.fill.zero_volume")
        commission = Commission(
            perShare: reader.number("broker.commission.per_share"),
            perOrder: reader.number("broker.commission.per_order"),
            basisPoints: reader.number("broker.commission.basis_points"),
            minimum: reader.number("broker.commission.minimum"), maximum: root["broker.commission.maximum"]?.number)
        slippageTicks = reader.number("broker.slippage.ticks")
        slippageBasisPoints = reader.number("broker.slippage.basis_points")
        halfSpread = reader.number("broker.spread.half_spread")
        halfSpreadBasisPoints = reader.number("broker.spread.half_spread_basis_points")
        spreadSide = reader.choice("broker.spread.side")
    }
}

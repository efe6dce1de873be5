/// At which price a market order fills (S17).
public enum MarketFill: String, Sendable, CaseIterable {
    /// The open of the next bar: what can be had.
    case nextOpen = "next-open"
    /// The close of the decision's own bar: optimistic, the price was known when the order was sent.
    case sameClose = "same-close"
    /// The close of the next bar.
    case nextClose = "next-close"
    /// The middle of the next bar's range: a price not known to have traded.
    case nextMid = "next-mid"
}

/// When a limit order that waits inside the bar fills (S19).
public enum LimitFill: Hashable, Sendable {
    /// When the price goes beyond the limit: we are last in the queue.
    case through
    /// When the price reaches the limit: we are first in the queue.
    case touch
    /// When the price goes so many ticks beyond the limit.
    case throughTicks(Int)

    /// The name in configs and reports.
    public var text: String {
        switch self {
        case .through: "through"
        case .touch: "touch"
        case .throughTicks(let ticks): "through \(ticks) ticks"
        }
    }
}

/// What is assumed of the way that the price takes inside a bar (S27, S28).
public enum IntrabarPath: String, Sendable, CaseIterable {
    /// Stops before targets; a target needs what the price must still have travelled.
    case pessimistic
    /// Targets before stops; a stop needs what the price must still have travelled.
    case optimistic
    /// Open, then the extreme nearer to it, then the other, then close. Where both are equally far, the one against what is
    /// held comes first, so that its stop is met before its target: the low for a long position, the high for a short one;
    /// where nothing is held, the high if the oldest waiting order buys, the low if it sells.
    case nearerExtreme = "nearer-extreme"
    /// Open, high, low, close.
    case ohlc
    /// Open, low, high, close.
    case olhc
    /// As `pessimistic`, but exits of an entry inside a bar wait for the next bar.
    case nextBar = "next-bar"
    /// Finer bars of the instrument, one after the other, each as under `pessimistic`; a bar that they do not cover as a
    /// whole.
    case finerData = "finer-data"
}

/// When a size given as a fraction or a value becomes units (S52).
public enum SizeMoment: String, Sendable, CaseIterable {
    /// On the close of the decision's bar.
    case decision
    /// At the price of the fill.
    case fill
}

/// What happens to an order that the funds do not pay for (S52).
public enum Shortfall: Hashable, Sendable {
    /// It is made smaller.
    case reduce
    /// It is refused.
    case reject
    /// It is filled while the debt stays within a fraction of equity, and made smaller beyond.
    case allow(upTo: Double)
}

/// How orders fill: fields of a concrete value, not type parameters.
public struct FillRules: Hashable, Sendable {
    /// The price of market orders.
    public var market: MarketFill = .nextOpen
    /// When waiting limit orders fill.
    public var limit: LimitFill = .through
    /// What is assumed of the price's way inside a bar.
    public var intrabar: IntrabarPath = .pessimistic
    /// When sizes become units.
    public var sizeAt: SizeMoment = .decision
    /// What happens where funds do not suffice.
    public var shortfall: Shortfall = .reduce
    /// Whether a bar of zero volume fills orders (S5).
    public var fillsOnZeroVolume = false
    /// The greatest fraction of a bar's volume that the orders of an instrument get together, in the order in which they
    /// trade (S35); `nil` where volume limits nothing.
    ///
    /// It is measured on the bar that fills, which is hindsight (S36). A bar of volume `nan` gives nothing (S6); a series
    /// whose volume is unknown throughout is not limited. What is closed at the end of the data is not limited either.
    public var participation: Double?
    /// Whether what is open at the end is closed at the last close (S42).
    public var closesAtEnd = false

    /// The default rules: next open, through, pessimistic, sized at the decision, reduced to the funds.
    public init() {}
}

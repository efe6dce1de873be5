/// Limits that hold whatever the strategy asks for (S41): fractions of equity.
///
/// Exposure is looked at before an order is queued, at the last price, and again at its fill, at the price of the fill, for
/// the part that opens or adds to a position. What exceeds a limit is cut off, or the order is refused, with the reason in
/// the log. Orders that only make a position smaller are always taken.
public struct RiskLimits: Hashable, Sendable {
    /// The greatest sum of the values of all positions, shorts positive, as a fraction of equity.
    public var maximumGross: Double?
    /// The greatest difference of the values of long and short positions, either way, as a fraction of equity.
    public var maximumNet: Double?
    /// The greatest value of one position as a fraction of equity.
    public var maximumPerInstrument: Double?
    /// The loss since the session's start, a fraction of the equity then, at which nothing is opened any more until the
    /// session is over.
    ///
    /// Looked at whenever the account is marked. Decisions at the very close of the session still belong to it; orders that
    /// meet the next session's open do not.
    public var dailyLoss: Double?
    /// The loss since the highest equity of any mark, a fraction of it, at which nothing is opened any more; the money at
    /// the start is the first peak.
    public var drawdown: Double?
    /// Whether positions are closed at the market when the drawdown is reached.
    public var flattensAtDrawdown = false
    /// The greatest number of orders of one decision; exits of brackets do not count.
    public var maximumOrdersPerStep: Int?

    /// No limits.
    public init() {}

    /// Whether the size of positions is limited.
    var limitsExposure: Bool { maximumGross != nil || maximumNet != nil || maximumPerInstrument != nil }

    /// Whether losses stop the opening of positions.
    var stopsAtLosses: Bool { dailyLoss != nil || drawdown != nil }
}

/// Which loss stops the opening of positions.
public enum RiskStop: String, Sendable, CaseIterable {
    /// The loss of a session: until it is over.
    case dailyLoss = "daily-loss"
    /// The loss since the highest equity: for the rest of the run.
    case drawdown
}

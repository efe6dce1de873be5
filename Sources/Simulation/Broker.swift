public import Core

/// The terms on which a run trades.
public struct Broker: Hashable, Sendable {
    /// Money at the start, in the account's currency.
    public var cash: Cash = 100_000
    /// ISO 4217 code of the account's currency.
    public var currency = "USD"
    /// How orders fill.
    public var fill = FillRules()
    /// What trading costs.
    public var costs = Costs()
    /// How long decisions are on their way to the market (S34).
    public var latency = Latency()
    /// Limits that hold whatever the strategy asks for.
    public var risk = RiskLimits()
    /// Margins (S50); `nil` for a cash account, whose shorts lock twice their value.
    public var margin: Margin?
    /// What cash earns and debt costs (S49); `nil` for nothing.
    public var interest: Interest?
    /// Rates by date on which interest stands; empty where its own rates are the whole.
    public var referenceRates = DatedRates()
    /// The sessions after which the proceeds of a sale can be spent: 0 at once, 1 from the next session's open on.
    ///
    /// With margins it only matters for interest. What is bought is paid at once.
    public var settlementSessions = 0
    /// What other currencies are worth.
    public var rates = ExchangeRates()
    /// Whether units that are not owned can be sold (S41).
    public var allowsShort = true
    /// What becomes of the part of a position that is no whole lot after a split (S53).
    public var splitFractions = SplitFractions.keep

    /// A broker with 100,000 in cash, no costs and the default fill rules.
    public init() {}
}

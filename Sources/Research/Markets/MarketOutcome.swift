public import MarketVenue
public import TimeSeries

/// What a strategy's orders met in the simulated market in which it lived.
public struct MarketOutcome: Sendable {
    /// What became of each order.
    public var executions: [OrderExecution]
    /// The same in figures.
    public var summary: ExecutionSummary
    /// How the mid moved after its fills.
    public var impact: ImpactCurve
    /// The total return in the market, as a fraction.
    public var liveReturn: Double
    /// The total return of the same strategy on the bars of the same market without it, as a fraction.
    public var barsReturn: Double
    /// Its share of all lots that changed hands.
    public var volumeShare: Double
    /// The bars of the same market without it.
    public var barsWithoutIt: Panel
    /// The SHA-256 hash of all trades.
    public var tradeHash: String
    /// The result against capital; `nil` where it was not asked for.
    public var capacity: CapacityCurve?

    init(_ live: MarketRun, gap: MarketGap) {
        executions = live.executions
        summary = live.executionSummary
        impact = live.impact
        liveReturn = gap.liveReturn
        barsReturn = gap.backtestReturn
        volumeShare = live.volumeShare
        barsWithoutIt = gap.panel
        tradeHash = live.tradeDigest
    }
}

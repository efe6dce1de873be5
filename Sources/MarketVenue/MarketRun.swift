public import MarketSimulator
public import Simulation
public import TimeSeries

/// What a strategy did in a market, and what the market did to it.
public struct MarketRun: Sendable {
    /// The run, as a backtest has it: event log, outcome, positions.
    public let run: Run
    /// The bars that the strategy saw: from trades as they arrived at its seat.
    public let panel: Panel
    /// Its account as the exchange has it, in ticks × lots.
    public let account: MarketAccount
    /// The cash of that account at the beginning, in ticks × lots: the broker's, rounded down.
    public let initialCash: Int64
    /// How much happened in the market.
    public let counts: MarketCounts
    /// The SHA-256 of all trades of the market.
    public let tradeDigest: String
    /// How each order fared that went to the exchange, by number.
    public let executions: [OrderExecution]
    /// The trades of the strategy at the exchange, in order.
    public let fills: [MarketFill]
    /// How prices moved after its fills.
    public let impact: ImpactCurve

    /// The figures of all orders together.
    public var executionSummary: ExecutionSummary { ExecutionSummary(executions) }

    /// The share of its lots in all that changed hands; 0 where nothing did.
    public var volumeShare: Double {
        counts.lots > 0 ? Double(fills.reduce(0) { $0 + $1.lots }) / Double(counts.lots) : 0
    }
}

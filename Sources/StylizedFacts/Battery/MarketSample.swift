/// A record as the battery reads it: sessions, returns, and the flow of orders.
struct MarketSample: Sendable {
    /// The record.
    let record: MarketRecord
    /// Its sessions.
    let runs: TradingRuns
    /// Its returns.
    let returns: SampledReturns
    /// What facts need of the returns; `nil` where they are too few or do not vary, or no fact needs it.
    let study: ReturnStudy?
    /// Trades with signs; `nil` without trades, or where no fact needs them.
    let flow: OrderFlow?

    /// Facts of single trades.
    private static let ofTrades: Set<StylizedFact> = [.bidAskBounce, .orderSignMemory, .tradeDurations]
    /// Facts that read no returns.
    private static let withoutReturns: Set<StylizedFact> = [
        .orderSignMemory, .tradeDurations, .spread, .bookShape, .metaOrderImpact, .eppsEffect,
    ]

    /// Samples a record that was checked.
    init(_ record: MarketRecord, _ options: StylizedFactsBattery.Options) {
        self.record = record
        let runs = TradingRuns(of: record, longestSilence: options.longestSilence)
        self.runs = runs
        let hasEvents = record.trades?.times.isEmpty == false || record.quotes?.times.isEmpty == false
        if hasEvents {
            returns = SampledReturns(of: record, runs: runs, interval: options.interval, withVolumes: true)
        } else if let bars = record.bars {
            returns = SampledReturns(of: bars, sessions: record.sessions, longestSilence: options.longestSilence)
        } else {
            returns = SampledReturns(interval: options.interval, source: .lastTrade)
        }
        study = options.facts.isSubset(of: MarketSample.withoutReturns) ? nil : ReturnStudy(returns)
        flow = options.facts.isDisjoint(with: MarketSample.ofTrades) ? nil : OrderFlow(record, runs: runs)
    }
}

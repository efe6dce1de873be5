internal import Core
public import Simulation
public import TimeSeries

/// What a strategy did in the market beside what its backtest says on the bars of the same market without it.
public struct MarketGap: Sendable {
    /// In the market.
    public let live: MarketRun
    /// On the bars, under the broker's ordinary rules of fills, slippage and spread.
    public let backtest: Run
    /// The bars of the market without the strategy.
    public let panel: Panel

    /// The result in the market as a fraction of the cash at the start.
    public var liveReturn: Double { live.run.finalEquity / live.run.broker.cash - 1 }
    /// The result on bars as a fraction of the cash at the start.
    public var backtestReturn: Double { backtest.finalEquity / backtest.broker.cash - 1 }
    /// What the backtest promised and the market did not give, as a fraction of the cash at the start.
    public var gap: Double { backtestReturn - liveReturn }
}

extension StrategyMarket {
    /// Lets a strategy live in the market, and runs it on the bars of the same market without it.
    public func gap<S: Strategy>(of strategy: S) throws(MarketVenueError) -> MarketGap {
        try gap(of: strategy, live: run(strategy))
    }

    /// The same for a strategy that has lived in the market.
    ///
    /// - Parameters:
    ///   - strategy: The strategy in its starting state.
    ///   - live: What `run` gave of it.
    public func gap(of strategy: any Strategy, live: MarketRun) throws(MarketVenueError) -> MarketGap {
        let panel = try alone().panel
        return MarketGap(live: live, backtest: backtest(strategy, on: panel), panel: panel)
    }

    /// Runs a strategy on bars under the broker's ordinary rules.
    func backtest(_ strategy: any Strategy, on panel: Panel) -> Run {
        Backtest(panel: panel, broker: broker, from: from).run(strategy: strategy)
    }
}

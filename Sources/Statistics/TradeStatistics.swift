internal import Glibc

/// Statistics of closed trades, be they lots or round trips, in the order in which they were closed.
///
/// A win is positive after costs, a loss negative; a trade that made exactly nothing counts in `count` and in the
/// averages over all, ends a streak, and is neither.
///
/// - Verified by: `TradeStatisticsTests`, and the oracle `backtests/backtesting_py_goog_summary.json`.
public struct TradeStatistics: Sendable {
    /// The trades.
    public let trades: [TradeLot]
    /// Moments of the net profits, in cash.
    public let pnl: Moments
    /// Moments of the returns on entry.
    public let returns: Moments
    /// The number of wins.
    public let wins: Int
    /// The number of losses.
    public let losses: Int
    /// The sum of the wins, in cash.
    public let grossProfit: Double
    /// The sum of the losses, in cash, not positive.
    public let grossLoss: Double
    /// The most wins in a row.
    public let longestWinStreak: Int
    /// The most losses in a row.
    public let longestLossStreak: Int
    /// The streak at the end: positive for wins, negative for losses.
    public let currentStreak: Int
    /// Profit before costs, in cash.
    public let profitBeforeCosts: Double
    /// The costs, in cash.
    public let costs: Double
    /// Moments of the profits in units of initial risk, of the trades whose risk is known.
    public let riskMultiples: Moments

    /// The statistics of trades.
    public init(_ trades: [TradeLot]) {
        self.trades = trades
        let profits = trades.map(\.netPnl)
        pnl = Moments(profits)
        returns = Moments(trades.map(\.returnOnEntry), scale: 1)
        let winning = profits.filter { $0 > 0 }
        let losing = profits.filter { $0 < 0 }
        (wins, losses) = (winning.count, losing.count)
        grossProfit = Reductions.sum(winning)
        grossLoss = Reductions.sum(losing)
        profitBeforeCosts = Reductions.sum(trades.map(\.grossPnl))
        costs = Reductions.sum(trades.map(\.costs))
        riskMultiples = Moments(
            trades.compactMap { trade in trade.initialRisk.flatMap { $0 > 0 ? trade.netPnl / $0 : nil } })
        var (streak, longestUp, longestDown) = (0, 0, 0)
        for profit in profits {
            streak = profit > 0 ? max(streak, 0) + 1 : profit < 0 ? min(streak, 0) - 1 : 0
            longestUp = max(longestUp, streak)
            longestDown = max(longestDown, -streak)
        }
        (longestWinStreak, longestLossStreak, currentStreak) = (longestUp, longestDown, streak)
    }

    /// The number of trades.
    public var count: Int { trades.count }
    /// Net profit, in cash.
    public var netProfit: Double { grossProfit + grossLoss }
    /// The share of wins, or `nil` without trades.
    public var winRate: Double? { trades.isEmpty ? nil : Double(wins) / Double(count) }
    /// The mean win in cash, or `nil` without one.
    public var averageWin: Double? { wins == 0 ? nil : grossProfit / Double(wins) }
    /// The mean loss in cash, negative, or `nil` without one.
    public var averageLoss: Double? { losses == 0 ? nil : grossLoss / Double(losses) }
    /// `Σ wins / |Σ losses|`, or `nil` without a loss.
    public var profitFactor: Double? { losses == 0 ? nil : grossProfit / -grossLoss }
    /// `mean win / |mean loss|`, or `nil` without a win or a loss.
    public var payoffRatio: Double? {
        guard let averageWin, let averageLoss else { return nil }
        return averageWin / -averageLoss
    }
    /// The share to stake by `W − (1 − W)/payoff` (Kelly 1956), or `nil` where there is no payoff ratio.
    public var kelly: Double? {
        guard let winRate, let payoffRatio else { return nil }
        return winRate - (1 - winRate) / payoffRatio
    }
    /// `√n · mean / sd` of the net profits, ddof 1 (Tharp 2008), or `nil` when they do not vary.
    public var systemQuality: Double? {
        guard pnl.varies, let deviation = pnl.standardDeviation(ddof: 1) else { return nil }
        return Double(count).squareRoot() * pnl.mean / deviation
    }
    /// The mean of a figure over the trades that pass, or `nil` where none does.
    public func average(_ figure: (TradeLot) -> Double, where passes: (TradeLot) -> Bool = { _ in true }) -> Double? {
        let values = trades.filter(passes).map(figure)
        return values.isEmpty ? nil : Reductions.sum(values) / Double(values.count)
    }
    /// The median of a figure, or `nil` without trades.
    public func median(_ figure: (TradeLot) -> Double) -> Double? {
        quantile(ofSorted: trades.map(figure).sorted(), 0.5)
    }
    /// The statistics of one side alone.
    public func side(_ side: TradeLot.Side) -> TradeStatistics {
        TradeStatistics(trades.filter { $0.side == side })
    }
    /// The geometric mean of the returns on entry, or `nil` without trades or where one lost all.
    public var geometricMeanReturn: Double? {
        guard !trades.isEmpty, returns.minimum > -1 else { return nil }
        return expm1(Reductions.sum(trades.map { log1p($0.returnOnEntry) }) / Double(count))
    }
}

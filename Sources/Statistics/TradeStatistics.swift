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
    /// Holding times in bars, in the order of the trades.
    let holdingBars: [Double]
    /// The mean holding time in calendar days; `nan` without trades.
    let averageDays: Double
    /// The mean worst excursion; `nan` without trades.
    let averageAdverseExcursion: Double
    /// The mean best excursion; `nan` without trades.
    let averageFavourableExcursion: Double
    /// The long trades.
    public let long: SideTotals
    /// The short trades.
    public let short: SideTotals
    /// Moments of the profits in units of initial risk, of the trades whose risk is known.
    public let riskMultiples: Moments

    /// Number, wins and profit of the trades of one side.
    public struct SideTotals: Sendable, Hashable {
        /// The number of trades.
        public var count = 0
        /// The number of wins.
        public var wins = 0
        /// Net profit, in cash.
        public var netProfit = 0.0
        /// The share of wins, or `nil` without trades.
        public var winRate: Double? { count == 0 ? nil : Double(wins) / Double(count) }
    }

    /// The statistics of trades.
    public init(_ trades: [TradeLot]) {
        self.trades = trades
        // By index, since a trade that is handed on is copied, its text included.
        let places = trades.indices
        let profits = places.map { trades[$0].netPnl }
        pnl = Moments(profits)
        returns = Moments(places.map { trades[$0].returnOnEntry }, scale: 1)
        let winning = profits.filter { $0 > 0 }
        let losing = profits.filter { $0 < 0 }
        (wins, losses) = (winning.count, losing.count)
        grossProfit = Reductions.sum(winning)
        grossLoss = Reductions.sum(losing)
        profitBeforeCosts = Reductions.sum(places.map { trades[$0].grossPnl })
        costs = Reductions.sum(places.map { trades[$0].costs })
        riskMultiples = Moments(
            places.compactMap { place in trades[place].initialRisk.flatMap { $0 > 0 ? profits[place] / $0 : nil } })
        let number = Double(trades.count)
        holdingBars = places.map { Double(trades[$0].bars) }
        averageDays = Reductions.sum(places.map { trades[$0].days }) / number
        averageAdverseExcursion = Reductions.sum(places.map { trades[$0].maximumAdverseExcursion }) / number
        averageFavourableExcursion = Reductions.sum(places.map { trades[$0].maximumFavourableExcursion }) / number
        let side = { (side: TradeLot.Side) in
            let chosen = places.filter { trades[$0].side == side }.map { profits[$0] }
            return SideTotals(
                count: chosen.count, wins: chosen.count { $0 > 0 }, netProfit: Reductions.sum(chosen))
        }
        (long, short) = (side(.long), side(.short))
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
    /// The median net profit in cash, or `nil` without trades.
    public var medianProfit: Double? {
        quantile(ofSorted: trades.indices.map { trades[$0].netPnl }.sorted(), 0.5)
    }
    /// The mean holding time in bars, or `nil` without trades.
    public var averageBars: Double? {
        trades.isEmpty ? nil : Reductions.sum(holdingBars) / Double(count)
    }
    /// The median holding time in bars, or `nil` without trades.
    public var medianBars: Double? { quantile(ofSorted: holdingBars.sorted(), 0.5) }
    /// The mean holding time in bars of the wins, or of the losses; `nil` where there is none.
    public func averageBars(ofWins: Bool) -> Double? {
        let chosen = trades.indices.filter { ofWins ? trades[$0].isWin : trades[$0].isLoss }.map { holdingBars[$0] }
        return chosen.isEmpty ? nil : Reductions.sum(chosen) / Double(chosen.count)
    }
    /// The geometric mean of the returns on entry, or `nil` without trades or where one lost all.
    public var geometricMeanReturn: Double? {
        guard !trades.isEmpty, returns.minimum > -1 else { return nil }
        return expm1(Reductions.sum(trades.indices.map { log1p(trades[$0].returnOnEntry) }) / Double(count))
    }
}

internal import Glibc

/// The figures by which trials are told apart, computed without the series behind all other metrics.
///
/// Each is, bit for bit, what the catalogue gives under the same name.
///
/// - Verified by: `TrialTests/theFiguresAreThoseOfTheCatalogue`.
public struct HeadlineFigures: Sendable, Hashable {
    /// Equity at the end.
    public let finalEquity: Double
    /// Growth over the whole run as a fraction: `total_return`; `nil` where there are no returns (S43).
    public let totalReturn: Double?
    /// Growth a year: `cagr`; `nil` where there are no returns (S43).
    public let compoundGrowth: Double?
    /// Annual standard deviation of the session returns: `volatility`.
    public let volatility: Double?
    /// The annual Sharpe ratio: `sharpe`; `nil` where the returns do not vary.
    public let sharpe: Double?
    /// The annual Sortino ratio: `sortino`; `nil` where no return falls short.
    public let sortino: Double?
    /// The deepest fall over bars, a negative fraction: `max_drawdown`; `nil` where there are no returns (S43).
    public let maximumDrawdown: Double?
    /// Growth a year over the deepest fall: `calmar`; `nil` without one.
    public let calmar: Double?
    /// The number of closed lots: `trades`.
    public let trades: Int
    /// The share of closed lots that made money after costs: `win_rate`.
    public let winRate: Double?
    /// Wins over losses of the closed lots: `profit_factor`; `nil` without a loss.
    public let profitFactor: Double?
    /// All costs, in cash.
    public let costs: Double
    /// The value traded, in cash.
    public let tradedNotional: Double
    /// The number of session returns.
    public let sessions: Int
    /// The mean session return; `nil` where there are none.
    public let mean: Double?
    /// The standard deviation of the session returns with divisor n − 1.
    public let deviation: Double?
    /// The skewness of the session returns, of biased moments; `nil` where they do not vary.
    public let skewness: Double?
    /// The kurtosis of the session returns, raw (3 for a normal distribution), of biased moments; likewise.
    public let kurtosis: Double?

    /// The session returns behind the figures, each a fraction of the equity before.
    ///
    /// - Parameters:
    ///   - levels: Equity at the end of each session. Shape `[sessions]`.
    ///   - initial: The capital before the first.
    ///   - lowest: The lowest equity at the end of any bar.
    /// - Returns: Shape `[sessions]`; none where equity was not above zero throughout (S43).
    public static func sessionReturns(levels: [Double], initial: Double, lowest: Double) -> [Double] {
        guard lowest > 0, (levels.last ?? initial).isFinite else { return [] }
        var before = initial
        return levels.map { level in
            defer { before = level }
            return level / before - 1
        }
    }

    /// The figures of a run.
    ///
    /// - Parameters:
    ///   - levels: Equity at the end of each session of the trading period. Shape `[sessions]`, `sessions ≥ 1`.
    ///   - initial: The capital before the first.
    ///   - years: Years of 365.25 days from the start of the first bar to the last.
    ///   - periodsPerYear: Sessions a year by convention.
    ///   - maximumDrawdown: The deepest fall over bars, a fraction, 0 or negative.
    ///   - lowest: The lowest equity at the end of any bar.
    ///   - profits: Net profits of the closed lots, in the order in which they were closed.
    ///   - costs: All costs.
    ///   - tradedNotional: The value traded.
    public init(
        levels: [Double], initial: Double, years: Double, periodsPerYear: Double, maximumDrawdown: Double,
        lowest: Double, profits: [Double], costs: Double, tradedNotional: Double
    ) {
        let last = levels.last ?? initial
        let isSound = lowest > 0 && last.isFinite
        finalEquity = last
        totalReturn = isSound ? last / initial - 1 : nil
        compoundGrowth = isSound && years > 0 ? expm1(log(last / initial) / years) : nil
        let returns = HeadlineFigures.sessionReturns(levels: levels, initial: initial, lowest: lowest)
        let moments = Moments(returns, scale: 1)
        let root = periodsPerYear.squareRoot()
        let deviation = moments.standardDeviation(ddof: 1)
        self.deviation = deviation
        sessions = returns.count
        mean = returns.isEmpty ? nil : moments.mean
        skewness = moments.skewness
        kurtosis = moments.kurtosisRaw
        volatility = deviation.map { $0 * root }
        sharpe = moments.varies ? deviation.map { moments.mean / $0 * root } : nil
        if returns.isEmpty {
            sortino = nil
        } else {
            let below = Reductions.partial(returns, about: 0).squaresBelow
            let downside = (below / Double(returns.count)).squareRoot()
            sortino = downside > 1e-14 ? moments.mean / downside * root : nil
        }
        self.maximumDrawdown = isSound ? maximumDrawdown : nil
        calmar = maximumDrawdown < 0 ? compoundGrowth.map { $0 / -maximumDrawdown } : nil
        trades = profits.count
        var (winning, losing): ([Double], [Double]) = ([], [])
        winning.reserveCapacity(profits.count)
        losing.reserveCapacity(profits.count)
        for profit in profits { if profit > 0 { winning.append(profit) } else if profit < 0 { losing.append(profit) } }
        let losses = Reductions.sum(losing)
        winRate = profits.isEmpty ? nil : Double(winning.count) / Double(profits.count)
        profitFactor = losses < 0 ? Reductions.sum(winning) / -losses : nil
        self.costs = costs
        self.tradedNotional = tradedNotional
    }
}

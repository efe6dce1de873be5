internal import Core

/// What might have become of a run had its trades come otherwise: resampled sequences of its trades.
///
/// A path takes trade after trade; wealth, 1 at first, is multiplied by 1 + return, or has the return added where stakes do
/// not grow with wealth. Where wealth is used up it stays at zero. Trades are taken as independent: where wins and losses
/// come in streaks the drawdowns here are too small, and blocks longer than one trade keep the streaks.
///
/// - Source: Efron (1979) for resampling; Künsch (1989) for blocks; the shuffle keeps the very trades, and so shows what
///   the order alone does.
/// - Verified by: `TradeMonteCarloTests`.
public struct TradeMonteCarlo: Sendable, Hashable {
    /// How a path takes its trades.
    public enum Drawing: Sendable, Hashable {
        /// With replacement, in blocks of so many trades in a row (1 for single trades), round the end to the beginning.
        case withReplacement(block: Int)
        /// Every trade once, in any order.
        case shuffled
    }

    /// How paths took their trades.
    public let drawing: Drawing
    /// Whether wealth is multiplied.
    public let compounded: Bool
    /// The number of trades in the run.
    public let trades: Int
    /// The number of trades in a path.
    public let length: Int
    /// The number of paths.
    public let paths: Int
    /// The seed.
    public let seed: UInt64
    /// Wealth at the end of each path in units of the initial, rising.
    public let finalWealth: [Double]
    /// The deepest fall of each path below its peak, as a negative fraction, rising: the deepest first.
    public let maximumDrawdowns: [Double]
    /// The most losses in a row in each path, rising.
    public let longestLossStreaks: [Int]

    /// Resamples trades.
    ///
    /// - Parameters:
    ///   - returns: What each trade made, as a share of equity at its entry where compounded, of initial capital where not.
    ///   - length: The number of trades in a path, or `nil` for as many as there were; all of them where shuffled.
    ///   - paths: How many, at least 1.
    ///   - seed: The n-th path draws from its own counter-based stream of it.
    ///   - workers: The number of threads; the result does not depend on it.
    /// - Throws: `noTrades`, `tradeNotFinite`, `parameter`.
    /// - Complexity: O(paths · length).
    public init(
        returns: [Double], drawing: Drawing = .withReplacement(block: 1), compounded: Bool = true, length: Int? = nil,
        paths: Int = 10_000, seed: UInt64, workers: Int = 1
    ) throws(JudgementError) {
        guard !returns.isEmpty else { throw .noTrades(purpose: "resampling") }
        if let trade = returns.firstIndex(where: { !$0.isFinite }) { throw .tradeNotFinite(trade: trade) }
        guard paths > 0, paths < 1 << 31 else {
            throw .parameter(name: "the number of paths", found: "\(paths)", allowed: "1 or more")
        }
        let steps = length ?? returns.count
        guard steps > 0, drawing != .shuffled || steps == returns.count else {
            throw .parameter(
                name: "the number of trades in a path", found: "\(steps)",
                allowed: drawing == .shuffled ? "the \(returns.count) there are" : "1 or more")
        }
        if case .withReplacement(let block) = drawing, !(block >= 1 && block <= returns.count) {
            throw .parameter(name: "the block", found: "\(block) trades", allowed: "1 to \(returns.count)")
        }
        let size = 64
        let pieces = WorkerThreads.map((paths + size - 1) / size, workers: workers) { piece in
            var order = TradeOrder(trades: returns.count, length: steps, drawing: drawing)
            return ((piece * size)..<min(paths, (piece + 1) * size)).map { path in
                var stream = RandomStream(seed: seed, name: "judgement.trades", index: UInt64(path))
                order.draw(from: &stream)
                return TradePath(returns, order: order.trades, compounded: compounded)
            }
        }
        let all = pieces.flatMap { $0 }
        (self.drawing, self.compounded, trades, self.length) = (drawing, compounded, returns.count, steps)
        (self.paths, self.seed) = (paths, seed)
        finalWealth = all.map(\.wealth).sorted()
        maximumDrawdowns = all.map(\.drawdown).sorted()
        longestLossStreaks = all.map(\.losses).sorted()
    }

    /// Wealth at the end below which a share of the paths lies.
    public func finalWealth(quantile probability: Double) -> Double? {
        quantile(ofSorted: finalWealth, probability)
    }

    /// The drawdown than which a share of the paths has a deeper one: 0.05 gives the depth of one path in twenty.
    public func maximumDrawdown(quantile probability: Double) -> Double? {
        quantile(ofSorted: maximumDrawdowns, probability)
    }

    /// The share of paths that end below the initial wealth.
    public var probabilityOfLoss: Double { Double(finalWealth.count { $0 < 1 }) / Double(paths) }

    /// The share of paths that use up their wealth.
    public var probabilityOfRuin: Double { Double(finalWealth.count { $0 <= 0 }) / Double(paths) }

    /// The share of paths with a drawdown at least as deep.
    ///
    /// - Parameter depth: A negative fraction.
    public func probability(ofDrawdown depth: Double) -> Double {
        Double(maximumDrawdowns.count { $0 <= depth }) / Double(paths)
    }
}

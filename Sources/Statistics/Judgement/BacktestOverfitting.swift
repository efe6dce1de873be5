/// The probability of backtest overfitting, by combinatorially symmetric cross-validation.
///
/// The days are cut into S equal blocks. For every choice of S/2 of them the trial that is best over the chosen blocks
/// is ranked over the others. With r its rank among N trials there (1 is the worst, ties share their mean rank),
///
///     ω = r / (N + 1),   logit = ln(ω / (1 − ω)),   PBO = share of choices with logit ≤ 0
///
/// - Edge cases: Days beyond `S · ⌊days / S⌋` are left out. Of equally good trials the first is chosen. A trial whose
///   returns do not vary over a half has the Sharpe ratio 0 there, as cash has.
/// - Source: Bailey, Borwein, López de Prado & Zhu (2017), "The Probability of Backtest Overfitting".
/// - Verified by: `BacktestOverfittingTests`.
public struct BacktestOverfitting: Sendable, Hashable {
    /// What trials are ranked by.
    public enum Metric: String, Sendable, Hashable, CaseIterable {
        /// Mean over standard deviation (ddof 1), per period.
        case sharpe
        /// The mean per period.
        case mean
    }

    /// What became of one choice of blocks.
    public struct Choice: Sendable, Hashable {
        /// The blocks in sample: bit i is block i.
        public let blocks: UInt32
        /// The trial that was best in sample.
        public let trial: Int
        /// Its metric in sample.
        public let inSample: Double
        /// Its metric out of sample.
        public let outOfSample: Double
        /// The mean metric of all trials out of sample: what a trial chosen blindly is expected to have.
        public let blindOutOfSample: Double
        /// The logit of its relative rank out of sample.
        public let logit: Double
    }

    /// The number of trials.
    public let trials: Int
    /// The number of days used.
    public let days: Int
    /// The number of blocks.
    public let blocks: Int
    /// What trials are ranked by.
    public let metric: Metric
    /// Every choice, in the lexicographic order of the blocks chosen.
    public let choices: [Choice]
    /// The share of choices whose trial is out of sample no better than the median: near 0 for skill, 0.5 for noise.
    public let probability: Double
    /// The line of least squares of the metric out of sample on that in sample.
    public let degradation: PairedMoments
    /// The share of choices whose trial has a negative metric out of sample.
    public let probabilityOfLoss: Double
    /// Whether the chosen trials' metric out of sample dominates that of blind choice in the first order: at every
    /// threshold it is at least as often above.
    public let firstOrderDominance: Bool
    /// Whether it does in the second order: no averse investor prefers the blind choice.
    public let secondOrderDominance: Bool

    /// The choices that a number of blocks gives: 12,870 for 16.
    public static func choiceCount(blocks: Int) -> Int {
        guard blocks > 0 else { return 0 }
        return (0..<(blocks / 2)).reduce(1) { $0 * (blocks - $1) / ($1 + 1) }
    }

    /// Cross-validates trials.
    ///
    /// - Parameters:
    ///   - returns: At least two trials.
    ///   - blocks: S, even, from 2 to 20.
    ///   - workers: The number of threads; the result does not depend on it.
    /// - Throws: `tooFewTrials`, `tooFewDays` where a block would have fewer than one day (two for the Sharpe ratio),
    ///   `parameter`.
    /// - Complexity: O(trials · choices) after one pass over the returns; 32 bytes per trial and worker, and 16 per trial
    ///   and block.
    public init(
        _ returns: ReturnMatrix, blocks: Int = 16, metric: Metric = .sharpe, workers: Int = 1
    ) throws(JudgementError) {
        guard blocks >= 2, blocks <= 20, blocks.isMultiple(of: 2) else {
            throw .parameter(name: "the number of blocks", found: "\(blocks)", allowed: "an even number from 2 to 20")
        }
        guard returns.trialCount > 1 else {
            throw .tooFewTrials(found: returns.trialCount, needed: 2, purpose: "the probability of overfitting")
        }
        let least = metric == .sharpe ? 2 * blocks : blocks
        guard returns.dayCount >= least else {
            throw .tooFewDays(found: returns.dayCount, needed: least, purpose: "cross-validation in \(blocks) blocks")
        }
        let sums = BlockSums(returns, blocks: blocks, workers: workers)
        self.init(CrossValidation(sums: sums, metric: metric), workers: workers)
    }

    private init(_ validation: CrossValidation, workers: Int) {
        let choices = validation.choices(workers: workers)
        self.choices = choices
        (trials, blocks, metric) = (validation.sums.trialCount, validation.sums.blockCount, validation.metric)
        days = blocks * validation.sums.blockDays
        let number = Double(choices.count)
        probability = Double(choices.count { $0.logit <= 0 }) / number
        degradation = PairedMoments(x: choices.map(\.inSample), y: choices.map(\.outOfSample))
        probabilityOfLoss = Double(choices.count { $0.outOfSample < 0 }) / number
        let chosen = choices.map(\.outOfSample).sorted()
        let blind = choices.map(\.blindOutOfSample).sorted()
        // Distributions of equally many values: one is below the other where its quantiles are.
        firstOrderDominance = zip(chosen, blind).allSatisfy { $0 >= $1 }
        var lead = 0.0
        secondOrderDominance = zip(chosen, blind).allSatisfy {
            lead += $0 - $1
            return lead >= 0
        }
    }

    /// The logits, in the order of the choices.
    public var logits: [Double] { choices.map(\.logit) }

    /// The mean of the logits.
    public var meanLogit: Double { Reductions.sum(logits) / Double(choices.count) }

    /// The slope of the line of degradation, or `nil` where the metric in sample is always the same.
    public var degradationSlope: Double? { degradation.slope }

    /// Where that line has a metric of zero in sample, or `nil` as for the slope.
    public var degradationIntercept: Double? {
        degradation.slope.map { degradation.y.mean - $0 * degradation.x.mean }
    }
}

public import StrategyKit

/// How sweeps are judged.
public struct JudgementSettings: Sendable, Hashable {
    /// What is asked for.
    public var thresholds: JudgeConfiguration
    /// The greatest number of blocks that sessions are cut into for cross-validation; even, from 2 to 20.
    public var splits = 16
    /// The number of resamples of the bootstrap.
    public var resamples = 10_000
    /// The number of times that positions are moved to; fewer where there are fewer bars.
    public var permutations = 1_000
    /// Seed of resamples and samples.
    public var seed: UInt64
    /// The number of threads; no figure depends on it.
    public var workers = 1
    /// The trial of the first sweep that is judged; `nil` for the best one.
    public var trial: Int?

    /// The settings of a config.
    public init(_ configuration: StudyConfiguration) {
        thresholds = configuration.judge
        seed = configuration.seed
    }

    /// As few sessions as this make a block.
    private static let shortestBlock = 10

    /// The number of blocks for so many sessions: fewer where sessions are few.
    func blocks(sessions: Int) -> Int {
        let most = sessions / JudgementSettings.shortestBlock
        return max(2, min(splits, most - most % 2))
    }
}

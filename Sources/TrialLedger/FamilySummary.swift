public import Core

/// The trials of one family: how many were tried, and how their Sharpe ratios vary.
///
/// A trial is counted once however often it was attempted. It is finished where any of its attempts is, else failed,
/// else abandoned; a trial of which every attempt goes on does not count yet. What a finished trial came to is what its
/// first finished attempt came to.
public struct FamilySummary: Hashable, Sendable {
    /// The family's key: 64 hexadecimal digits.
    public var key: String
    /// The same for people.
    public var text: String
    /// The strategies' names, sorted.
    public var strategies: [String]
    /// The instruments' symbols.
    public var instruments: [String]
    /// Trials with results.
    public var finished = 0
    /// Trials that ended with an error.
    public var failed = 0
    /// Trials that were given up, or whose process is gone.
    public var abandoned = 0
    /// Trials that go on, and do not count yet.
    public var running = 0
    /// Attempts, repeats and those that go on among them.
    public var attempts = 0
    /// The highest Sharpe ratio per session.
    public var bestSharpe: Double?
    /// The attempt that has it; of several, the first.
    public var bestAttempt: Int64?
    /// The finished trials that have a Sharpe ratio.
    public var sharpeCount = 0
    /// The mean of their Sharpe ratios per session.
    public var sharpeMean: Double?
    /// The variance of their Sharpe ratios per session (divisor n − 1); `nil` for fewer than two.
    public var sharpeVariance: Double?
    /// When the first attempt began.
    public var firstBegun: Timestamp
    /// When the last attempt ended, of those that did.
    public var lastEnded: Timestamp?
    /// The periods of its trials, those that overlap joined: each is as long as a chain of overlapping periods reaches.
    public var periods: [Range<Timestamp>]

    /// N, the number of trials that count: finished, failed and abandoned, every one once.
    public var trials: Int { finished + failed + abandoned }
    /// Attempts that repeat a trial.
    public var repeats: Int { attempts - trials - running }

    /// Joins periods that overlap; half-open ones that only touch do not.
    static func joined(_ periods: some Sequence<Range<Timestamp>>) -> [Range<Timestamp>] {
        var joined: [Range<Timestamp>] = []
        for period in periods.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = joined.last, period.lowerBound < last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, period.upperBound)
            } else {
                joined.append(period)
            }
        }
        return joined
    }
}

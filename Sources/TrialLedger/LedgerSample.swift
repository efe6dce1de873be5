internal import Core

/// Which trials of a very large sweep keep their daily returns: all up to a limit, above it a seeded sample of one size.
///
/// The sample is a function of the seed and the number of trials alone: it does not depend on the order in which trials
/// are run or on how a sweep was cut up.
///
/// - Source: Floyd's algorithm, in Bentley (1987), "A Sample of Brilliance", Communications of the ACM 30 (9).
public struct LedgerSample: Sendable {
    /// The number of trials of the sweep.
    public let trials: Int
    /// The trials that keep their returns, in ascending order; `nil` for all.
    public let chosen: [Int]?

    /// Chooses.
    ///
    /// - Parameters:
    ///   - trials: The number of trials of the sweep.
    ///   - limit: Up to so many trials, all keep their returns.
    ///   - size: How many do where there are more.
    ///   - seed: The sweep's seed.
    public init(trials: Int, limit: Int = 100_000, size: Int = 10_000, seed: UInt64) {
        self.trials = trials
        guard trials > limit, trials > size else {
            chosen = nil
            return
        }
        var stream = RandomStream(seed: seed, name: "ledger sample")
        var set: Set<Int> = []
        set.reserveCapacity(size)
        for last in (trials - max(size, 0))..<trials {
            let pick = stream.below(last + 1)
            set.insert(set.contains(pick) ? last : pick)
        }
        chosen = set.sorted()
    }

    /// The number of trials that keep their returns.
    public var count: Int { chosen?.count ?? trials }

    /// Whether a trial keeps its returns.
    ///
    /// - Parameter trial: Its index in the sweep, from 0.
    /// - Complexity: O(log `count`).
    public func contains(_ trial: Int) -> Bool {
        guard let chosen else { return trial >= 0 && trial < trials }
        let place = chosen.firstPlace { $0 >= trial }
        return place < chosen.count && chosen[place] == trial
    }
}

import Core
public import TrialLedger

/// N, the number of trials behind the best one: all that the ledger knows of their families, or those of the sweeps where
/// it knows fewer (S72).
public struct TrialCount: Sendable, Hashable {
    /// Where a number is from.
    public enum Origin: String, Sendable {
        /// The ledger.
        case ledger
        /// The sweeps.
        case sweeps
    }

    /// N, failed and abandoned trials included.
    public let number: Int
    /// Where it is from.
    public let origin: Origin
    /// The variance (divisor n − 1) of the Sharpe ratios per session of those that have one.
    public let varianceOfSharpes: Double
    /// The first digits of the families' keys, by which `backtest ledger explain` knows them.
    public let families: [String]
    /// What must be known of the count; `nil` for nothing.
    public let note: String?

    /// Counts.
    ///
    /// - Parameters:
    ///   - trials: The trials of the sweeps.
    ///   - variance: The variance of their Sharpe ratios per session.
    ///   - ledger: The ledger; `nil` where there is none.
    /// - Throws: `ledger` where it cannot be read.
    public init(_ trials: JudgedTrials, variance: Double, in ledger: Ledger?) throws(SweepJudgementError) {
        let own = trials.trials.count + trials.failed
        guard let ledger else {
            (number, origin, varianceOfSharpes, families) = (own, .sweeps, variance, [])
            note = "There is no ledger: trials that were run elsewhere are not counted, and more may have been tried."
            return
        }
        do throws(LedgerError) {
            let periods = try TrialCount.periods(of: trials.sweeps, in: ledger)
            var (counted, pooled) = (0, SharpePool())
            for (key, period) in periods.sorted(by: { $0.key < $1.key }) {
                let summary = try ledger.family(key, overlapping: period)
                counted += summary.trials
                pooled.add(summary)
            }
            families = periods.keys.sorted().map { String($0.prefix(12)) }
            guard counted >= own, let known = pooled.variance else {
                (number, origin, varianceOfSharpes) = (own, .sweeps, variance)
                note =
                    "The ledger \(ledger.path) knows \(counted) of these trials, fewer than the \(own) there are: the "
                    + "number is that of the sweeps."
                return
            }
            (number, origin, varianceOfSharpes) = (counted, .ledger, known)
            note =
                counted > own
                ? "\(counted - own) of the \(counted) trials were run outside these sweeps, on the same rules and "
                    + "instruments over overlapping periods; the ledger remembers them." : nil
        } catch { throw .ledger(error) }
    }

    /// The families of the trials that the ledger has of sweeps, each with the period that they reach over.
    private static func periods(
        of sweeps: [FinishedSweep], in ledger: Ledger
    ) throws(LedgerError) -> [String: Range<Timestamp>] {
        var periods: [String: Range<Timestamp>] = [:]
        for sweep in sweeps {
            var filter = LedgerFilter()
            filter.sweep = sweep.hashes.sweep
            var last: TrialStudy?
            try ledger.visit(filter) { entry throws(LedgerError) in
                let study = entry.start.study
                guard study != last else { return true }
                last = study
                let before = periods[study.familyKey] ?? study.period
                periods[study.familyKey] =
                    min(before.lowerBound, study.period.lowerBound)..<max(before.upperBound, study.period.upperBound)
                return true
            }
        }
        return periods
    }
}

/// The spread of the Sharpe ratios of several families together.
private struct SharpePool {
    private var count = 0.0
    private var mean = 0.0
    private var squares = 0.0

    mutating func add(_ summary: FamilySummary) {
        guard summary.sharpeCount > 0, let theirs = summary.sharpeMean else { return }
        let more = Double(summary.sharpeCount)
        let apart = theirs - mean
        squares += (summary.sharpeVariance ?? 0) * (more - 1) + apart * apart * count * more / (count + more)
        mean += apart * more / (count + more)
        count += more
    }

    /// With divisor n − 1; `nil` for fewer than two.
    var variance: Double? { count > 1 ? squares / (count - 1) : nil }
}

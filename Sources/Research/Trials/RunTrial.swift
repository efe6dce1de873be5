import Core
import Statistics
import StrategyKit
public import TrialLedger

/// The trial that a run is, in the ledger from its beginning on: one that is killed counts as abandoned (S72).
public struct RunTrial: Sendable {
    private let ledger: Ledger
    private let attempt: Int64

    /// Begins the trial of a study.
    ///
    /// - Parameters:
    ///   - kind: How it is run, in a word.
    ///   - settings: What was set, as a text of JSON.
    ///   - hash: What it is told apart by, besides its bars; `nil` for the hash of the study's config.
    /// - Throws: `LedgerError` where it cannot be counted: then it must not run.
    public init(
        of study: Study, in ledger: Ledger, kind: String = "run", settings: String = "{}", hash: String? = nil
    ) throws(LedgerError) {
        self.ledger = ledger
        let start = TrialStart(
            study: TrialStudy(study, kind: kind), configHash: hash ?? study.configuration.hash, settings: settings,
            begun: .present)
        attempt = try ledger.begin([start]).lowerBound
    }

    /// Ends it with its result.
    public func end(_ result: StudyResult) throws(LedgerError) {
        let moments = Moments(result.performance.sessionReturns, scale: 1)
        let kept = result.metrics.filter { $0.value != nil }
        let outcome = TrialOutcome(
            .finished, ended: .present, metrics: TrialMetrics(names: kept.map(\.id), values: kept.map(\.value)),
            moments: ReturnMoments(
                sessions: moments.count, mean: moments.mean,
                standardDeviation: moments.standardDeviation(ddof: 1) ?? .nan, skewness: moments.skewness ?? .nan,
                kurtosis: moments.kurtosisRaw ?? .nan),
            returns: result.performance.sessionReturns.map { Float($0) })
        try ledger.end([TrialEnding(of: attempt, outcome)])
    }

    /// Ends it without one.
    ///
    /// - Parameter isAbandoned: Whether it was given up, and did not fail.
    public func end(_ reason: String, isAbandoned: Bool) throws(LedgerError) {
        try ledger.end([
            TrialEnding(of: attempt, TrialOutcome(isAbandoned ? .abandoned : .failed, reason: reason, ended: .present))
        ])
    }
}

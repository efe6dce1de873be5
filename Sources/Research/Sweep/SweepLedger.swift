import Core
import Foundation
import Reports
import StrategyKit
public import TrialLedger

/// Records the trials of a sweep in the ledger as they are done (S72).
///
/// A class: every trial takes it, which then counts one reference.
public final class SweepLedger: Sendable {
    private let ledger: Ledger
    private let plan: SweepPlan
    private let evaluator: TrialEvaluator
    private let sweep: String
    /// What trials share that have no config of their own.
    private let own: TrialStudy

    /// The book of a sweep.
    ///
    /// - Parameter sweep: Its hash.
    public init(_ ledger: Ledger, plan: SweepPlan, evaluator: TrialEvaluator, sweep: String) {
        self.ledger = ledger
        self.plan = plan
        self.evaluator = evaluator
        self.sweep = sweep
        own = evaluator.study(sweep: sweep)
    }

    /// How a trial begins in the ledger: by the hash of its config, as `backtest run` would have it.
    ///
    /// Cheapest while the terms of the trial are at hand, right after it has run.
    ///
    /// - Parameters:
    ///   - values: A text for each axis.
    ///   - end: How it ended.
    ///   - told: What its worker says of it.
    ///   - begun: When the trials of its batch began.
    func start(
        of trial: Int, _ values: [String], end: TrialEnd, told: WorkerIdentity? = nil, begun: Timestamp
    ) -> TrialStart {
        let settings = plan.settings(of: trial).compactText
        // A trial whose config cannot be read has no identity of its own: what it set stands for it. So it does for one
        // that may have failed where its terms are made, by code that would do the same here.
        let isSafe = end == .finished || !plan.configuration.plan.isCode || plan.axes.allSatisfy(\.isDirect)
        let known =
            isSafe
            ? told.map { ($0.config, $0.study(like: own)) } ?? evaluator.identity(of: values, sweep: sweep) : nil
        return TrialStart(
            study: known?.1 ?? own,
            configHash: known?.0 ?? SHA256.hexDigest(of: plan.configuration.hash + settings), settings: settings,
            begun: begun)
    }

    /// Records trials.
    ///
    /// - Parameter starts: How each of them began.
    /// - Throws: `SweepError.ledger`: what is not counted must not be shown.
    func record(_ batch: TrialBatch, _ starts: [TrialStart]) throws(SweepError) {
        let ended = Timestamp.present
        let records = starts.indices.lazy.map { place in
            TrialRecord(start: starts[place], outcome: self.outcome(batch, place, ended))
        }
        do throws(LedgerError) { try ledger.record(records) } catch { throw .ledger(error) }
    }

    /// Records those trials that this sweep has not recorded before: of parts that ran where the ledger was not.
    public func recordMissing(_ batch: TrialBatch) throws(SweepError) {
        var filter = LedgerFilter()
        filter.sweep = sweep
        var known: Set<String> = []
        do throws(LedgerError) {
            try ledger.visit(filter) { entry throws(LedgerError) in
                known.insert(entry.start.settings)
                return true
            }
        } catch { throw .ledger(error) }
        var missing = TrialBatch(columns: batch.columns, sessionCount: batch.sessionCount)
        missing.append(batch) { !known.contains(plan.settings(of: Int($0)).compactText) }
        guard missing.count > 0 else { return }
        let begun = Timestamp.present
        try record(
            missing,
            zip(missing.numbers, missing.states).map { number, end in
                start(of: Int(number), plan.values(of: Int(number)), end: end, begun: begun)
            })
    }

    /// What a trial came to.
    private func outcome(_ batch: TrialBatch, _ place: Int, _ ended: Timestamp) -> TrialOutcome {
        guard batch.states[place] == .finished else {
            return TrialOutcome(
                batch.states[place] == .timedOut ? .abandoned : .failed, reason: batch.reasons[place], ended: ended)
        }
        func figure(_ name: String) -> Double? {
            batch.columns.place(of: name).flatMap { batch.figure($0, of: place) }
        }
        let sessions = Int(figure("sessions") ?? 0)
        let returns = batch.returns(of: place).map { Array($0.suffix(sessions)) }
        return TrialOutcome(
            .finished, ended: ended,
            metrics: TrialMetrics(
                names: batch.columns.names, values: batch.row(place).map { $0.isNaN ? nil : $0 }),
            moments: ReturnMoments(
                sessions: sessions, mean: figure("mean") ?? .nan,
                standardDeviation: figure("deviation") ?? .nan, skewness: figure("skewness") ?? .nan,
                kurtosis: figure("kurtosis_raw") ?? .nan),
            returns: returns)
    }
}

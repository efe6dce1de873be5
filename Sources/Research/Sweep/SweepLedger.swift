import Core
import Foundation
import Reports
import StrategyKit
public import TrialLedger

/// Records the trials of a sweep in the ledger as they are done (S72).
public struct SweepLedger: Sendable {
    private let ledger: Ledger
    private let plan: SweepPlan
    private let evaluator: TrialEvaluator
    private let sweep: String

    /// The book of a sweep.
    ///
    /// - Parameter sweep: Its hash.
    public init(_ ledger: Ledger, plan: SweepPlan, evaluator: TrialEvaluator, sweep: String) {
        self.ledger = ledger
        self.plan = plan
        self.evaluator = evaluator
        self.sweep = sweep
    }

    /// Records trials.
    ///
    /// - Parameter begun: When the first of them began.
    /// - Throws: `SweepError.ledger`: what is not counted must not be shown.
    func record(_ batch: TrialBatch, begun: Timestamp) throws(SweepError) {
        let ended = Timestamp.present
        let records = (0..<batch.count).lazy.compactMap { place in record(batch, place, begun, ended) }
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
        missing.append(batch) { !known.contains(settings(of: Int($0))) }
        if missing.count > 0 { try record(missing, begun: .present) }
    }

    private func settings(of trial: Int) -> String {
        let values = zip(plan.axes, plan.values(of: trial)).map { JSONValue.Member($0.name, .string($1)) }
        return JSONValue.object(values).compactText
    }

    private func record(_ batch: TrialBatch, _ place: Int, _ begun: Timestamp, _ ended: Timestamp) -> TrialRecord? {
        let trial = Int(batch.numbers[place])
        let values = plan.values(of: trial)
        // A trial whose config cannot be read has no identity of its own: what it set stands for it.
        let known = evaluator.identity(of: values, sweep: sweep)
        let start = TrialStart(
            study: known?.study ?? evaluator.study(sweep: sweep),
            configHash: known?.config ?? SHA256.hexDigest(of: plan.configuration.hash + settings(of: trial)),
            settings: settings(of: trial), begun: begun)
        guard batch.states[place] == .finished else {
            return TrialRecord(
                start: start,
                outcome: TrialOutcome(
                    batch.states[place] == .timedOut ? .abandoned : .failed, reason: batch.reasons[place],
                    ended: ended))
        }
        func figure(_ name: String) -> Double? {
            batch.columns.place(of: name).flatMap { batch.figure($0, of: place) }
        }
        let sessions = Int(figure("sessions") ?? 0)
        let returns = batch.returns(of: place).map { Array($0.suffix(sessions)) }
        return TrialRecord(
            start: start,
            outcome: TrialOutcome(
                .finished, ended: ended,
                metrics: TrialMetrics(
                    names: batch.columns.names, values: batch.row(place).map { $0.isNaN ? nil : $0 }),
                moments: ReturnMoments(
                    sessions: sessions, mean: figure("mean") ?? .nan,
                    standardDeviation: figure("deviation") ?? .nan, skewness: figure("skewness") ?? .nan,
                    kurtosis: figure("kurtosis_raw") ?? .nan),
                returns: returns))
    }
}

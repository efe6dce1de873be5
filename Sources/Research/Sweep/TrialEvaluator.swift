public import Core
import DataSources
import Simulation
import Statistics
public import StrategyKit
import Synchronization
import TimeSeries
import TrialLedger

/// Runs the trials of a sweep; threads share one.
///
/// Parameters of what decides are set without reading the config again; for other keys it is read once for each
/// combination of their values, and the bars are shared where the data stay the same.
public final class TrialEvaluator: Sendable {
    /// The study of the sweep, without any trial's values.
    public let base: Study
    private let split: TrialAxes
    /// The figures that are kept.
    public let columns: TrialColumns
    /// The dates of the sessions of the bars.
    public let sessionDates: [CivilDate]
    private let source: StudySource
    private let store = ColumnStore(capacity: TrialEvaluator.columnCapacity)
    private let known = Mutex<[(key: [String], terms: Result<TrialTerms, TrialFault>)]>([])

    /// The greatest size of the columns that rules share, in bytes.
    static let columnCapacity = 256 << 20

    /// As many combinations of other keys are kept at a time.
    private static let mostTerms = 16

    /// An evaluator.
    ///
    /// - Parameters:
    ///   - base: The study of the sweep.
    ///   - source: Where its config is from.
    ///   - axes: What trials change.
    ///   - columns: The figures that are kept.
    public init(base: Study, source: StudySource, axes: [TrialAxis], columns: TrialColumns) {
        self.base = base
        let times = EquityCurve.decisionTimes(of: base.data.panel)
        sessionDates = SessionMap(times: times, calendar: base.data.panel.dayCalendar).dates
        self.source = source
        split = TrialAxes(axes)
        self.columns = columns
    }

    /// What trials change.
    public var axes: [TrialAxis] { split.all }

    /// Runs a trial and adds what it leaves to a batch.
    ///
    /// - Parameters:
    ///   - number: Its number in the sweep.
    ///   - values: A text for each axis.
    ///   - keepsReturns: Whether its returns are kept.
    ///   - limit: How long it may take; `nil` for as long as it takes.
    ///   - isStopped: Whether all work shall end.
    /// - Returns: Whether it was done: nothing is added of one that was stopped.
    func run(
        _ number: Int, _ values: [String], into batch: inout TrialBatch, keepsReturns: Bool, limit: Duration?,
        isStopped: @escaping () -> Bool
    ) -> Bool {
        let deadline = limit.map { ContinuousClock.now + $0 }
        var isLate = false
        func isGoingOn(_ done: Int) -> Bool {
            if let deadline, ContinuousClock.now > deadline { isLate = true }
            return !isLate && !isStopped()
        }
        return withoutActuallyEscaping(isGoingOn) { isGoingOn in
            do throws(TrialFault) {
                let terms = try terms(for: values)
                let plan = try plan(values, terms)
                let outcome = try outcome(plan, terms, isGoingOn)
                let more = try catalogued(plan, terms, isGoingOn)
                // Returns of other sessions do not stand beside them.
                let keepsReturns = keepsReturns && terms.bench.sessionDates == sessionDates
                batch.append(number, outcome, more: more, keepsReturns: keepsReturns)
                return true
            } catch {
                switch error {
                case .stopped where isLate:
                    batch.append(number, .timedOut, reason: TrialEvaluator.lateReason(limit))
                    return true
                case .stopped: return false
                case .refused(let reason):
                    batch.append(number, .failed, reason: reason)
                    return true
                }
            }
        }
    }

    /// Why a trial was given up when its time was over.
    static func lateReason(_ limit: Duration?) -> String {
        guard let limit else { return "it took longer than it may" }
        return "it took longer than \((limit / .seconds(1)).shortestText) s"
    }

    private func plan(_ values: [String], _ terms: TrialTerms) throws(TrialFault) -> StrategyPlan {
        do { return try terms.template.plan(setting: try split.settings(values)) } catch { throw TrialFault(error) }
    }

    private func outcome(
        _ plan: StrategyPlan, _ terms: TrialTerms, _ isGoingOn: @escaping (Int) -> Bool
    ) throws(TrialFault) -> TrialBench.Outcome {
        let strategy: any Strategy
        do { strategy = try plan.make(for: terms.universe) } catch { throw .refused(error.description) }
        do {
            return try terms.bench.run(strategy, shouldContinue: isGoingOn)
        } catch {
            switch error {
            case .stopped: throw .stopped
            case .undecided(let warmUp):
                throw .refused(
                    "no decision could be taken: it needs \(warmUp) bars to warm up, the data hold "
                        + "\(terms.study.data.panel.barCount)")
            }
        }
    }

    /// The metrics that take a whole run.
    private func catalogued(
        _ plan: StrategyPlan, _ terms: TrialTerms, _ isGoingOn: (Int) -> Bool
    ) throws(TrialFault) -> [Double] {
        guard !columns.catalogued.isEmpty else { return [] }
        do {
            let result = try terms.study.deciding(by: plan).run { done, _ in isGoingOn(done) }
            return columns.catalogued.map { result.metric($0)?.value ?? .nan }
        } catch {
            switch error {
            case .interrupted: throw .stopped
            default: throw .refused(error.description)
            }
        }
    }

    /// The whole result of a trial.
    func result(of values: [String]) throws(TrialFault) -> StudyResult {
        let terms = try terms(for: values)
        let plan = try plan(values, terms)
        do throws(StudyError) { return try terms.study.deciding(by: plan).run() } catch {
            throw .refused(error.description)
        }
    }

    /// By what the ledger knows a trial: the hash of its config, as `backtest run` would have it, and what it shares with
    /// others; `nil` where its config cannot be read.
    func identity(of values: [String], sweep: String) -> (config: String, study: TrialStudy)? {
        guard let terms = try? terms(for: values), let settings = try? split.settings(values) else { return nil }
        var study = terms.ledgerStudy
        study.sweep = sweep
        return (terms.hasher.hash(setting: settings.map(\.value)), study)
    }

    /// The hash of the sweep's own bars.
    public var dataHash: String { base.dataHash }

    /// What the ledger knows of the sweep's own study.
    func study(sweep: String) -> TrialStudy { TrialStudy(base, kind: "sweep", sweep: sweep) }

    private func terms(for values: [String]) throws(TrialFault) -> TrialTerms {
        try terms(split.key(values))
    }

    private func terms(_ key: [String]) throws(TrialFault) -> TrialTerms {
        let found = known.withLock { known in known.first { $0.key == key }?.terms }
        let terms: Result<TrialTerms, TrialFault>
        if let found {
            terms = found
        } else {
            terms = make(key)
            known.withLock { known in
                if known.count >= TrialEvaluator.mostTerms { known.removeFirst() }
                known.append((key, terms))
            }
        }
        return try terms.get()
    }

    /// What a value lays over the config.
    private func override(of name: String, _ value: String) -> ConfigOverride? {
        guard name == TrialAxis.periodFraction else { return ConfigOverride(key: name, value: value) }
        guard let fraction = Double(value), fraction < 1, let period = base.data.panel.period else { return nil }
        let length = Double(period.upperBound.nanoseconds - period.lowerBound.nanoseconds)
        let end = Timestamp(nanoseconds: period.lowerBound.nanoseconds + Int64(length * fraction))
        return ConfigOverride(key: "data.to", value: end.description)
    }

    private func make(_ key: [String]) -> Result<TrialTerms, TrialFault> {
        do {
            let overrides = split.named(key).compactMap { override(of: $0.name, $0.text) }
            guard !overrides.isEmpty else {
                return .success(TrialTerms(base, store: store, source: source, setting: split.parameters))
            }
            let configuration = try source.configuration(setting: overrides)
            let isShared = configuration.data == base.configuration.data
            return .success(
                TrialTerms(
                    isShared ? try Study(configuration, sharing: base) : try Study(configuration),
                    store: isShared ? store : ColumnStore(capacity: 64 << 20), source: source,
                    setting: split.parameters))
        } catch {
            return .failure(TrialFault(error))
        }
    }
}

import Core
import DataSources
import StrategyKit
public import TrialLedger

/// The search on one training window: a sweep whose bars end with it.
public struct WindowSearch: Sendable {
    /// The window.
    public let window: WalkForwardWindow
    /// The sweep, as `backtest sweep` would plan it with the window's `data.from` and `data.to`.
    public let plan: SweepPlan
    private let evaluator: TrialEvaluator
    private let hashes: (sweep: String, config: String, data: String)

    /// Plans the search; the bars are cut, so that nothing of what follows can be seen.
    ///
    /// - Parameter study: The study of the whole period, which has the bars.
    init(_ plan: WalkForwardPlan, _ window: WalkForwardWindow, on study: Study) throws(SweepError) {
        self.window = window
        let sweep = try plan.sweep(of: window)
        self.plan = sweep
        let part: Study
        do throws(StudyError) {
            part = try Study(
                sweep.configuration, cutting: study, from: window.trainFrom ?? study.data.from,
                through: window.trainThrough)
        } catch { throw .study(error) }
        evaluator = TrialEvaluator(base: part, source: sweep.source, axes: sweep.axes, columns: sweep.columns)
        let data = evaluator.dataHash
        hashes = (sweep.hash(data: data), sweep.configuration.hash, data)
    }

    /// Runs the trials that are not done yet, and chooses.
    ///
    /// - Parameters:
    ///   - folder: Where the sweep's files go; a finished search of the same trials there is not run again.
    ///   - ledger: Where every trial is counted.
    ///   - jobs: How many trials run at a time; no choice depends on it.
    ///   - command: The command that runs the same sweep alone.
    ///   - progress: Told about ten times a second; the run stops where it returns `false`, with what is done kept.
    /// - Throws: `SweepError.interrupted`, or whatever keeps trials from being kept or counted.
    public func run(
        in folder: SweepFolder, ledger: Ledger?, jobs: Int, command: String,
        progress: (SweepProgress) -> Bool = { _ in true }
    ) throws(SweepError) -> WindowChoice {
        if let kept = WindowChoice.kept(in: folder, sweep: hashes.sweep) { return kept }
        let lock = try folder.begin(plan, data: hashes.data, isResumed: true, force: true)
        defer { withExtendedLifetime(lock) {} }
        let book = ledger.map { SweepLedger($0, plan: plan, evaluator: evaluator, sweep: hashes.sweep) }
        let run = SweepRun(
            plan: plan, evaluator: evaluator, parts: SweepParts(in: folder.url, sweep: hashes.sweep), ledger: book)
        let trials = try run.run(
            jobs: jobs, limit: plan.sweep.trialSeconds.map { .seconds($0) }, progress: progress)
        let result = SweepResult(plan: plan, trials: trials, sessionDates: evaluator.sessionDates, hashes: hashes)
        try folder.finish(result, command: command, jobs: jobs, timings: [])
        let choice = WindowChoice(result)
        try choice.keep(in: folder)
        return choice
    }
}

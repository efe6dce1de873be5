public import Statistics
import StrategyKit
public import TrialLedger

/// How much of the best trial of one or more sweeps is luck.
///
/// Every figure is what `Statistics` gives for the trials' returns; here they are chosen, counted and held against
/// thresholds.
///
/// - Verified by: `SweepJudgementTests`.
public struct SweepJudgement: Sendable {
    /// The trials.
    public let trials: JudgedTrials
    /// How they are judged.
    public let settings: JudgementSettings
    /// N, and where it is from.
    public let count: TrialCount
    /// The trial that is judged.
    public let chosen: ChosenTrial
    /// How many independent trials they amount to.
    public let effective: EffectiveTrials
    /// The chosen trial's Sharpe ratio against N lucky ones: the figure that counts.
    public let deflated: DeflatedSharpe
    /// The same against the effective number of trials, by their mean correlation.
    public let deflatedByEffective: DeflatedSharpe
    /// The probability of backtest overfitting.
    public let overfitting: BacktestOverfitting
    /// Whether the best trial beats zero by more than luck.
    public let snooping: DataSnoopingTest
    /// How well the neighbours of the chosen trial do; `nil` where its metric is not kept.
    public let plateau: PlateauScore?
    /// What is left of the chosen Sharpe ratio; `nil` where it is not positive.
    public let haircut: SharpeHaircut?
    /// Whether the chosen trial's positions were held at the right times; where that cannot be told, why.
    public let timing: Result<PositionPermutation, TimingUnknown>

    /// Why nothing is known of the timing of positions.
    public struct TimingUnknown: Error, Sendable, Hashable {
        /// In words.
        public let reason: String
    }

    /// Judges trials.
    ///
    /// - Parameters:
    ///   - ledger: Where all trials are counted; `nil` where there is no ledger.
    ///   - rerun: Runs the chosen trial again, with its sweep and its number there, for its positions.
    ///   - progress: Told what begins; it ends where it answers `false`.
    /// - Throws: `trials` where they do not bear a judgement, `unsuitable`, `ledger`, `interrupted`.
    public init(
        _ trials: JudgedTrials, _ settings: JudgementSettings, ledger: Ledger? = nil,
        rerun: (FinishedSweep, Int) throws -> StudyResult,
        progress: (_ stage: String) -> Bool = { _ in true }
    ) throws(SweepJudgementError) {
        func begin(_ stage: String) throws(SweepJudgementError) {
            guard progress(stage) else { throw .interrupted }
        }
        try begin("choosing the trial")
        chosen = try ChosenTrial(trials, given: settings.trial)
        let sharpes = TrialSharpes(trials.figures)
        guard let variance = sharpes.variance else {
            throw .trials(
                path: trials.sweeps[0].shownName,
                .tooFewTrials(
                    found: sharpes.defined, needed: 2, purpose: "a judgement, counting those with a Sharpe ratio"))
        }
        try begin("counting trials")
        count = try TrialCount(trials, variance: variance, in: ledger)
        (self.trials, self.settings) = (trials, settings)
        let (returns, workers) = (trials.returns, settings.workers)
        plateau = try chosen.plateau(trials)
        do throws(JudgementError) {
            deflated = try DeflatedSharpe(
                chosen: chosen.figures, trials: Double(count.number), varianceOfSharpes: count.varianceOfSharpes,
                periodsPerYear: trials.periodsPerYear)
            haircut =
                (chosen.figures.sharpe ?? 0) > 0
                ? try SharpeHaircut(trials.figures, chosen: chosen.place, failed: count.number - trials.figures.count)
                : nil
        } catch { throw .trials(path: trials.sweeps[0].shownName, error) }
        try begin("correlations of trials")
        do throws(JudgementError) {
            effective = try EffectiveTrials(returns, seed: settings.seed, workers: workers)
            deflatedByEffective = try DeflatedSharpe(
                chosen: chosen.figures, trials: effective.byMeanCorrelation,
                varianceOfSharpes: count.varianceOfSharpes, periodsPerYear: trials.periodsPerYear)
        } catch { throw .trials(path: trials.sweeps[0].shownName, error) }
        try begin("cross-validation")
        do throws(JudgementError) {
            overfitting = try BacktestOverfitting(
                returns, blocks: settings.blocks(sessions: returns.dayCount), workers: workers)
        } catch { throw .trials(path: trials.sweeps[0].shownName, error) }
        try begin("\(settings.resamples) resamples")
        do throws(JudgementError) {
            snooping = try DataSnoopingTest(
                returns,
                resampling: .stationary(blockLength: nil, resamples: settings.resamples, seed: settings.seed),
                workers: workers)
        } catch { throw .trials(path: trials.sweeps[0].shownName, error) }
        try begin("positions at other times")
        timing = SweepJudgement.timing(chosen, trials, settings, rerun)
        try begin("the verdict")
    }

    /// Runs the chosen trial again and moves its positions to other times.
    private static func timing(
        _ chosen: ChosenTrial, _ trials: JudgedTrials, _ settings: JudgementSettings,
        _ rerun: (FinishedSweep, Int) throws -> StudyResult
    ) -> Result<PositionPermutation, TimingUnknown> {
        do {
            let result = try rerun(trials.sweeps[chosen.trial.sweep], chosen.trial.number)
            let held = try HeldPositions(result)
            return .success(
                try PositionPermutation(
                    positions: held.exposures, returns: held.returns, permutations: settings.permutations,
                    seed: settings.seed, workers: settings.workers))
        } catch let unknown as TimingUnknown {
            return .failure(unknown)
        } catch {
            return .failure(TimingUnknown(reason: "\(error)"))
        }
    }

    /// The trials that beat zero, the chance of even one false claim being at most the threshold of superiority, by
    /// their places.
    public var standing: [Int] {
        snooping.stepwise.superior(level: settings.thresholds.superiority).map { trials.rows[$0] }
    }

    /// The stepwise p-value of the chosen trial; `nil` where its returns are not kept.
    public var chosenStepwise: Double? { chosen.row.map { snooping.stepwise.pValues[$0] } }

    /// The chosen trial's Sharpe ratio a year.
    public var annualSharpe: Double { deflated.sharpe * trials.periodsPerYear.squareRoot() }

    /// The Sharpe ratio a year that the best of N trials without skill is expected to show.
    public var annualLuck: Double { deflated.expectedMaximum * trials.periodsPerYear.squareRoot() }
}

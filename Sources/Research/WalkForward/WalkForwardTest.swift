public import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

/// A walk-forward test with its bars: windows, the search on each, and the run of all that was chosen.
public struct WalkForwardTest: Sendable {
    /// The plan.
    public let plan: WalkForwardPlan
    /// The study of the whole period.
    public let study: Study
    /// The windows, in order of time.
    public let windows: [WalkForwardWindow]
    /// The hash of all that the result is a function of.
    public let hash: String

    /// Lays the windows of a plan over the bars of its study.
    ///
    /// - Parameter study: The study of `plan.sweep.configuration`.
    /// - Throws: `SweepError.unsuitable` where no window fits.
    public init(_ plan: WalkForwardPlan, study: Study) throws(SweepError) {
        self.plan = plan
        self.study = study
        windows = try WindowLayout(study).windows(plan.lengths)
        hash = plan.hash(data: study.dataHash)
    }

    /// The search of a window.
    public func search(_ window: WalkForwardWindow) throws(SweepError) -> WindowSearch {
        try WindowSearch(plan, window, on: study)
    }

    /// Where the training period of a window begins: decisions are taken after it.
    public func trainingStart(_ window: WalkForwardWindow) -> Timestamp {
        window.trainFrom ?? study.data.from ?? study.data.panel.period?.lowerBound ?? window.trainThrough
    }

    /// The study out of sample: one account, which each window trades with what was chosen for it.
    ///
    /// - Parameter choices: A choice for each window.
    public func outOfSample(_ choices: [WindowChoice]) throws(SweepError) -> Study {
        precondition(choices.count == windows.count, "\(choices.count) choices for \(windows.count) windows")
        let (first, last) = (windows[0], windows[windows.count - 1])
        let isShortened = last.testSteps.upperBound < allSteps
        let configuration = try plan.configuration(from: first, through: last, isShortened: isShortened)
        var stages: [StrategyPlan.Stage] = []
        for (window, choice) in zip(windows, choices) {
            let decision = choice.trial == nil ? nil : try plan.decision(choice.values, configuration)
            stages.append(StrategyPlan.Stage(decision, through: window.lastDecision))
        }
        let name = study.plan.name + ", chosen anew in each of \(windows.count) window\(windows.count == 1 ? "" : "s")"
        do throws(StudyError) {
            return try Study(
                configuration, cutting: study, from: first.testFrom, through: isShortened ? last.testThrough : nil
            ).deciding(by: StrategyPlan(relay: stages, name: name))
        } catch { throw .study(error) }
    }

    private var allSteps: Int { EquityCurve.decisionTimes(of: study.data.panel).count }
}

import Core
import DataSources
import Learning
import Simulation
public import StrategyKit
import TimeSeries

/// The model of a config, tested out of sample fold by fold and then fitted on the newest data.
public struct TrainingStudy: Sendable {
    /// What is going on.
    public enum Stage: Sendable, Equatable {
        /// The features are computed: how many of how many bars are done.
        case features(done: Int, of: Int)
        /// A fold is fitted: its number from 1, of how many.
        case fold(Int, of: Int)
        /// An epoch of that fold is done.
        case epoch(Int, fold: Int, of: Int)
        /// The final model is fitted.
        case finalModel
    }

    /// Told what is going on; the training stops where it returns `false`.
    public typealias Progress = @Sendable (Stage) -> Bool

    /// The study: its data and its model.
    public let study: Study
    /// The model.
    public let plan: ModelPlan

    /// The training of a study's model.
    ///
    /// - Throws: `StudyError.unsuitable` where what decides in it is no model, or several.
    public init(_ study: Study) throws(StudyError) {
        guard let plan = study.plan.model else {
            let several = study.plan.models.isEmpty ? "" : "; of several strategies train each in a config of its own"
            throw .unsuitable(
                "a training needs a model: what decides here is \(study.plan.name)\(several); see strategy.model",
                at: study.configuration.decision.place)
        }
        self.study = study
        self.plan = plan
    }

    /// Tests the model, then fits it on the newest samples.
    ///
    /// - Parameters:
    ///   - finished: Where folds that are done are kept, so that an interrupted training goes on with them.
    ///   - progress: Told what is going on.
    /// - Throws: `StudyError.interrupted`; `.unsuitable` where no fold or no model can be.
    public func run(
        keeping finished: FoldArchive? = nil, progress: @escaping Progress = { _ in true }
    ) throws(StudyError) -> TrainingResult {
        let rows = try featureRows(progress)
        let data = try samples(rows)
        let folds = try learning { () throws(LearningError) in try data.folds(plan, rows) }
        var labels: [Int: LabelSeries] = [:]
        for one in rows { labels[one.instrument.place] = try? plan.label.labels(one) }
        let keeper = FoldGatherer(finished)
        var outcomes: [FoldOutcome] = []
        do throws(StudyError) {
            for (number, fold) in folds.enumerated() {
                guard progress(.fold(number + 1, of: folds.count)) else { throw .interrupted }
                if let kept = finished?.read(number), kept.number == number, kept.failure == nil {
                    outcomes.append(kept)
                    continue
                }
                let outcome = try FoldRun(
                    plan: plan, fold: fold, number: number, count: folds.count, labels: labels, data: data, rows: rows,
                    inspects: TrainingStudy.isInspected(number, of: folds.count), archive: finished, progress: progress
                ).outcome()
                outcomes.append(outcome)
                try keeper.add(outcome)
            }
        } catch {
            try keeper.write()
            throw error
        }
        try keeper.write()
        let drift = try learning { () throws(LearningError) in
            try folds.last { $0.test.count >= 30 }.map { fold throws(LearningError) in
                try InputDrift.measure(from: fold.training, to: fold.test)
            }
        }
        guard progress(.finalModel) else { throw .interrupted }
        let final = try finalFit(data, folds.count, finished, progress)
        return TrainingResult(
            study: study, plan: plan, set: data, folds: outcomes, drift: drift ?? [], final: final,
            paths: try paths())
    }

    /// Of at most five folds, evenly picked with the last, it is looked at what features are worth.
    private static func isInspected(_ number: Int, of count: Int) -> Bool {
        let step = max(1, (count + 4) / 5)
        return (count - 1 - number) % step == 0
    }

    /// The folds that make up each path of combinatorial folds; none for others.
    private func paths() throws(StudyError) -> [CombinatorialPath] {
        guard case .combinatorial(let folds) = plan.validation else { return [] }
        return try learning { () throws(LearningError) in try folds.paths() }
    }

    private func featureRows(_ progress: Progress) throws(StudyError) -> [FeatureRows] {
        let bars = study.data.panel.barCount
        let rows: [FeatureRows]?
        do throws(StrategyError) {
            rows = try plan.rows(on: study.data.panel, broker: study.configuration.broker) {
                progress(.features(done: $0, of: bars))
            }
        } catch {
            throw .unsuitable(
                "strategy.model: \(error.description)", at: study.configuration.place(of: "strategy.model"))
        }
        guard let rows else { throw .interrupted }
        return rows
    }

    private func samples(_ rows: [FeatureRows]) throws(StudyError) -> SampleSet {
        try learning { () throws(LearningError) in
            try SampleSet(rows, features: plan.features.names, window: plan.window, label: plan.label)
        }
    }

    private func finalFit(
        _ data: SampleSet, _ number: Int, _ archive: FoldArchive?, _ progress: @escaping Progress
    ) throws(StudyError) -> TrainingResult.Final {
        try learning { () throws(LearningError) in
            let samples = try data.known(at: .max, longest: plan.schedule.longest)
            var context = plan.context(fold: 0)
            context.seed.model = 1
            let isWanted: @Sendable () -> Bool = { progress(.finalModel) }
            let keeper = FitKeeper(archive, number: number, isWanted: isWanted)
            context.isCancelled = { !isWanted() }
            context.checkpoint = keeper.checkpoint
            context.onEpoch = { keeper.note($0) }
            let fitted = try plan.model.fit(samples, in: context)
            keeper.finish()
            return TrainingResult.Final(
                fitted: fitted, sampleCount: samples.count, from: samples.starts.first ?? 0,
                through: samples.ends.max() ?? 0)
        }
    }

    /// Runs what may fail as learning does, with the place of the model in the config.
    func learning<Value>(_ body: () throws(LearningError) -> Value) throws(StudyError) -> Value {
        do throws(LearningError) { return try body() } catch {
            if error == .cancelled { throw .interrupted }
            throw .unsuitable(
                "strategy.model: \(error.description)", at: study.configuration.place(of: "strategy.model"))
        }
    }
}

extension SampleSet {
    /// The folds on which a plan's model is tested: walking forward those that a run fits.
    ///
    /// - Parameter rows: What the samples were made of.
    func folds(_ plan: ModelPlan, _ rows: [FeatureRows]) throws(LearningError) -> Folds {
        switch plan.validation {
        case .walkForward:
            let instants = Set(rows.flatMap { one in one.wholeWindows(plan.window).map { one.times[$0] } }).sorted()
            let schedule = plan.schedule
            return try retrainings(
                instants: instants, first: schedule.first, every: schedule.every, longest: schedule.longest)
        case .kFold(let splitter): return try folds(splitter)
        case .combinatorial(let splitter): return try folds(splitter)
        }
    }
}

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

    /// Told what is going on.
    public typealias Progress = @Sendable (Stage) -> Void

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
    ///   - isCancelled: Asked before each step of a fit; the answer `true` ends the training.
    ///   - progress: Told what is going on.
    /// - Throws: `StudyError.interrupted`; `.unsuitable` where no fold or no model can be.
    public func run(
        keeping finished: FoldArchive? = nil, isCancelled: @escaping @Sendable () -> Bool = { false },
        progress: @escaping Progress = { _ in }
    ) throws(StudyError) -> TrainingResult {
        let gatherer = FoldGatherer(finished)
        do throws(StudyError) { return try run(finished, gatherer, isCancelled, progress) } catch {
            try gatherer.write()
            throw error
        }
    }

    private func run(
        _ finished: FoldArchive?, _ gatherer: FoldGatherer, _ isCancelled: @escaping @Sendable () -> Bool,
        _ progress: @escaping Progress
    ) throws(StudyError) -> TrainingResult {
        let rows = try featureRows(isCancelled, progress)
        let data = try samples(rows)
        let folds = try learning { () throws(LearningError) in
            try data.folds(plan, rows, testedAfter: study.data.from?.nanoseconds)
        }
        var labels: [Int: LabelSeries] = [:]
        for one in rows { labels[one.instrument.place] = try? plan.label.labels(one) }
        let known = finished?.read() ?? [:]
        var outcomes: [FoldOutcome] = []
        for (place, fold) in folds.enumerated() {
            progress(.fold(place + 1, of: folds.count))
            guard !isCancelled() else { throw .interrupted }
            if let kept = known[fold.split.fold], kept.failure == nil {
                outcomes.append(kept)
                continue
            }
            let outcome = try FoldRun(
                plan: plan, fold: fold, shown: place + 1, count: folds.count, labels: labels, data: data, rows: rows,
                inspects: TrainingStudy.isInspected(place, of: folds.count), archive: finished,
                isCancelled: isCancelled, progress: progress
            ).outcome()
            outcomes.append(outcome)
            try gatherer.add(outcome)
        }
        let drift = try learning { () throws(LearningError) in
            try folds.last { $0.test.count >= 30 }.map { fold throws(LearningError) in
                try InputDrift.measure(from: fold.training, to: fold.test)
            }
        }
        progress(.finalModel)
        guard !isCancelled() else { throw .interrupted }
        let number = (folds.last?.split.fold ?? 0) + 1
        let final = try finalFit(data, number, finished, isCancelled)
        return TrainingResult(
            study: study, plan: plan, set: data, folds: outcomes, drift: drift ?? [], final: final,
            paths: try paths())
    }

    /// Of at most five folds, evenly picked with the last, it is looked at what features are worth.
    private static func isInspected(_ place: Int, of count: Int) -> Bool {
        let step = max(1, (count + 4) / 5)
        return (count - 1 - place) % step == 0
    }

    /// The folds that make up each path of combinatorial folds; none for others.
    private func paths() throws(StudyError) -> [CombinatorialPath] {
        guard case .combinatorial(let folds) = plan.validation else { return [] }
        return try learning { () throws(LearningError) in try folds.paths() }
    }

    private func featureRows(
        _ isCancelled: () -> Bool, _ progress: Progress
    ) throws(StudyError) -> [FeatureRows] {
        let bars = study.data.panel.barCount
        let rows: [FeatureRows]?
        do throws(StrategyError) {
            rows = try plan.rows(on: study.data.panel, broker: study.configuration.broker) {
                progress(.features(done: $0, of: bars))
                return !isCancelled()
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
        _ data: SampleSet, _ number: Int, _ archive: FoldArchive?, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws(StudyError) -> TrainingResult.Final {
        try learning { () throws(LearningError) in
            let samples = try data.known(at: .max, longest: plan.schedule.longest)
            var context = plan.context(fold: 0)
            context.seed.model = 1
            let keeper = FitKeeper(archive, number: number, isCancelled: isCancelled)
            let fitted = try plan.model.fit(samples, in: keeper.keeping(context))
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
    /// The folds on which a plan's model is tested: walking forward those that a run fits, by their numbers there.
    ///
    /// - Parameters:
    ///   - rows: What the samples were made of.
    ///   - from: What is decided at or before it is learnt from and not tested; `nil` where all is tested.
    func folds(_ plan: ModelPlan, _ rows: [FeatureRows], testedAfter from: Int64?) throws(LearningError) -> Folds {
        let from = from ?? .min
        switch plan.validation {
        case .walkForward:
            let instants = Set(rows.flatMap { one in one.wholeWindows(plan.window).map { one.times[$0] } }).sorted()
            let schedule = plan.schedule
            let all = try retrainings(
                instants: instants, first: schedule.first, every: schedule.every, longest: schedule.longest)
            let tested = all.testing(after: from)
            guard !tested.isEmpty else {
                throw .tooFewSamples(found: 0, needed: 1, purpose: "a test after data.from")
            }
            return tested
        case .kFold(let splitter): return try folds(LaterTests(splitter, after: from))
        case .combinatorial(let splitter): return try folds(LaterTests(splitter, after: from))
        }
    }
}

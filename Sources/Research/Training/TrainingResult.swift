import Core
public import Learning
import Simulation
public import StrategyKit
import TimeSeries

/// What a training gave: forecasts out of sample fold by fold, and the model fitted on the newest samples.
public struct TrainingResult: Sendable {
    /// The model that is kept.
    public struct Final: Sendable {
        /// The model.
        public var fitted: any FittedModel
        /// How many samples it learnt from.
        public var sampleCount: Int
        /// When the first of them was decided, nanoseconds UTC.
        public var from: Int64
        /// When the last of their labels ended.
        public var through: Int64
    }

    /// The data and the config.
    public let study: Study
    /// The model.
    public let plan: ModelPlan
    /// How many samples there are.
    public let sampleCount: Int
    /// How many labels have no sample because their window reaches before the first whole one.
    public let inWarmUp: Int
    /// How many have none because a feature in their window is missing.
    public let skipped: Int
    /// What each fold gave, in order.
    public let folds: [FoldOutcome]
    /// How the features of the newest fold differ from those that its model learnt from.
    public let drift: [InputDrift]
    /// The model that is kept.
    public let final: Final
    /// Of combinatorial folds the ways through all data; none for others.
    public let paths: [CombinatorialPath]

    /// All forecasts out of sample, fold after fold.
    public let forecasts: [FoldOutcome.Forecast]
    /// How many forecasts say something of their own.
    ///
    /// Of a sample that several folds forecast one is counted; samples of one instant share what moved all instruments, and
    /// labels that overlap share what happened.
    let independentCount: Int

    init(
        study: Study, plan: ModelPlan, set: SampleSet, folds: [FoldOutcome], drift: [InputDrift], final: Final,
        paths: [CombinatorialPath]
    ) {
        self.study = study
        self.plan = plan
        (sampleCount, inWarmUp, skipped) = (set.count, set.inWarmUp, set.skipped)
        self.folds = folds
        self.drift = drift
        self.final = final
        self.paths = paths
        forecasts = folds.flatMap(\.forecasts)
        independentCount = TrainingResult.independent(forecasts, horizon: plan.label.horizon)
    }

    /// How good they are.
    public var score: PredictionScore {
        let all = forecasts
        return plan.score(all.map(\.value), all.map(\.label))
    }

    /// The forecasts of a baseline in the order of `forecasts`, as the model's own are meant: probabilities as such.
    func baseline(_ name: String) -> [Double] { folds.flatMap { $0.baselines[name] ?? [] } }

    /// The forecasts along a combinatorial path, in order of time: one for every sample, but for blocks whose fold has none.
    public func forecasts(along path: CombinatorialPath) -> [FoldOutcome.Forecast] {
        path.parts.flatMap { part -> ArraySlice<FoldOutcome.Forecast> in
            guard folds.indices.contains(part.split) else { return [] }
            let fold = folds[part.split]
            guard !fold.forecasts.isEmpty, fold.test.indices.contains(part.block) else { return [] }
            let first = fold.test[..<part.block].reduce(0) { $0 + $1.count }
            return fold.forecasts[first..<first + fold.test[part.block].count]
        }
    }

    /// The information coefficient along each combinatorial path.
    public var pathCoefficients: [Double?] {
        paths.map { path in
            let all = forecasts(along: path)
            return plan.score(all.map(\.value), all.map(\.label)).informationCoefficient
        }
    }

    /// What it is a function of, in a short hash.
    public var identity: String { TrainingFolder.identity(study) }
}

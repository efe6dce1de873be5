import Core
public import Learning
public import Simulation
public import StrategyKit
import TimeSeries

/// What a model predicted during a run, and what came true.
public struct ModelOutcome: Sendable {
    /// The strategy that it is, of several; else the kind of model.
    public let name: String
    /// The model.
    public let plan: ModelPlan
    /// Its fits, in order.
    public let trainings: [Training]
    /// The predictions after `data.from`, in order of time and then instrument: bars until then are for warming up.
    public let predictions: [PredictionRecord.Prediction]
    /// The first prediction that failed; `nil` where none did.
    public let firstFailure: PredictionRecord.Failure?
    /// How many failed, so that nothing was done at them.
    public let failureCount: Int
    /// What came true of each; `nan` where it is not known.
    public let labels: [Double]
    /// How well they went together, over those of which it is known.
    public let score: PredictionScore
    /// How many of these say something of their own: see `EffectiveCount`.
    public let independentCount: Int

    /// - Parameters:
    ///   - from: The predictions of bars that end at or before it are left out; `nil` for none.
    ///   - end: Those of bars that end after it are, too; `nil` for none.
    init(
        name: String, plan: ModelPlan, record: PredictionRecord, rows: [FeatureRows], trainings: [Training],
        from: Timestamp?, through end: Timestamp?
    ) {
        self.name = name
        self.plan = plan
        self.trainings = trainings
        let opening = from?.nanoseconds ?? .min
        let closing = end?.nanoseconds ?? .max
        predictions = record.predictions.filter { $0.time > opening && $0.time <= closing }
        (firstFailure, failureCount) = (record.firstFailure, record.failureCount)
        var known: [InstrumentIndex: [Int64: Double]] = [:]
        for (one, panel) in zip(rows, (try? plan.label.labels(of: rows)) ?? []) {
            guard let labels = panel?.labels else { continue }
            var values: [Int64: Double] = [:]
            for (row, value) in zip(labels.rows, labels.values) { values[one.times[row]] = value }
            known[one.instrument] = values
        }
        labels = predictions.map { known[$0.instrument]?[$0.time] ?? .nan }
        score = plan.score(predictions.map(\.value), labels)
        let pairs = zip(predictions, labels).filter { $0.value.isFinite && $1.isFinite }
        independentCount = EffectiveCount.independent(
            labels: pairs.map(\.1), instants: pairs.map(\.0.time), overlap: plan.label.horizon)
    }
}

extension ModelPlan {
    /// How well predictions went with labels, over pairs that are both finite.
    ///
    /// Probabilities are held against the label from −1 to 1, as `2p − 1`, so that their sign is that of the likelier class.
    public func score(_ predictions: [Double], _ labels: [Double]) -> PredictionScore {
        let pairs = zip(predictions, labels).filter { $0.isFinite && $1.isFinite }
        guard policy.centre > 0 else { return PredictionScore(forecasts: pairs.map(\.0), labels: pairs.map(\.1)) }
        return PredictionScore(
            forecasts: pairs.map { 2 * $0.0 - 1 }, labels: pairs.map { label.hasSide ? 2 * $0.1 - 1 : $0.1 })
    }
}

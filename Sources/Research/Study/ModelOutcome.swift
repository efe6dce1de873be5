import Core
public import Learning
import Simulation
public import StrategyKit
import TimeSeries

/// What a model predicted during a run, and what came true.
public struct ModelOutcome: Sendable {
    /// The strategy that it is, of several; else the kind of model.
    public let name: String
    /// The model.
    public let plan: ModelPlan
    /// The predictions, in order of time and then instrument.
    public let predictions: [PredictionRecord.Prediction]
    /// What came true of each; `nan` where it is not known.
    public let labels: [Double]
    /// How well they went together, over those of which it is known.
    public let score: PredictionScore
    /// How many of these say something of their own: see `EffectiveCount`.
    public let independentCount: Int

    init(name: String, plan: ModelPlan, record: PredictionRecord, rows: [FeatureRows]) {
        self.name = name
        self.plan = plan
        predictions = record.predictions
        var known: [InstrumentIndex: [Int64: Double]] = [:]
        for one in rows {
            guard let labels = try? plan.label.labels(one) else { continue }
            var values: [Int64: Double] = [:]
            for (row, value) in zip(labels.rows, labels.values) { values[one.times[row]] = value }
            known[one.instrument] = values
        }
        labels = record.predictions.map { known[$0.instrument]?[$0.time] ?? .nan }
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

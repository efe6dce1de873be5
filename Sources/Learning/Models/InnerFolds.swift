/// Splits of training samples, in which candidates of a selection are scored.
struct InnerFolds {
    private let folds: Folds
    private let metric: SelectedModel.Metric
    /// The label whose probability classifiers predict.
    private let greater: Double

    init(
        _ samples: TrainingSamples, splitter: any Splitter, metric: SelectedModel.Metric
    ) throws(LearningError) {
        folds = try samples.folds(splitter)
        self.metric = metric
        greater = samples.labels.max() ?? 0
    }

    /// How a candidate does in all folds.
    func result(
        of candidate: SelectedModel.Candidate, in context: FitContext
    ) throws(LearningError) -> SelectedModel.Result {
        var result = SelectedModel.Result(label: candidate.label, score: nil, folds: [], failure: nil)
        var context = context
        context.onEpoch = { _ in }
        context.checkpoint = nil
        var (total, count) = (0.0, 0)
        for fold in folds {
            guard !context.isCancelled() else { throw .cancelled }
            do throws(LearningError) {
                let fitted: any FittedModel = try candidate.model.fit(fold.training, in: context)
                let score = score(
                    try fitted.predict(fold.test.inputs), fold.test.labels,
                    isProbability: candidate.model.predictsProbability)
                guard score.isFinite else {
                    result.failure = "what it forecasts is not finite"
                    return result
                }
                result.folds.append(score)
                total += score * Double(fold.test.count)
                count += fold.test.count
            } catch {
                if error == .cancelled { throw error }
                result.failure = error.description
                return result
            }
        }
        result.score = total / Double(max(1, count))
        return result
    }

    /// Whether one score is better than another, both there.
    func isBetter(_ one: Double?, than other: Double?) -> Bool {
        guard let one, let other else { return false }
        return metric == .meanSquaredError ? one < other : one > other
    }

    private func score(_ forecasts: [Double], _ labels: [Double], isProbability: Bool) -> Double {
        guard forecasts.allSatisfy({ $0.isFinite }) else { return .nan }
        let truth = isProbability ? labels.map { $0 == greater ? 1 : 0 } : labels
        let score = PredictionScore(forecasts: forecasts, labels: truth)
        switch metric {
        case .informationCoefficient: return score.informationCoefficient ?? 0
        case .rankInformationCoefficient: return score.rankInformationCoefficient ?? 0
        case .meanSquaredError: return score.rootMeanSquaredError * score.rootMeanSquaredError
        }
    }
}

/// The best of several models, chosen by how they forecast held-out parts of the training samples: nested selection of
/// hyperparameters.
///
/// Each candidate is fitted in every inner fold and forecasts what that fold holds out; the one with the best score, the
/// first of equal ones, is fitted on all training samples. Nothing but `TrainingSamples` is seen: the outer test set can
/// have no share in the choice (S68, S70).
///
/// - Source: Cawley and Talbot (2010), "On Over-fitting in Model Selection", Journal of Machine Learning Research 11.
/// - Verified by: `SelectedModelTests`.
public struct SelectedModel: Model {
    /// One that may be chosen.
    public struct Candidate: Sendable {
        /// What it is called in reports: `penalty=0.1`.
        public var label: String
        /// The model.
        public var model: any Model

        /// A model with a label.
        public init(label: String, model: any Model) {
            self.label = label
            self.model = model
        }
    }

    /// What the choice is made by: the mean over inner folds, each with the weight of its samples.
    public enum Metric: String, Sendable, CaseIterable {
        /// Pearson's correlation of forecast and label; 0 in a fold where it is not defined.
        case informationCoefficient = "ic"
        /// Spearman's correlation, likewise.
        case rankInformationCoefficient = "rank-ic"
        /// The mean squared error, the least of which is best; of probabilities the Brier score.
        case meanSquaredError = "mse"
    }

    /// What there is to choose from.
    public var candidates: [Candidate]
    /// How the training samples are divided.
    public var splitter: any Splitter
    /// What the choice is made by.
    public var metric: Metric

    /// The best of some candidates.
    public init(_ candidates: [Candidate], by metric: Metric, over splitter: any Splitter) {
        self.candidates = candidates
        self.splitter = splitter
        self.metric = metric
    }

    /// As all candidates, which must be of one kind.
    public var predictsProbability: Bool { candidates.contains { $0.model.predictsProbability } }

    /// Whether any candidate does.
    public var predictsClass: Bool { candidates.contains { $0.model.predictsClass } }

    /// Chooses a candidate and fits it.
    ///
    /// All fits take the seed of the context: candidates are compared by the same random numbers, and the winner is what
    /// it would be alone. Epochs of inner fits are not told, nor is their state kept: a choice that was interrupted is made
    /// anew, and only the fit of the winner goes on.
    ///
    /// - Throws: `LearningError.noCandidate` where none can be fitted, with the reasons; `.parameter` where some candidates
    ///   predict probabilities and others labels; what the splitter does; `.cancelled`.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        guard !candidates.isEmpty else { throw .noCandidate(reasons: []) }
        if let other = candidates.first(where: { $0.model.predictsProbability != predictsProbability }) {
            throw .parameter(
                name: "the candidates", found: "probabilities and labels, of \(other.label)",
                allowed: "all probabilities or all labels")
        }
        let folds = try InnerFolds(samples, splitter: splitter, metric: metric)
        var results: [Result] = []
        for candidate in candidates { results.append(try folds.result(of: candidate, in: context)) }
        var order = results.indices.filter { results[$0].score != nil }
        order.sort { folds.isBetter(results[$0].score, than: results[$1].score) }
        for place in order {
            do throws(LearningError) {
                let fitted: any FittedModel = try candidates[place].model.fit(samples, in: context)
                return Fitted(width: samples.inputs.width, chosen: place, results: results, model: fitted)
            } catch {
                if error == .cancelled { throw error }
                results[place].failure = error.description
            }
        }
        throw .noCandidate(reasons: results.map { "\($0.label): \($0.failure ?? "no score")" })
    }

    /// How a candidate did.
    public struct Result: Sendable, Equatable {
        /// The candidate's label.
        public let label: String
        /// The score over all inner folds; `nil` where it failed in one.
        public internal(set) var score: Double?
        /// The score in each inner fold, up to the one that failed.
        public internal(set) var folds: [Double]
        /// Why it could not be fitted, where it could not.
        public internal(set) var failure: String?
    }

    /// The choice, fitted.
    public struct Fitted: FittedModel {
        /// How many numbers a window must have.
        public let width: Int
        /// The place of the chosen candidate.
        public let chosen: Int
        /// How each candidate did, in their order.
        public let results: [Result]
        /// The chosen candidate, fitted on all training samples.
        public let model: any FittedModel

        /// The label of the chosen candidate.
        public var label: String { results[chosen].label }

        /// What the chosen candidate predicts.
        ///
        /// - Throws: As it does.
        public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try model.predict(inputs)
        }
    }
}

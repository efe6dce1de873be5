/// A model that takes new samples into what it has learnt, for less than learning everything again.
///
/// A conformer must pass: what has been learnt of some samples and then of later ones predicts what a fit of all of them
/// does, to `1e-9` of the size of the predictions.
///
/// - Verified by: `UpdatingModelTests`, for every such model here.
public protocol UpdatingModel: Model {
    /// Takes samples in.
    ///
    /// - Parameters:
    ///   - fitted: What has been learnt so far. One that is not used again is changed in place.
    ///   - samples: Exactly those that have become known since, in the order in which they did, as
    ///     `SampleSet.known(at:after:)` gives them.
    /// - Complexity: O(`k²`) a sample with windows of `k` numbers.
    /// - Throws: `LearningError.shape` for windows of another width; `.notFinite`, `.labelNotFinite`, `.parameter` for
    ///   weights that the model does not take.
    func updated(_ fitted: consuming Fitted, with samples: TrainingSamples) throws(LearningError) -> Fitted
}

extension UpdatingModel {
    /// Takes samples in, for callers that know no more of a fitted model than that it is one.
    ///
    /// - Throws: As the form of a known type; `LearningError.parameter` where another model was fitted.
    public func updated(
        anyOf fitted: any FittedModel, with samples: TrainingSamples
    ) throws(LearningError) -> any FittedModel {
        guard let own = fitted as? Fitted else {
            throw .parameter(
                name: "the model to update", found: "\(type(of: fitted))", allowed: "\(Fitted.self), of \(Self.self)")
        }
        return try updated(own, with: samples)
    }
}

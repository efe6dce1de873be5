/// One division of samples into what is learnt from and what is tested.
public struct Fold: Sendable {
    /// Which samples, with the purged and embargoed ones.
    public let split: Split
    /// What may be learnt from.
    public let training: TrainingSamples
    /// What is held out.
    public let test: TestSamples

    /// The fold with features that a transform, fitted on the training samples, makes of them; and the fitted transform,
    /// for later predictions.
    ///
    /// Only the rows of the fold's windows are transformed.
    ///
    /// - Throws: `LearningError` of the fit.
    public func transformed<Transform: FeatureTransform>(
        by transform: Transform
    ) throws(LearningError) -> (fold: Fold, fitted: Transform.Fitted) {
        let fitted = try transform.fit(training)
        let table = training.inputs.table.transformed(by: fitted, rows: training.inputs.rowsInUse([test.inputs]))
        let fold = Fold(
            split: split, training: TrainingSamples(inputs: training.inputs.replacing(table)),
            test: TestSamples(inputs: test.inputs.replacing(table)))
        return (fold, fitted)
    }
}

extension TrainingSamples {
    /// The same samples with features that a transform, fitted on them, makes of theirs.
    ///
    /// - Throws: `LearningError.shape` where it was fitted on another number of features.
    func transformed(by fitted: some FittedTransform) throws(LearningError) -> TrainingSamples {
        TrainingSamples(inputs: try inputs.transformed(by: fitted))
    }
}

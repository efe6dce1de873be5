public import LinearAlgebra

/// Coefficients that wander from sample to sample: the filter runs through the training samples in their order, and what
/// it believes after the last predicts.
///
/// Samples of one instant are filtered one after the other, in the order of instruments.
extension KalmanRegression: UpdatingModel {
    /// What is believed of the coefficients.
    public typealias Fitted = FittedMatrixModel<KalmanState>

    /// Filters the samples.
    ///
    /// - Throws: `LearningError.parameter`, also for a weight of 0; `.notFinite`, `.labelNotFinite`; `.cancelled`.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        guard !context.isCancelled() else { throw .cancelled }
        let width = samples.inputs.width
        return try updated(Fitted(width: width, fit: try start(features: width)), with: samples)
    }

    /// Filters more samples.
    public func updated(_ fitted: consuming Fitted, with samples: TrainingSamples) throws(LearningError) -> Fitted {
        try fitted.requireWidth(of: samples.inputs)
        var fitted = fitted
        let (labels, weights) = (samples.labels, samples.weights)
        for sample in 0..<samples.count {
            let row = samples.inputs.window(sample)
            if let feature = row.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(sample: sample, feature: feature)
            }
            guard labels[sample].isFinite else { throw .labelNotFinite(sample: sample) }
            guard weights[sample] > 0 else {
                throw .parameter(name: "the weight of sample \(sample)", found: "0", allowed: "above 0")
            }
            fitted.fit.observe(row, labels[sample], weight: weights[sample])
        }
        return fitted
    }
}

/// Predicts with the coefficients after the last sample.
extension KalmanState: MatrixPrediction {
    /// The value for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try function.predict(features)
    }
}

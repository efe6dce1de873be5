public import LinearAlgebra

/// What a Kalman filter gave over samples.
public struct KalmanFit: Sendable {
    /// The prediction of each label from the samples before it.
    public let predictions: [Double]
    /// The variance of each label about its prediction.
    public let predictionVariances: [Double]
    /// The coefficients after each sample, by rows, the intercept first; shape `[n, k + 1]`.
    public let coefficients: Matrix<Double>
    /// What is believed after the last sample.
    public let state: KalmanState

    /// The logarithm of the density of the labels, by their prediction errors.
    public var logLikelihood: Double { state.logLikelihood }

    /// The function after the last sample.
    public var function: LinearFunction { state.function }

    /// The value for each row with the coefficients after the last sample.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try state.function.predict(features)
    }
}

public import LinearAlgebra

/// Coefficients of Huber's regression.
public struct HuberFit: Sendable, Equatable {
    /// The fitted function.
    public let function: LinearFunction
    /// The scale of the residuals, in units of the label.
    public let scale: Double
    /// How many times weights were set.
    public let iterations: Int

    /// The value for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try function.predict(features)
    }
}

public import LinearAlgebra

/// Coefficients of quantile regression.
public struct QuantileFit: Sendable, Equatable {
    /// The fitted function.
    public let function: LinearFunction
    /// The weighted sum of tilted magnitudes of the residuals that was made least.
    public let objective: Double
    /// How many steps were taken.
    public let iterations: Int

    /// The value for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try function.predict(features)
    }
}

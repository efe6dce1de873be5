public import LinearAlgebra

/// Coefficients of partial least squares.
public struct PartialLeastSquaresFit: Sendable, Equatable {
    /// The fitted function of the features.
    public let function: LinearFunction
    /// How many directions there were to take.
    public let components: Int

    /// The value for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try function.predict(features)
    }
}

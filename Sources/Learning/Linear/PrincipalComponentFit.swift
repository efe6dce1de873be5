public import LinearAlgebra

/// Coefficients of a regression on principal components.
public struct PrincipalComponentFit: Sendable, Equatable {
    /// The fitted function of the features.
    public let function: LinearFunction
    /// The components.
    public let components: PrincipalComponents

    /// The value for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try function.predict(features)
    }
}

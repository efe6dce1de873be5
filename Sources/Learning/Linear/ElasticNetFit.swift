public import LinearAlgebra

/// Lasso or elastic net along penalties.
public struct ElasticNetFit: Sendable, Equatable {
    /// A solution for each penalty, in the order of fitting.
    public let solutions: [ElasticNetSolution]

    /// The value for each row at the last penalty.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try solutions[solutions.count - 1].function.predict(features)
    }
}

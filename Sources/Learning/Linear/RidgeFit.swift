public import LinearAlgebra

/// Ridge regression at several penalties.
public struct RidgeFit: Sendable, Equatable {
    /// A solution for each penalty, in their order.
    public let solutions: [RidgeSolution]

    /// The place of the solution whose generalised cross-validation is least, the first of equals.
    public var bestIndex: Int {
        solutions.indices.reduce(0) {
            solutions[$1].crossValidation < solutions[$0].crossValidation ? $1 : $0
        }
    }

    /// The solution whose generalised cross-validation is least.
    public var best: RidgeSolution { solutions[bestIndex] }

    /// The value of the best solution for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try best.function.predict(features)
    }
}

public import LinearAlgebra

/// Coefficients of multinomial regression.
public struct MultinomialFit: Sendable, Equatable {
    /// The labels of the classes, ascending.
    public let classes: [Double]
    /// For each class what its probability grows with; they sum to zero.
    public let functions: [LinearFunction]
    /// The weighted log-likelihood, without the penalty.
    public let logLikelihood: Double
    /// How many steps were taken.
    public let iterations: Int

    /// The probability of each class for each row; shape `[rows, classes]`.
    ///
    /// - Throws: `LearningError.shape`.
    public func probabilities(_ features: Matrix<Double>) throws(LearningError) -> Matrix<Double> {
        var result = Matrix<Double>(rows: features.rows, columns: classes.count)
        for (place, function) in functions.enumerated() {
            for (row, value) in try function.predict(features).enumerated() { result[row, place] = value }
        }
        Softmax.normalise(&result)
        return result
    }

    /// The label of the most probable class for each row, the first of equals.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        Softmax.mostProbable(try probabilities(features), of: classes)
    }
}

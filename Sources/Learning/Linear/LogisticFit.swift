public import LinearAlgebra

/// Coefficients of logistic regression.
public struct LogisticFit: Sendable, Equatable {
    /// Both labels, ascending.
    public let classes: [Double]
    /// The logarithm of the odds of the second class.
    public let function: LinearFunction
    /// The weighted log-likelihood, without the penalty.
    public let logLikelihood: Double
    /// The inverse of the curvature at the solution, the intercept first: without a penalty the covariance of the
    /// coefficients.
    public let covariance: Matrix<Double>
    /// How many steps were taken.
    public let iterations: Int

    /// The standard error of each coefficient, the intercept first.
    public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }

    /// The probability of the second class for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try LinearPrediction(function: function, link: .logistic).predict(features)
    }
}

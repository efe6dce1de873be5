public import LinearAlgebra

/// Least squares on the first principal components of the features, with an intercept.
///
/// Features should be of one scale. Components that do not vary get the coefficient zero, so that constant and collinear
/// features and more features than samples are no fault.
///
/// - Verified by: `PrincipalComponentTests`: least squares on the scores; all components are least squares.
public struct PrincipalComponentRegression: Sendable {
    /// How many components, from 1 to the number of features.
    public var components: Int

    /// Regression on the first `components`.
    public init(components: Int) { self.components = components }

    /// Fits the coefficients, in the units of the features.
    ///
    /// - Throws: `LearningError.parameter`, `.shape`, `.notFinite`, `.labelNotFinite`; `.tooFewSamples` for fewer than
    ///   `components + 1`.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> PrincipalComponentFit {
        let sample = try TrainingSample(
            features, labels, weights: weights, needed: components + 1,
            purpose: "regression on \(components) components with an intercept")
        let components = try PrincipalComponents(sample, count: components)
        let loads = components.squares.indices.map { place in
            components.squares[place] > 0 ? components.projections[place] / components.squares[place] : 0
        }
        let coefficients = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try components.directions.transposed * loads
        }
        let intercept = sample.mean(labels) - Vectors.dot(components.means, coefficients)
        return PrincipalComponentFit(
            function: LinearFunction(intercept: intercept, coefficients: coefficients), components: components)
    }
}

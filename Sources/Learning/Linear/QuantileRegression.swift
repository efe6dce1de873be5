public import LinearAlgebra

/// Regression of a quantile: the function below which a part `quantile` of the labels lies.
///
///     Σ wᵢ (quantile − [eᵢ < 0]) eᵢ → min,  eᵢ = yᵢ − b₀ − xᵢ·b
///
/// Solved as a linear program by a primal-dual interior point method with predictor and corrector, to a gap between both
/// problems below `tolerance` of the objective: the method converges to the exact solution, and the gap bounds what is
/// missing.
///
/// - Source: Portnoy and Koenker (1997), "The Gaussian Hare and the Laplacian Tortoise", Statistical Science 12, section
///   4; Koenker (2005), "Quantile Regression", section 6.4.
/// - Verified by: `QuantileTests`: all vertices of small problems by enumeration, and the conditions of optimality.
public struct QuantileRegression: Sendable {
    /// Which quantile, between 0 and 1: 0.5 is the median, least absolute deviations.
    public var quantile: Double
    /// The gap at which the iteration ends, as a part of the objective.
    public var tolerance: Double
    /// How many steps are taken at most; some 20 are common.
    public var maximumIterations: Int

    /// Regression of a quantile.
    public init(quantile: Double = 0.5, tolerance: Double = 1e-10, maximumIterations: Int = 200) {
        self.quantile = quantile
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
    }

    /// Fits the coefficients.
    ///
    /// - Throws: `LearningError.parameter`, `.shape`, `.notFinite`, `.labelNotFinite`; `.tooFewSamples` for fewer than
    ///   `k + 2`; `.dependentFeatures`; `.noConvergence`.
    /// - Complexity: O(`n k²`) a step.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> QuantileFit {
        guard quantile > 0, quantile < 1 else {
            throw .parameter(name: "quantile", found: "\(quantile)", allowed: "between 0 and 1")
        }
        let sample = try TrainingSample(
            features, labels, weights: weights, needed: features.columns + 2,
            purpose: "quantile regression with \(features.columns) features and an intercept")
        // Least squares is where the search begins, and says which features depend on others.
        let centred = sample.centred()
        let start = try PivotedSolution(centred, samples: sample)
        guard start.leftOut.isEmpty else { throw .dependentFeatures(columns: start.leftOut) }
        var program = try QuantileProgram(sample, start: centred.function(start.coefficients), quantile: quantile)
        for iteration in 1...max(1, maximumIterations) {
            try program.step()
            let objective = try program.objective()
            if program.gap <= tolerance * (objective + program.scale * 1e-6) {
                return QuantileFit(function: program.function, objective: objective, iterations: iteration)
            }
        }
        throw .noConvergence(method: "quantile regression", iterations: maximumIterations)
    }
}

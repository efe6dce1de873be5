public import LinearAlgebra

/// Ordinary and weighted least squares with an intercept, by QR with column pivoting.
///
///     Σ wᵢ (yᵢ − b₀ − xᵢ·b)² → min
///
/// - Verified by: `LeastSquaresTests`: the oracle's coefficients and errors by all estimates; coverage of the intervals.
public struct LeastSquares: Sendable {
    /// How the errors of the coefficients are estimated.
    public var errors: ErrorEstimate
    /// What becomes of features that are constant or depend on others.
    public var dependent: DependentFeatures

    /// Least squares.
    public init(errors: ErrorEstimate = .classical, dependent: DependentFeatures = .refuse) {
        self.errors = errors
        self.dependent = dependent
    }

    /// Fits the coefficients and estimates their errors.
    ///
    /// - Parameters:
    ///   - features: Shape `[n, k]`, finite.
    ///   - labels: Shape `[n]`, finite.
    ///   - weights: Shape `[n]`, 0 or more; one each where `nil`.
    /// - Throws: `LearningError.shape`, `.notFinite`, `.labelNotFinite`, `.parameter`; `.tooFewSamples` for fewer than
    ///   `k + 2` (when dependent features are left out: 2); `.dependentFeatures` with the columns that add nothing to the
    ///   others, where these are refused.
    /// - Complexity: O(`n k²`).
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> LeastSquaresFit {
        if case .neweyWest(let lags, _) = errors, lags < 0 {
            throw .parameter(name: "lags", found: "\(lags)", allowed: "0 or more")
        }
        let needed = dependent == .refuse ? features.columns + 2 : 2
        let sample = try TrainingSample(
            features, labels, weights: weights, needed: needed,
            purpose: "least squares with \(features.columns) features and an intercept")
        let centred = sample.centred()
        let solution = try PivotedSolution(centred, samples: sample)
        if dependent == .refuse, !solution.leftOut.isEmpty { throw .dependentFeatures(columns: solution.leftOut) }
        return try LeastSquaresFit(solution, sample, centred, errors)
    }
}

public import LinearAlgebra

/// Lasso and elastic net by coordinate descent with covariance updates, an active set and warm starts along the path.
///
///     Σ wᵢ (yᵢ − b₀ − xᵢ·b)² / (2 Σ w) + penalty (share |b|₁ + (1 − share) |b|₂² / 2) → min
///
/// The intercept is not penalised; features should be of one scale.
///
/// - Source: Friedman, Hastie and Tibshirani (2010), "Regularization Paths for Generalized Linear Models via Coordinate
///   Descent", Journal of Statistical Software 33, sections 2.1 to 2.5.
/// - Verified by: `ElasticNetTests`: the oracle's lasso, elastic net and exact path; the conditions of optimality.
public struct ElasticNet: Sendable {
    /// The penalties in the order of fitting, each 0 or more; `nil` for a path of `pathLength` that falls by equal factors
    /// from the least that leaves nothing to `pathEnd` of it.
    public var penalties: [Double]?
    /// The part of the penalty that is of magnitudes, from 0 to 1: 1 for lasso.
    public var share: Double
    /// How many penalties a path has that is not given.
    public var pathLength: Int
    /// The last penalty of such a path over its first.
    public var pathEnd: Double
    /// The gap to the dual problem at which a solution is good, as a part of the labels' mean square: an upper bound of
    /// how far its objective is from the least.
    public var tolerance: Double
    /// How often all coefficients may be visited for a penalty.
    public var maximumIterations: Int

    /// Lasso (`share` 1) or elastic net at some penalties, or along a path.
    public init(
        penalties: [Double]? = nil, share: Double = 1, pathLength: Int = 100, pathEnd: Double = 1e-3,
        tolerance: Double = 1e-14, maximumIterations: Int = 100_000
    ) {
        self.penalties = penalties
        self.share = share
        self.pathLength = pathLength
        self.pathEnd = pathEnd
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
    }

    /// Fits along the penalties.
    ///
    /// - Edge cases: A constant feature gets the coefficient zero. Of features that are the same, lasso keeps the first.
    /// - Throws: `LearningError.parameter`, `.shape`, `.notFinite`, `.labelNotFinite`; `.tooFewSamples` below 2;
    ///   `.noConvergence`.
    /// - Complexity: O(`n k²`) once, then O(`k`) for each visit that changes a coefficient.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> ElasticNetFit {
        try check()
        let sample = try TrainingSample(
            features, labels, weights: weights, needed: 2, purpose: "an elastic net with an intercept")
        let centred = sample.centred()
        var descent = try CoordinateDescent(centred, totalWeight: sample.totalWeight)
        var solutions: [ElasticNetSolution] = []
        for penalty in penalties ?? path(from: descent.largestCorrelation) {
            let iterations = try descent.solve(
                lasso: penalty * share, ridge: penalty * (1 - share), tolerance: tolerance,
                maximumIterations: maximumIterations)
            solutions.append(
                ElasticNetSolution(
                    penalty: penalty, function: centred.function(descent.coefficients), iterations: iterations))
        }
        return ElasticNetFit(solutions: solutions)
    }

    private func path(from correlation: Double) -> [Double] {
        let first = correlation / max(share, 1e-3)
        guard pathLength > 1, first > 0 else { return [first] }
        let factor = Double.power(pathEnd, 1 / Double(pathLength - 1))
        var penalties = [first]
        for _ in 1..<pathLength { penalties.append(penalties[penalties.count - 1] * factor) }
        return penalties
    }

    private func check() throws(LearningError) {
        guard share >= 0, share <= 1 else {
            throw .parameter(name: "share", found: "\(share)", allowed: "0 to 1")
        }
        for penalty in penalties ?? [] where !(penalty >= 0 && penalty.isFinite) {
            throw .parameter(name: "penalty", found: "\(penalty)", allowed: "0 or more")
        }
        guard penalties.map({ !$0.isEmpty }) ?? (pathLength >= 1 && pathEnd > 0 && pathEnd < 1) else {
            throw .parameter(
                name: "penalties", found: penalties == nil ? "a path of \(pathLength) down to \(pathEnd)" : "none",
                allowed: "at least one; the end of a path is between 0 and 1")
        }
        guard tolerance > 0, maximumIterations > 0 else {
            throw .parameter(
                name: "tolerance, maximumIterations", found: "\(tolerance), \(maximumIterations)", allowed: "above 0")
        }
    }
}

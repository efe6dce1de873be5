#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
public import LinearAlgebra

/// Logistic regression of two classes by Newton's method (iteratively reweighted least squares) with halved steps.
///
///     Σ wᵢ log(1 + exp(−tᵢ (b₀ + xᵢ·b))) + penalty |b|² / 2 → min,  tᵢ = ±1
///
/// The intercept is not penalised. scikit-learn's `C` is one over `penalty`.
///
/// - Verified by: `LogisticTests`: the oracle with and without a penalty.
public struct LogisticRegression: Sendable {
    /// The weight of the squared coefficients, 0 or more.
    public var penalty: Double
    /// Newton's decrement, half the square of the step in the metric of the curvature, over the number of samples, at
    /// which the iteration ends: what is still to be gained.
    public var tolerance: Double
    /// How many steps are taken at most.
    public var maximumIterations: Int

    /// Logistic regression.
    public init(penalty: Double = 0, tolerance: Double = 1e-22, maximumIterations: Int = 100) {
        self.penalty = penalty
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
    }

    /// Fits the coefficients.
    ///
    /// - Parameters:
    ///   - features: Shape `[n, k]`.
    ///   - labels: Two different numbers, shape `[n]`; the larger is the class whose probability is fitted.
    ///   - weights: Shape `[n]`, 0 or more; one each where `nil`.
    /// - Throws: `LearningError.parameter` (more than two classes among others), `.shape`, `.notFinite`,
    ///   `.labelNotFinite`, `.oneClass`, `.tooFewSamples`; `.dependentFeatures` without a penalty; `.noConvergence` where
    ///   the classes can be separated without error and no penalty bounds the coefficients.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> LogisticFit {
        let sample = try TrainingSample(
            classesOf: features, labels, weights: weights, penalty: penalty,
            purpose: "logistic regression with \(features.columns) features and an intercept")
        let classes = try sample.classes()
        guard classes.count == 2 else {
            throw .parameter(
                name: "labels", found: "\(classes.count) classes", allowed: "two; use multinomial regression")
        }
        try sample.requireIndependentFeatures(penalty: penalty)
        var program = try LogisticProgram(sample, positive: classes[1], penalty: penalty)
        let threshold = max(tolerance * sample.totalWeight, 1e-300)
        for iteration in 1...max(1, maximumIterations) {
            let gained: Double
            do throws(LearningError) { gained = try program.step() } catch {
                // Without a penalty the curvature vanishes where classes can be separated, in all or in some directions.
                guard case .algebra = error, penalty == 0 else { throw error }
                break
            }
            if program.isSeparated { break }
            if gained <= threshold {
                return LogisticFit(
                    classes: classes, function: program.function, logLikelihood: -program.loss,
                    covariance: try program.covariance(), iterations: iteration)
            }
        }
        throw .noConvergence(
            method: "logistic regression (can the classes be separated?)", iterations: maximumIterations)
    }
}

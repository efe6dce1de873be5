public import LinearAlgebra

/// Logistic regression of any number of classes (softmax) by Newton's method with halved steps.
///
///     Σ wᵢ (log Σⱼ exp(b₀ⱼ + xᵢ·bⱼ) − (b₀ + xᵢ·b) of the class of i) + penalty Σⱼ |bⱼ|² / 2 → min
///
/// Each class has coefficients of its own; what all classes could share changes no probability and is set to zero. The
/// intercepts are not penalised. scikit-learn's `C` is one over `penalty`.
///
/// - Verified by: `MultinomialTests`: two classes against `LogisticRegression`, the slope of the objective by differences.
public struct MultinomialRegression: Sendable {
    /// The weight of the squared coefficients, 0 or more.
    public var penalty: Double
    /// Half of Newton's decrement over the number of samples at which the iteration ends.
    public var tolerance: Double
    /// How many steps are taken at most.
    public var maximumIterations: Int

    /// Multinomial regression.
    public init(penalty: Double = 0, tolerance: Double = 1e-22, maximumIterations: Int = 100) {
        self.penalty = penalty
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
    }

    /// Fits the coefficients.
    ///
    /// - Parameters:
    ///   - features: Shape `[n, k]`.
    ///   - labels: A number for each class, shape `[n]`.
    ///   - weights: Shape `[n]`, 0 or more; one each where `nil`.
    /// - Throws: As `LogisticRegression`.
    /// - Complexity: O(`n c² k²` + `c³ k³`) a step, with `c` classes.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> MultinomialFit {
        let sample = try TrainingSample(
            classesOf: features, labels, weights: weights, penalty: penalty,
            purpose: "multinomial regression with \(features.columns) features and intercepts")
        let classes = try sample.classes()
        try sample.requireIndependentFeatures(penalty: penalty)
        var program = try MultinomialProgram(sample, classes: classes, penalty: penalty)
        let threshold = max(tolerance * sample.totalWeight, 1e-300)
        for iteration in 1...max(1, maximumIterations) {
            let gained: Double
            do throws(LearningError) { gained = try program.step() } catch {
                // Without a penalty the curvature vanishes where classes can be separated, in all or in some directions.
                guard case .algebra = error, penalty == 0 else { throw error }
                break
            }
            if penalty == 0, program.loss < 1e-9 * sample.totalWeight { break }
            if gained <= threshold {
                return MultinomialFit(
                    classes: classes, functions: program.functions, logLikelihood: -program.loss,
                    iterations: iteration)
            }
        }
        throw .noConvergence(
            method: "multinomial regression (can the classes be separated?)", iterations: maximumIterations)
    }
}

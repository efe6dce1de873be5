public import LinearAlgebra

/// Huber's regression, which counts large residuals by their magnitude, with the scale estimated along with it.
///
/// Weighted least squares again and again with weights `min(1, threshold s / |eᵢ|)`, where the scale `s` is the median of
/// `|e|` over 0.6745, the standard deviation of normal residuals.
///
/// - Source: Huber (1981), "Robust Statistics", section 7.8; the scale as in statsmodels' RLM with HuberT.
/// - Verified by: `HuberTests`: the oracle, and the equations that the solution must satisfy.
public struct HuberRegression: Sendable {
    /// Residuals above `threshold` scales count by their magnitude; 1.345 keeps 95 % of the efficiency for normal errors.
    public var threshold: Double
    /// The largest change of a fitted value, over the scale, at which the iteration ends.
    public var tolerance: Double
    /// How many times weights are set at most.
    public var maximumIterations: Int

    /// Huber's regression.
    public init(threshold: Double = 1.345, tolerance: Double = 1e-12, maximumIterations: Int = 1_000) {
        self.threshold = threshold
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
    }

    /// Fits the coefficients.
    ///
    /// - Edge cases: Where half of the samples are fitted exactly the scale is zero and the fit that did so is returned.
    /// - Throws: What `LeastSquares` does; `.noConvergence`.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> HuberFit {
        guard threshold > 0, threshold.isFinite else {
            throw .parameter(name: "threshold", found: "\(threshold)", allowed: "above 0")
        }
        let sample = try TrainingSample(
            features, labels, weights: weights, needed: features.columns + 2,
            purpose: "Huber's regression with \(features.columns) features and an intercept")
        let counted = weights.map { $0.map { $0 > 0 } }
        var (function, residuals) = try solve(sample)
        let spread = Vectors.sumOfSquares(labels.map { $0 - sample.mean(labels) }).squareRoot()
        for iteration in 1...max(1, maximumIterations) {
            let magnitudes = residuals.indices.compactMap { counted?[$0] ?? true ? abs(residuals[$0]) : nil }
            let scale = HuberRegression.median(magnitudes) / 0.6744897501960817
            guard scale > spread * 1e-14 else {
                return HuberFit(function: function, scale: scale, iterations: iteration)
            }
            let limit = threshold * scale
            let factors = residuals.indices.map { index in
                (weights?[index] ?? 1) * (abs(residuals[index]) > limit ? limit / abs(residuals[index]) : 1)
            }
            let next = try solve(
                TrainingSample(features, labels, weights: factors, purpose: "Huber's regression"))
            let change = zip(next.residuals, residuals).reduce(0.0) { max($0, abs($1.0 - $1.1)) }
            (function, residuals) = next
            if change <= tolerance * scale {
                return HuberFit(function: function, scale: scale, iterations: iteration)
            }
        }
        throw .noConvergence(method: "Huber's regression", iterations: maximumIterations)
    }

    private func solve(
        _ sample: TrainingSample
    ) throws(LearningError) -> (function: LinearFunction, residuals: [Double]) {
        let centred = sample.centred()
        let solution = try PivotedSolution(centred, samples: sample)
        guard solution.leftOut.isEmpty else { throw .dependentFeatures(columns: solution.leftOut) }
        let function = centred.function(solution.coefficients)
        return (function, zip(sample.labels, try function.predict(sample.features)).map { $0 - $1 })
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard let last = sorted.last else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : middle > 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : last
    }
}

import LinearAlgebra

/// Features projected on the principal components of the training rows, each scaled to variance 1 where whitened.
///
///     z = Vᵀ(x − mean) / √λ,   V and λ from the covariance of the training rows (ddof 1)
///
/// Components stand in the order of variance; the element of greatest size in each is positive, so that signs do not
/// depend on the library.
///
/// - Edge cases: Directions without variance (below `max(n, K) ε` of the greatest eigenvalue) are left out, so that
///   collinear and constant features do not divide by zero. Standardise first where units differ.
/// - Source: Jolliffe (2002), "Principal Component Analysis", section 2.
/// - Verified by: `FeatureTransformTests`; scikit-learn's `PCA` in `../shared/oracles/models`.
public struct PrincipalComponentTransform: FeatureTransform, Equatable {
    /// At most so many components; `nil` for all.
    public var components: Int?
    /// As few components as hold this fraction of the variance.
    public var variance: Double
    /// Whether components are scaled to variance 1.
    public var whitens: Bool

    /// A projection on at most `components`, or on as few as hold a fraction of the variance.
    public init(components: Int? = nil, variance: Double = 1, whitens: Bool = true) {
        self.components = components
        self.variance = variance
        self.whitens = whitens
    }

    /// Learns the components.
    ///
    /// - Throws: `LearningError.parameter`; `.tooFewSamples` for fewer than two; `.dependentFeatures` where no feature
    ///   varies; `.algebra` where the iteration does not end.
    public func fit(_ samples: TrainingSamples) throws(LearningError) -> Fitted {
        if let components, components < 1 {
            throw .parameter(name: "components", found: "\(components)", allowed: "1 or more")
        }
        try FeatureStatistics.check(variance, "the fraction of variance", in: 0...1)
        let count = samples.count
        guard count >= 2 else { throw .tooFewSamples(found: count, needed: 2, purpose: "principal components") }
        var columns = samples.newestColumns()
        let means = samples.newestMoments().means
        for place in columns.indices {
            for row in 0..<count { columns[place][row] -= means[place] }
        }
        let eigen: SymmetricEigen<Double>
        do {
            eigen = try SymmetricEigen(of: Matrix(columns: columns).gram())
        } catch { throw .algebra(error) }
        let values = eigen.values.reversed().map { max(0, $0) / Double(count - 1) }
        let total = values.reduce(0, +)
        let least = Double(max(count, columns.count)) * Double.ulpOfOne * (values.first ?? 0)
        guard total > 0 else {
            throw .dependentFeatures(columns: Array(columns.indices), names: samples.inputs.features)
        }
        var (kept, held) = (0, 0.0)
        while kept < min(values.count, components ?? .max), values[kept] > least, kept == 0 || held < variance * total {
            held += values[kept]
            kept += 1
        }
        var weights: [Double] = []
        for component in 0..<kept {
            let vector = eigen.vectors.column(columns.count - 1 - component)
            let greatest = vector.max { abs($0) < abs($1) } ?? 1
            let scale = (greatest < 0 ? -1 : 1) / (whitens ? values[component].squareRoot() : 1)
            weights += vector.map { $0 * scale }
        }
        return Fitted(means: means, weights: weights, variances: Array(values.prefix(kept)), totalVariance: total)
    }

    /// The components.
    public struct Fitted: FittedTransform {
        /// What is subtracted; shape `[K]`.
        public let means: [Double]
        /// The components, scaled where whitened; shape `[components, K]`, row-major.
        public let weights: [Double]
        /// The variance of the training rows along each, before scaling; shape `[components]`.
        public let variances: [Double]
        /// The variance along all directions.
        public let totalVariance: Double

        /// The number of features.
        public var inputCount: Int { means.count }
        /// The number of components.
        public var outputCount: Int { variances.count }

        /// `component 1` and so on.
        public func names(_ features: [String]) -> [String] { variances.indices.map { "component \($0 + 1)" } }

        /// Writes the projections.
        public func apply(_ rows: Span<Double>, into output: inout MutableSpan<Double>) {
            let (inputs, outputs) = (means.count, variances.count)
            guard inputs > 0 else { return }
            for row in 0..<rows.count / inputs {
                for component in 0..<outputs {
                    var sum = 0.0
                    for place in 0..<inputs {
                        sum += (rows[row * inputs + place] - means[place]) * weights[component * inputs + place]
                    }
                    output[row * outputs + component] = sum
                }
            }
        }
    }
}

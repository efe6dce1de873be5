public import LinearAlgebra

/// Ridge regression for all penalties at once from one singular value decomposition of the centred features.
///
///     Σ wᵢ (yᵢ − b₀ − xᵢ·b)² + penalty |b|² → min
///
/// The intercept is not penalised. A penalty means the same only for features of the same scale: standardise them
/// before.
///
/// - Verified by: `RidgeTests`: the oracle, the normal equations at each penalty, cross-validation by leaving out.
public struct RidgeRegression: Sendable {
    /// The penalties, each 0 or more.
    public var penalties: [Double]

    /// Ridge at these penalties.
    public init(penalties: [Double]) { self.penalties = penalties }

    /// Fits at all penalties.
    ///
    /// - Edge cases: Constant and collinear features, and more features than samples, are no fault: with a penalty the
    ///   solution is the unique one, at zero penalty the shortest.
    /// - Throws: `LearningError.parameter`, `.shape`, `.notFinite`, `.labelNotFinite`; `.tooFewSamples` below 2.
    /// - Complexity: O(`n k min(n, k)`), and O(`k min(n, k)`) for each penalty.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> RidgeFit {
        guard !penalties.isEmpty else { throw .parameter(name: "penalties", found: "none", allowed: "at least one") }
        for penalty in penalties where !(penalty >= 0 && penalty.isFinite) {
            throw .parameter(name: "penalty", found: "\(penalty)", allowed: "0 or more")
        }
        let sample = try TrainingSample(
            features, labels, weights: weights, needed: 2, purpose: "ridge regression with an intercept")
        let centred = sample.centred()
        let (values, projected) = try LearningError.wrapping { () throws(LinearAlgebraError) in
            let values = try SingularValues(of: centred.features)
            return (values, try values.left.transposed * centred.labels)
        }
        let samples = sample.weights?.count { $0 > 0 } ?? sample.count
        let rank = values.rank
        // What of the labels no feature reaches, the same at every penalty.
        var outside = centred.labels
        try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Matrix.multiply(values.left, projected, into: &outside, alpha: -1, beta: 1)
        }
        let outsideSquares = Vectors.sumOfSquares(outside)
        var solutions: [RidgeSolution] = []
        for penalty in penalties {
            var scaled = projected
            var (freedom, squares) = (0.0, outsideSquares)
            for index in scaled.indices {
                let sigma = values.values[index]
                let kept = index < rank ? sigma * sigma / (sigma * sigma + penalty) : 0
                scaled[index] = index < rank ? projected[index] * sigma / (sigma * sigma + penalty) : 0
                freedom += kept
                squares += (1 - kept) * projected[index] * ((1 - kept) * projected[index])
            }
            let weightsOfSingular = scaled
            let coefficients = try LearningError.wrapping { () throws(LinearAlgebraError) in
                try values.rightTransposed.transposed * weightsOfSingular
            }
            let left = Double(samples) - 1 - freedom
            solutions.append(
                RidgeSolution(
                    penalty: penalty, function: centred.function(coefficients), degreesOfFreedom: freedom,
                    residualSquares: squares,
                    crossValidation: left > 1e-9 * Double(samples)
                        ? Double(samples) * squares / (left * left) : .infinity))
        }
        return RidgeFit(solutions: solutions)
    }
}

internal import Core
public import LinearAlgebra

/// Coefficients of least squares with their errors.
///
/// Where these are arrays by coefficient, the intercept comes first.
public struct LeastSquaresFit: Sendable {
    /// The fitted function.
    public let function: LinearFunction
    /// The number of samples whose weight is above zero.
    public let samples: Int
    /// The number of coefficients that were fitted, the intercept among them.
    public let rank: Int
    /// The features that are constant or depend on others and were left out, ascending.
    public let leftOut: [Int]
    /// The residuals `y − ŷ`, not weighted; shape `[n]`.
    public let residuals: [Double]
    /// `Σ w e²`.
    public let residualSquares: Double
    /// The part of the labels' (weighted) variance that is explained; NaN where the labels do not vary.
    public let rSquared: Double
    /// The estimated covariance of the coefficients, the intercept first.
    ///
    /// NaN for those left out; shape `[k + 1, k + 1]`.
    public let covariance: Matrix<Double>

    init(
        _ solution: PivotedSolution, _ sample: TrainingSample, _ centred: CentredSample, _ estimate: ErrorEstimate
    ) throws(LearningError) {
        function = centred.function(solution.coefficients)
        let predicted = try function.predict(sample.features)
        let differences = zip(sample.labels, predicted).map { $0 - $1 }
        residuals = differences
        samples = sample.weights?.count { $0 > 0 } ?? sample.count
        rank = solution.kept.count + 1
        leftOut = solution.leftOut
        let weighted =
            sample.weights.map { weights in zip(differences, weights).map { $0 * $1.squareRoot() } } ?? differences
        residualSquares = Vectors.sumOfSquares(weighted)
        let total = Vectors.sumOfSquares(centred.labels)
        rSquared = total > 0 ? 1 - residualSquares / total : .nan
        let kept = try CoefficientCovariance(solution, sample, centred, residuals: weighted, samples: samples)
            .estimate(estimate)
        let places = [0] + solution.kept.map { $0 + 1 }
        let size = sample.features.columns + 1
        var covariance = Matrix<Double>(rows: size, columns: size, repeating: .nan)
        for (row, left) in places.enumerated() {
            for (column, right) in places.enumerated() { covariance[left, right] = kept[row, column] }
        }
        self.covariance = covariance
    }

    /// The value for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        try function.predict(features)
    }

    /// Degrees of freedom left: samples less coefficients.
    public var degrees: Int { samples - rank }

    /// The variance of the residuals, `Σ w e² / degrees`; NaN without degrees left.
    public var residualVariance: Double { degrees > 0 ? residualSquares / Double(degrees) : .nan }

    /// `rSquared` less what coefficients without meaning would explain.
    public var adjustedRSquared: Double { 1 - (1 - rSquared) * Double(samples - 1) / Double(degrees) }

    /// The intercept and the coefficients.
    public var coefficients: [Double] { [function.intercept] + function.coefficients }

    /// The standard error of each coefficient.
    public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }

    /// Each coefficient over its error.
    public var tValues: [Double] { zip(coefficients, standardErrors).map { $0 / $1 } }

    /// The probability of a t value so far from zero by chance, by Student's distribution with `degrees`.
    public var pValues: [Double] {
        tValues.map { StudentDistribution.twoSided($0, degrees: Double(degrees)) }
    }

    /// The interval of each coefficient that covers the true one with probability `level`.
    public func intervals(level: Double = 0.95) -> [(low: Double, high: Double)] {
        let width = StudentDistribution.critical(level: level, degrees: Double(degrees))
        return zip(coefficients, standardErrors).map { ($0 - width * $1, $0 + width * $1) }
    }
}

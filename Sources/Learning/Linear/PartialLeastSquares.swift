public import LinearAlgebra

/// Partial least squares of one label: regression on few directions, each of largest covariance with what is left of the
/// label.
///
/// Features should be of one scale. The iteration ends before `components` where nothing is left that any feature
/// correlates with; so constant and collinear features and more features than samples are no fault.
///
/// - Source: Wold, Ruhe, Wold and Dunn (1984), SIAM Journal on Scientific and Statistical Computing 5 (NIPALS); Helland
///   (1988): the solution is least squares within the span of `(XᵀX)ʲ Xᵀy`, `j` below the number of components.
/// - Verified by: `PartialLeastSquaresTests`: that span; all components are least squares.
public struct PartialLeastSquares: Sendable {
    /// How many directions at most, from 1 to the number of features.
    public var components: Int

    /// Regression on `components` directions.
    public init(components: Int) { self.components = components }

    /// Fits the coefficients, in the units of the features.
    ///
    /// - Throws: `LearningError.parameter`, `.shape`, `.notFinite`, `.labelNotFinite`; `.tooFewSamples` for fewer than
    ///   `components + 1`.
    /// - Complexity: O(`n k`) for each component.
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> PartialLeastSquaresFit {
        guard components >= 1, components <= features.columns else {
            throw .parameter(
                name: "components", found: "\(components)", allowed: "1 to \(features.columns), the number of features")
        }
        let sample = try TrainingSample(
            features, labels, weights: weights, needed: components + 1,
            purpose: "partial least squares with \(components) components and an intercept")
        let centred = sample.centred()
        var (left, rest) = (centred.features, centred.labels)
        // Direction by direction: how the scores come from the features themselves, and what the label takes of them.
        var (rotations, loads, shares): ([[Double]], [[Double]], [Double]) = ([], [], [])
        let scale = Vectors.sumOfSquares(centred.features.elements(.columnMajor)).squareRoot()
        let size = Vectors.sumOfSquares(centred.labels).squareRoot()
        for _ in 0..<components {
            let (matrix, target) = (left, rest)
            var direction = try LearningError.wrapping { () throws(LinearAlgebraError) in
                try matrix.transposed * target
            }
            let length = Vectors.sumOfSquares(direction).squareRoot()
            guard length > 1e-13 * scale * size else { break }
            for index in direction.indices { direction[index] /= length }
            let weights = direction
            let scores = try LearningError.wrapping { () throws(LinearAlgebraError) in try matrix * weights }
            let squares = Vectors.sumOfSquares(scores)
            guard squares > 1e-26 * scale * scale else { break }
            var load = try LearningError.wrapping { () throws(LinearAlgebraError) in
                try matrix.transposed * scores
            }
            for index in load.indices { load[index] /= squares }
            let share = Vectors.dot(scores, target) / squares
            let rows = left.rows
            left.withMutableElements { address in
                for column in load.indices {
                    for row in 0..<rows { address[column * rows + row] -= scores[row] * load[column] }
                }
            }
            for row in rest.indices { rest[row] -= share * scores[row] }
            for (rotation, earlier) in zip(rotations, loads) {
                let overlap = Vectors.dot(earlier, weights)
                for index in direction.indices { direction[index] -= overlap * rotation[index] }
            }
            rotations.append(direction)
            loads.append(load)
            shares.append(share)
        }
        var coefficients = [Double](repeating: 0, count: features.columns)
        for (rotation, share) in zip(rotations, shares) {
            for index in coefficients.indices { coefficients[index] += share * rotation[index] }
        }
        return PartialLeastSquaresFit(function: centred.function(coefficients), components: rotations.count)
    }
}

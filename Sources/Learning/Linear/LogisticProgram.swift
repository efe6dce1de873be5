#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import LinearAlgebra

/// Newton's method for logistic regression, on features brought to one scale.
struct LogisticProgram {
    private let scaled: ScaledDesign
    private let signs: [Double]
    private let weights: [Double]
    private var beta: [Double]
    private var margins: [Double]
    /// The loss without the penalty.
    private(set) var loss: Double

    init(_ sample: TrainingSample, positive: Double, penalty: Double) throws(LearningError) {
        scaled = try ScaledDesign(sample, penalty: penalty)
        signs = sample.labels.map { $0 == positive ? 1 : -1 }
        weights = sample.weights ?? [Double](repeating: 1, count: sample.count)
        beta = [Double](repeating: 0, count: scaled.matrix.columns)
        margins = [Double](repeating: 0, count: sample.count)
        loss = LogisticProgram.loss(margins, signs, weights)
    }

    private var design: Matrix<Double> { scaled.matrix }
    private var penalties: [Double] { scaled.penalties }

    /// Whether every sample lies so far on its side that the coefficients only grow.
    var isSeparated: Bool {
        penalties.allSatisfy { $0 == 0 } && zip(margins, signs).allSatisfy { $0 * $1 > 30 }
    }

    /// The function in the units of the features.
    var function: LinearFunction {
        scaled.function(beta)
    }

    /// One step; returns half of Newton's decrement before it.
    mutating func step() throws(LearningError) -> Double {
        let pulls = margins.indices.map { weights[$0] * signs[$0] / (1 + exp(signs[$0] * margins[$0])) }
        let (design, penalties) = (design, penalties)
        var slope = try LearningError.wrapping { () throws(LinearAlgebraError) in try design.transposed * pulls }
        for index in slope.indices { slope[index] -= penalties[index] * beta[index] }
        let gradient = slope
        let curvature = curvature
        let direction = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Cholesky(of: curvature).solve(gradient)
        }
        let decrement = Vectors.dot(direction, gradient) / 2
        let change = try LearningError.wrapping { () throws(LinearAlgebraError) in try design * direction }
        let before = loss + penalised(beta)
        var length = 1.0
        for _ in 0..<60 {
            let next = zip(beta, direction).map { $0 + length * $1 }
            let moved = zip(margins, change).map { $0 + length * $1 }
            let value = LogisticProgram.loss(moved, signs, weights)
            // Near the end rounding hides the gain.
            if value + penalised(next) <= before * (1 + 1e-14) {
                (beta, margins, loss) = (next, moved, value)
                break
            }
            length /= 2
        }
        return decrement
    }

    private func penalised(_ beta: [Double]) -> Double {
        zip(beta, penalties).reduce(0) { $0 + $1.0 * $1.0 * $1.1 / 2 }
    }

    private var curvature: Matrix<Double> {
        var rated = design
        let rows = design.rows
        let roots = margins.indices.map { (weights[$0] / (2 + exp(margins[$0]) + exp(-margins[$0]))).squareRoot() }
        rated.withMutableElements { address in
            for column in 0..<design.columns {
                for row in 0..<rows { address[column * rows + row] *= roots[row] }
            }
        }
        var result = rated.gram()
        for index in penalties.indices { result[index, index] += penalties[index] }
        return result
    }

    /// The inverse of the curvature, in the units of the features.
    func covariance() throws(LearningError) -> Matrix<Double> {
        let curvature = curvature
        let inverse = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Cholesky(of: curvature).inverse()
        }
        let size = beta.count
        // Row 0 of the change of units takes the means off the intercept.
        var units = Matrix<Double>.identity(size)
        for index in 1..<max(1, size) {
            units[index, index] = 1 / scaled.lengths[index - 1]
            units[0, index] = -scaled.means[index - 1] / scaled.lengths[index - 1]
        }
        let change = units
        return try LearningError.wrapping { () throws(LinearAlgebraError) in
            try change * inverse * change.transposed
        }
    }

    /// `Σ w log(1 + exp(−t m))`.
    private static func loss(_ margins: [Double], _ signs: [Double], _ weights: [Double]) -> Double {
        var total = 0.0
        for index in margins.indices {
            let margin = signs[index] * margins[index]
            total += weights[index] * (margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin)
        }
        return total
    }
}

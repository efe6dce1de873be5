internal import LinearAlgebra

/// The steps of an interior point method: least squares in the metric of the point where it stands.
struct WeightedDirections {
    private let design: Matrix<Double>
    private let metric: [Double]
    private let roots: [Double]
    private let factors: QRFactorization<Double>

    /// - Parameters:
    ///   - design: Shape `[n, k]`, column-major.
    ///   - metric: Above zero; shape `[n]`.
    init(_ design: Matrix<Double>, _ metric: [Double]) throws(LearningError) {
        let roots = metric.map { $0.squareRoot() }
        var scaled = design
        let rows = design.rows
        scaled.withMutableElements { address in
            for column in 0..<design.columns {
                for row in 0..<rows { address[column * rows + row] *= roots[row] }
            }
        }
        let matrix = scaled
        factors = try LearningError.wrapping { () throws(LinearAlgebraError) in try QRFactorization(of: matrix) }
        (self.design, self.metric, self.roots) = (design, metric, roots)
    }

    /// `turn` with the least `Σ metric (X turn − target)²`, and `move = metric (X turn − target)`, for which
    /// `Xᵀ move = 0`.
    func directions(_ target: [Double]) throws(LearningError) -> (turn: [Double], move: [Double]) {
        let scaled = zip(target, roots).map { $0 * $1 }
        let (factors, design) = (factors, design)
        return try LearningError.wrapping { () throws(LinearAlgebraError) in
            let turn = try factors.solve(scaled)
            let reached = try design * turn
            return (turn, reached.indices.map { metric[$0] * (reached[$0] - target[$0]) })
        }
    }
}

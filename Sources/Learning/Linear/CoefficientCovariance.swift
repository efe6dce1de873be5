internal import LinearAlgebra

/// The covariance of the coefficients that were kept, the intercept first.
struct CoefficientCovariance {
    /// The intercept and the kept features, each row times the root of its weight; rows by rows.
    private let design: Matrix<Double>
    /// `(XᵀX)⁻¹` of the design.
    private let bread: Matrix<Double>
    private let residuals: [Double]
    private let samples: Int

    init(
        _ solution: PivotedSolution, _ sample: TrainingSample, _ centred: CentredSample, residuals: [Double],
        samples: Int
    ) throws(LearningError) {
        let size = solution.kept.count + 1
        var design = Matrix<Double>(rows: sample.count, columns: size, order: .rowMajor)
        for row in 0..<sample.count {
            let root = sample.weights.map { $0[row].squareRoot() } ?? 1
            design[row, 0] = root
            for (place, column) in solution.kept.enumerated() {
                design[row, place + 1] = sample.features[row, column] * root
            }
        }
        // From that of the centred columns: Var b₀ = 1 / Σw + m' C m, Cov(b₀, b) = −C m.
        let means = solution.kept.map { centred.means[$0] }
        let inner = solution.inverse
        let moved = try LearningError.wrapping { () throws(LinearAlgebraError) in try inner * means }
        var bread = Matrix<Double>(rows: size, columns: size)
        bread[0, 0] = 1 / sample.totalWeight + Vectors.dot(means, moved)
        for row in 1..<max(size, 1) {
            bread[0, row] = -moved[row - 1]
            bread[row, 0] = -moved[row - 1]
            for column in 1..<size { bread[row, column] = inner[row - 1, column - 1] }
        }
        (self.design, self.bread, self.residuals, self.samples) = (design, bread, residuals, samples)
    }

    func estimate(_ estimate: ErrorEstimate) throws(LearningError) -> Matrix<Double> {
        let degrees = samples - design.columns
        let correction = degrees > 0 ? Double(samples) / Double(degrees) : .nan
        switch estimate {
        case .classical:
            let variance = degrees > 0 ? Vectors.sumOfSquares(residuals) / Double(degrees) : .nan
            return CoefficientCovariance.times(bread, variance)
        case .hc0: return try sandwich(residuals)
        case .hc1: return CoefficientCovariance.times(try sandwich(residuals), correction)
        case .hc2: return try sandwich(zip(residuals, try leverages()).map { $0 / (1 - $1).squareRoot() })
        case .hc3: return try sandwich(zip(residuals, try leverages()).map { $0 / (1 - $1) })
        case .neweyWest(let lags, let corrected):
            let matrix = try sandwich(residuals, lags: lags)
            return corrected ? CoefficientCovariance.times(matrix, correction) : matrix
        }
    }

    private func leverages() throws(LearningError) -> [Double] {
        let (design, bread) = (design, bread)
        let product = try LearningError.wrapping { () throws(LinearAlgebraError) in try design * bread }
        return (0..<design.rows).map { Vectors.dot(product.row($0), design.row($0)) }
    }

    private func sandwich(_ errors: [Double], lags: Int = 0) throws(LearningError) -> Matrix<Double> {
        var scores = design
        for row in 0..<scores.rows {
            for column in 0..<scores.columns { scores[row, column] *= errors[row] }
        }
        var filling = scores.gram()
        let (rows, size, rated, bread) = (scores.rows, scores.columns, scores, bread)
        return try LearningError.wrapping { () throws(LinearAlgebraError) in
            for lag in 1..<max(1, min(lags + 1, rows)) {
                let weight = 1 - Double(lag) / Double(lags + 1)
                let product = try rated.rows(lag..<rows).transposed * rated.rows(0..<rows - lag)
                for row in 0..<size {
                    for column in 0..<size {
                        filling[row, column] += weight * (product[row, column] + product[column, row])
                    }
                }
            }
            return try bread * filling * bread
        }
    }

    private static func times(_ matrix: Matrix<Double>, _ factor: Double) -> Matrix<Double> {
        var product = matrix
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns { product[row, column] *= factor }
        }
        return product
    }
}

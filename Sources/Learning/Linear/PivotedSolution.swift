internal import LinearAlgebra

/// The solution of a centred least squares problem by QR with pivoting, on columns brought to one length.
struct PivotedSolution {
    /// In the units of the features; zero for those left out.
    let coefficients: [Double]
    /// The columns that stay, in their order.
    let kept: [Int]
    /// The columns that are constant or depend on others, in their order.
    let leftOut: [Int]
    /// `(XᵀX)⁻¹` of the centred columns that stay.
    let inverse: Matrix<Double>

    init(_ centred: CentredSample, samples: TrainingSample) throws(LearningError) {
        let (rows, columns) = (centred.features.rows, centred.features.columns)
        var scaled = centred.features
        var lengths = [Double](repeating: 0, count: columns)
        for column in 0..<columns {
            let values = centred.features.column(column)
            let largest = values.reduce(0) { max($0, abs($1)) }
            // Scaled before it is squared: lengths near the ends of the range do not overflow.
            let length =
                largest > 0 ? largest * Vectors.sumOfSquares(values.map { $0 / largest }).squareRoot() : 0
            // What rounding leaves of a constant is no variation.
            let noise = Double(rows) * abs(centred.means[column]) * Double.ulpOfOne
            lengths[column] = length > noise ? length : 0
            let factor = lengths[column] > 0 ? 1 / lengths[column] : 0
            scaled.withMutableElements { address in
                for row in 0..<rows { address[column * rows + row] *= factor }
            }
        }
        let factors = scaled
        let labels = centred.labels
        let (qr, solved) = try LearningError.wrapping { () throws(LinearAlgebraError) in
            let qr = try QRFactorization(of: factors)
            return (qr, try qr.solve(labels))
        }
        coefficients = solved.indices.map { lengths[$0] > 0 ? solved[$0] / lengths[$0] : 0 }
        let rank = qr.rank
        let places = Array(qr.pivots[0..<rank])
        kept = places.sorted()
        leftOut = qr.pivots[rank...].sorted()
        var root = Matrix<Double>.identity(rank)
        let upper = qr.r.rows(0..<rank).columns(0..<rank)
        if rank > 0 {
            try LearningError.wrapping { () throws(LinearAlgebraError) in try upper.solveTriangle(upper: true, &root) }
        }
        // (XᵀX)⁻¹ = P R⁻¹ R⁻ᵀ Pᵀ: the gram matrix of the rows of R⁻¹.
        let pivoted = root.transposed.gram()
        var inverse = Matrix<Double>(rows: rank, columns: rank)
        let order = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        for left in 0..<rank {
            for right in 0..<rank {
                guard let row = order[places[left]], let column = order[places[right]] else { continue }
                inverse[row, column] = pivoted[left, right] / (lengths[places[left]] * lengths[places[right]])
            }
        }
        self.inverse = inverse
    }
}

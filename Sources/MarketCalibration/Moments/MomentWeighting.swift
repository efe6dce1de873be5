/// What a difference of moments weighs: the inverse of the covariance of the real moments, regularised.
///
///     d(m) = (m − m*)' W (m − m*),   W = S⁻¹ ((1 − λ) R + λ I)⁻¹ S⁻¹
///
/// with the bootstrap's correlations R and standard errors S. R of a short record is poorly conditioned, and its inverse
/// would give great weight to differences of moments that hardly differ: λ moves it towards the identity. No moment counts
/// as known better than to a thousandth of its value, so that one that never varies does not decide alone.
///
/// - Source: McFadden (1989), "A Method of Simulated Moments for Estimation of Discrete Response Models"; the shrinkage is
///   that of Ledoit and Wolf (2004), "Honey, I Shrunk the Sample Covariance Matrix", with a fixed intensity.
struct MomentWeighting: Sendable {
    /// m*.
    let target: [Double]
    /// S, with its floor.
    let scales: [Double]
    /// ((1 − λ) R + λ I)⁻¹.
    let inverse: SymmetricMatrix

    /// The weighting; `nil` where the matrix has no inverse.
    init?(target: [Double], _ bootstrap: MomentBootstrap, shrinkage: Double) {
        self.target = target
        scales = zip(target, bootstrap.errors).map { max($1, 1e-3 * abs($0), .leastNormalMagnitude) }
        var matrix = bootstrap.correlations
        for row in 0..<matrix.size {
            for column in 0..<row { matrix[row, column] *= 1 - shrinkage }
        }
        guard let inverse = matrix.inverse() else { return nil }
        self.inverse = inverse
    }

    /// d of moments; infinite where one is not finite.
    func distance(_ moments: [Double], from other: [Double]? = nil) -> Double {
        let reference = other ?? target
        let differences = moments.indices.map { (moments[$0] - reference[$0]) / scales[$0] }
        guard differences.allSatisfy(\.isFinite) else { return .infinity }
        return inverse.product(differences, differences)
    }
}

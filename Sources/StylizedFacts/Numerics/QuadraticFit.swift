/// A parabola `y = a + b·x + c·x²` by least squares.
///
/// - Verified by: `OracleFactsTests`, against numpy.
struct QuadraticFit: Sendable {
    /// a, b and c.
    let coefficients: (constant: Double, linear: Double, square: Double)
    /// The share of the variance of y that the parabola takes, 0 where y does not vary.
    let determination: Double

    /// The parabola through points at equal weights; `nil` with fewer than four of them or places that do not differ.
    init?(_ x: [Double], _ y: [Double]) {
        let n = Double(x.count)
        guard x.count >= 4, x.count == y.count else { return nil }
        let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
        // The square is made orthogonal to the line, so that no system has to be solved.
        var (s2, s3, s4, sy, syy) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (x, y) in zip(x, y) {
            let (u, v) = (x - meanX, y - meanY)
            s2 += u * u
            s3 += u * u * u
            s4 += u * u * u * u
            sy += u * v
            syy += v * v
        }
        guard s2 > 0 else { return nil }
        let (tilt, level) = (s3 / s2, s2 / n)
        let spread = s4 - s3 * tilt - s2 * level
        guard spread > 1e-14 * s4 else { return nil }
        var product = 0.0
        for (x, y) in zip(x, y) {
            let u = x - meanX
            product += (u * u - tilt * u - level) * (y - meanY)
        }
        let c = product / spread
        let line = sy / s2
        let b = line - c * tilt - 2 * c * meanX
        coefficients = (meanY - line * meanX + c * (meanX * meanX + tilt * meanX - level), b, c)
        determination = syy > 0 ? min(1, (line * line * s2 + c * c * spread) / syy) : 0
    }

    /// The value at `x`.
    func callAsFunction(_ x: Double) -> Double {
        coefficients.constant + x * (coefficients.linear + x * coefficients.square)
    }
}

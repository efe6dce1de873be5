internal import Glibc

/// A power law `y = c·xᵉ`, fitted by least squares of the logarithms.
///
/// - Verified by: `OracleFactsTests`, against numpy.
struct PowerLaw: Sendable {
    /// The exponent e.
    let exponent: Double
    /// The factor c.
    let factor: Double

    /// The law through points of which those not above 0 are left out; `nil` with fewer than `fewest`.
    ///
    /// - Parameter weights: The weight of each square, above 0; all alike where absent.
    init?(_ x: [Double], _ y: [Double], weights: [Double]? = nil, fewest: Int) {
        var count = 0
        var (n, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (place, (x, y)) in zip(x, y).enumerated() where x > 0 && y > 0 {
            let (u, v, w) = (log(x), log(y), weights?[place] ?? 1)
            count += 1
            n += w
            sumX += w * u
            sumY += w * v
            sumXX += w * u * u
            sumXY += w * u * v
        }
        let spread = n * sumXX - sumX * sumX
        guard count >= fewest, spread > 0 else { return nil }
        exponent = (n * sumXY - sumX * sumY) / spread
        factor = exp((sumY - exponent * sumX) / n)
    }

    /// The value at `x`, above 0.
    func callAsFunction(_ x: Double) -> Double { factor * pow(x, exponent) }
}

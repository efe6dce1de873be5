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
    init?(_ x: [Double], _ y: [Double], fewest: Int) {
        var (n, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (x, y) in zip(x, y) where x > 0 && y > 0 {
            let (u, v) = (log(x), log(y))
            n += 1
            sumX += u
            sumY += v
            sumXX += u * u
            sumXY += u * v
        }
        let spread = n * sumXX - sumX * sumX
        guard n >= Double(fewest), spread > 0 else { return nil }
        exponent = (n * sumXY - sumX * sumY) / spread
        factor = exp((sumY - exponent * sumX) / n)
    }

    /// The value at `x`, above 0.
    func callAsFunction(_ x: Double) -> Double { factor * pow(x, exponent) }
}

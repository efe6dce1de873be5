internal import Glibc

/// The chi-squared distribution.
///
/// - Source: Press et al. (2007), "Numerical Recipes", 3rd edition, section 6.2: the incomplete gamma function by its
///   series below `a + 1`, by the continued fraction of Lentz above.
/// - Verified by: `OracleFactsTests`, against scipy.
public enum ChiSquared {
    /// The probability of a value above `x`.
    ///
    /// - Returns: From 0 to 1, relative error below 1e-12; NaN for an `x` that is NaN.
    public static func above(_ x: Double, degrees: Double) -> Double {
        guard !x.isNaN else { return .nan }
        guard x > 0 else { return 1 }
        let (a, z) = (degrees / 2, x / 2)
        let front = exp(a * log(z) - z - lgamma(a))
        if z < a + 1 {
            var (term, sum, step) = (1 / a, 1 / a, a)
            for _ in 0..<10_000 {
                step += 1
                term *= z / step
                sum += term
                if term < sum * 1e-16 { break }
            }
            return 1 - front * sum
        }
        let tiny = 1e-300
        var b = z + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var fraction = d
        for step in 1...10_000 {
            let numerator = -Double(step) * (Double(step) - a)
            b += 2
            d = numerator * d + b
            if abs(d) < tiny { d = tiny }
            c = b + numerator / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            fraction *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return front * fraction
    }
}

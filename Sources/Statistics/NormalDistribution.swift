internal import Glibc

/// The standard normal distribution.
public enum NormalDistribution {
    /// The density at `z`.
    public static func density(_ z: Double) -> Double {
        exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
    }

    /// The probability of a value up to `z`, by the complementary error function: accurate in both tails.
    public static func cumulative(_ z: Double) -> Double {
        0.5 * erfc(-z / 2.0.squareRoot())
    }

    /// The value up to which the probability is `p`.
    ///
    /// - Edge cases: 0 gives minus infinity, 1 infinity, anything outside `0...1` is `nan`.
    /// - Source: Acklam (2003), the rational approximation, sharpened by two steps of Halley on `cumulative`: relative
    ///   error below 1e-15 where `p` itself is exact.
    public static func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
        if p > 0.5 { return -quantile(1 - p) }
        var z: Double
        if p < 0.02425 {
            let q = (-2 * log(p)).squareRoot()
            let top = polynomial(
                q,
                [
                    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734,
                    4.374664141464968, 2.938163982698783,
                ])
            z =
                top
                / polynomial(
                    q, [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1])
        } else {
            let q = p - 0.5
            let r = q * q
            let top = polynomial(
                r,
                [
                    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
                    -3.066479806614716e+01, 2.506628277459239,
                ])
            let bottom = polynomial(
                r,
                [
                    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
                    -1.328068155288572e+01, 1,
                ])
            z = top * q / bottom
        }
        for _ in 0..<2 {
            let step = (cumulative(z) - p) / density(z)
            z -= step / (1 + 0.5 * z * step)
        }
        return z
    }

    /// A polynomial by Horner's rule, the highest power first.
    private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
        var value = 0.0
        for coefficient in coefficients { value = value * x + coefficient }
        return value
    }
}

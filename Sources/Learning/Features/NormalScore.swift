internal import Glibc

/// Quantiles of the standard normal distribution.
enum NormalScore {
    /// The quantile at a fraction between 0 and 1, within 1e-14 of its size.
    ///
    /// A rational approximation (relative error 1.2e-9), then a step of Halley's method on the distribution function.
    ///
    /// - Source: P. J. Acklam (2003), "An algorithm for computing the inverse normal cumulative distribution function".
    static func quantile(_ fraction: Double) -> Double {
        guard fraction > 0, fraction < 1 else {
            return fraction == 0 ? -.infinity : fraction == 1 ? .infinity : .nan
        }
        // The lower half is computed, where the distribution function has full precision.
        if fraction > 0.5 { return -quantile(1 - fraction) }
        let a = [
            -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
            -3.066479806614716e+01, 2.506628277459239e+00,
        ]
        let b = [
            -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
            -1.328068155288572e+01, 1,
        ]
        let c = [
            -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
            4.374664141464968e+00, 2.938163982698783e+00,
        ]
        let d = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1]
        func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
            coefficients.reduce(0) { $0 * x + $1 }
        }
        var x = 0.0
        if fraction < 0.02425 {
            let q = (-2 * log(fraction)).squareRoot()
            x = polynomial(c, q) / polynomial(d, q)
        } else {
            let q = fraction - 0.5
            x = polynomial(a, q * q) * q / polynomial(b, q * q)
        }
        let error = 0.5 * erfc(-x / 2.0.squareRoot()) - fraction
        let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
        return x - step / (1 + x * step / 2)
    }
}

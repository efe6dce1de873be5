internal import Glibc

/// Student's t distribution.
///
/// - Source: Press et al. (2007), "Numerical Recipes", 3rd edition, section 6.4: the incomplete beta function by the
///   continued fraction of Lentz.
/// - Verified by: `StudentDistributionTests`: closed forms for 1 and 2 degrees, and the p values of the OLS oracle.
public enum StudentDistribution {
    /// The probability of a value at least as far from zero as `t`, on both sides.
    ///
    /// - Parameters:
    ///   - t: The statistic.
    ///   - degrees: Degrees of freedom, above 0.
    /// - Returns: From 0 to 1, relative error below 1e-12; NaN for a `t` that is NaN or `degrees` not above 0.
    public static func twoSided(_ t: Double, degrees: Double) -> Double {
        guard degrees > 0, !t.isNaN else { return .nan }
        guard t.isFinite else { return 0 }
        return incompleteBeta(degrees / (degrees + t * t), t * t / (degrees + t * t), degrees / 2)
    }

    /// The value that is exceeded, on both sides together, with probability `1 − level`: 1.96 for 0.95 and many degrees.
    ///
    /// - Returns: Relative error below 1e-12, by bisection on `twoSided`; infinite for a level of 1, NaN outside `0...1`.
    public static func critical(level: Double, degrees: Double) -> Double {
        guard level >= 0, level <= 1 else { return .nan }
        return critical(tail: 1 - level, degrees: degrees)
    }

    /// The value that is exceeded, on both sides together, with probability `tail`: also where `1 − tail` rounds to 1.
    ///
    /// - Returns: Relative error below 1e-12, by bisection on `twoSided`; infinite for 0, NaN outside `0...1`.
    public static func critical(tail: Double, degrees: Double) -> Double {
        guard tail >= 0, tail <= 1, degrees > 0 else { return .nan }
        guard tail > 0 else { return .infinity }
        var (low, high) = (0.0, 1.0)
        while twoSided(high, degrees: degrees) > tail, high < 1e300 { (low, high) = (high, high * 2) }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            if twoSided(middle, degrees: degrees) > tail { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The regularised incomplete beta function of `a` and a half at `x`.
    ///
    /// `1 − x` is given beside it so that neither end is rounded off.
    private static func incompleteBeta(_ x: Double, _ rest: Double, _ a: Double) -> Double {
        let b = 0.5
        guard x > 0 else { return 0 }
        guard rest > 0 else { return 1 }
        let beta = halfStep(a) - 0.5 * log(Double.pi)
        // Near one the logarithm is of what is missing.
        let (near, far) = (x > 0.5 ? log1p(-rest) : log(x), rest > 0.5 ? log1p(-x) : log(rest))
        let front = exp(beta + a * near + b * far)
        if x < (a + 1) / (a + b + 2) { return front * fraction(x, a, b) / a }
        return 1 - front * fraction(rest, b, a) / b
    }

    /// `log Γ(a + ½) − log Γ(a)` without the difference of large numbers.
    private static func halfStep(_ a: Double) -> Double {
        guard a > 100 else { return lgamma(a + 0.5) - lgamma(a) }
        // Asymptotic; the next term is below 1e-17 for such a.
        let square = a * a
        return 0.5 * log(a) - 1 / (8 * a) + 1 / (192 * a * square) - 1 / (640 * a * square * square)
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        if abs(d) < tiny { d = tiny }
        d = 1 / d
        var result = d
        for step in 1...10_000 {
            let m = Double(step)
            for numerator in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 + numerator * d
                if abs(d) < tiny { d = tiny }
                c = 1 + numerator / c
                if abs(c) < tiny { c = tiny }
                d = 1 / d
                result *= d * c
            }
            if abs(d * c - 1) < 1e-16 { break }
        }
        return result
    }
}

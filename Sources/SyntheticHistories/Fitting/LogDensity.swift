internal import Glibc

/// Logarithms of densities.
enum LogDensity {
    /// `log(2π · variance)`.
    static func twoPi(_ variance: Double) -> Double { log(2 * Double.pi * variance) }

    /// Of the normal distribution at a distance from its mean.
    static func normal(_ distance: Double, variance: Double) -> Double {
        -0.5 * (twoPi(variance) + distance * distance / variance)
    }

    /// What does not depend on the value, of Student's t with a variance of 1.
    ///
    /// - Source: Bollerslev (1987), "A Conditionally Heteroskedastic Time Series Model for Speculative Prices", eq. 1.
    static func studentConstant(degrees: Double) -> Double {
        lgamma((degrees + 1) / 2) - lgamma(degrees / 2) - 0.5 * log(Double.pi * (degrees - 2))
    }
}

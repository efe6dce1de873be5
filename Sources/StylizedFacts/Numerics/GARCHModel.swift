/// A GARCH(1,1) model with a constant mean, and the variances that it gives a series.
///
///     r_t = μ + e_t,   h_t = ω + α·e²_{t−1} + β·h_{t−1},   e²₀ = h₀ = mean(e²)
///
/// - Source: Bollerslev (1986), "Generalized Autoregressive Conditional Heteroskedasticity"; the start as in Fiorentini,
///   Calzolari & Panattoni (1996), "Analytic Derivatives and the Computation of GARCH Estimates", the benchmark of
///   McCullough & Renfro (1999).
/// - Verified by: `GARCHTests`.
public struct GARCHModel: Sendable, Hashable {
    /// μ, in units of the returns.
    public var mean: Double
    /// ω, in units of the returns squared.
    public var constant: Double
    /// α, the weight of the last squared shock.
    public var shock: Double
    /// β, the weight of the last variance.
    public var memory: Double

    /// A model.
    public init(mean: Double, constant: Double, shock: Double, memory: Double) {
        (self.mean, self.constant, self.shock, self.memory) = (mean, constant, shock, memory)
    }

    /// α + β.
    public var persistence: Double { shock + memory }

    /// The standardised residuals `e_t / √h_t` of returns; shape `[n]`.
    public func residuals(of returns: [Double]) -> [Double] {
        var start = 0.0
        for value in returns { start += (value - mean) * (value - mean) }
        start /= Double(max(1, returns.count))
        var variance = constant + persistence * start
        return returns.map { value in
            let error = value - mean
            let residual = error / variance.squareRoot()
            variance = constant + shock * error * error + memory * variance
            return residual
        }
    }

    /// The Gaussian log-likelihood of returns.
    public func logLikelihood(of returns: [Double]) -> Double {
        GARCHLikelihood(returns).evaluate(self).value
    }
}

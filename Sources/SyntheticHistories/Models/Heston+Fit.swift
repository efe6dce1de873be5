internal import Glibc
internal import Statistics

extension Heston {
    /// By moments of returns alone.
    ///
    /// With B = (1 − exp(−κΔ))/κ, ε the returns less their mean and k = 1, 2, … bars,
    ///
    ///     E[ε²] = θ·Δ,
    ///     Cov(ε²[t], ε²[t+k]) = ξ²θ/(2κ)·B²·exp(−κΔ(k−1)),
    ///     Cov(ε[t], ε²[t+k]) = ρξθ·B²·exp(−κΔ(k−1)).
    ///
    /// κ is that at which the first curve fits the covariances of 1 … 100 bars with least squares, ξ and ρ follow from the
    /// levels of both curves. Terms of order ρ²κΔ are left out. Returns further than eight deviations from their mean are
    /// counted as eight, since the fourth moment is at the mercy of a few days. A level within three errors of zero counts as not
    /// found: the fit says so, and has no leverage then. These estimates are wide: of twenty years of
    /// days κ and ξ are known to about a third.
    ///
    /// - Source: the moments of the square-root process, as in Bollerslev & Zhou (2002), "Estimating Stochastic Volatility
    ///   Diffusion Using Conditional Moments of Integrated Volatility", appendix A; the leverage moment by Itô's rule.
    public static func fit(_ returns: [Double], yearsPerBar: Double, options: Parameters) -> ReturnFit<Self> {
        let moments = Moments(returns)
        let n = Double(returns.count)
        let variance = moments.sumOfSquares / n
        let most = 8 * variance.squareRoot()
        let noise = returns.map { max(-most, min(most, $0 - moments.mean)) }
        let squares = noise.map { $0 * $0 - variance }
        let lags = min(100, returns.count / 10)
        let clustering = (1...lags).map { lag in
            lagged(squares, squares, lag) / n
        }
        let leverage = (1...lags).map { lag in lagged(noise, squares, lag) / n }
        var parameters = options
        parameters.longVolatility = (variance / yearsPerBar).squareRoot()
        parameters.drift = (moments.mean + variance / 2) / yearsPerBar
        func level(_ curve: [Double], _ decay: Double) -> (level: Double, gain: Double, weights: Double) {
            var (top, bottom, weight) = (0.0, 0.0, 1.0)
            for value in curve {
                top += weight * value
                bottom += weight * weight
                weight *= decay
            }
            return (top / bottom, top > 0 ? top * top / bottom : -top * top / bottom, bottom)
        }
        // Half-lives from one bar to as many as there are lags.
        let rates = (0...400).map { log(2) / pow(Double(2 * lags), Double($0) / 400) }
        let gains = rates.map { level(clustering, exp(-$0)).gain }
        let best = gains.indices.max { gains[$0] < gains[$1] } ?? 0
        let (decay, kappa) = (exp(-rates[best]), rates[best] / yearsPerBar)
        let (amplitude, _, weights) = level(clustering, decay)
        // Of independent returns each covariance has the deviation that the squares' variance has over the root of n.
        let error = squares.reduce(0) { $0 + $1 * $1 } / n / (n * weights).squareRoot()
        let isClustered = amplitude > 3 * error
        let b = (1 - decay) / kappa
        let theta = variance / yearsPerBar
        let spread = max(amplitude, 1e-4 * variance * variance) / (b * b)
        parameters.reversion = max(1e-3, min(2_000, kappa))
        parameters.variation = max(1e-3, min(200, (2 * kappa * spread / theta).squareRoot()))
        let lean = level(leverage, decay).level / (parameters.variation * theta * b * b)
        parameters.correlation = isClustered ? max(-0.95, min(0.95, lean)) : 0
        let isInside = best > 0 && best < rates.count - 1 && abs(lean) <= 0.95
        return ReturnFit(
            Self(parameters, yearsPerBar: yearsPerBar), isConverged: isClustered && isInside,
            note: !isClustered
                ? "the squares of returns are not clearly correlated, so that the law of the variance is little more than a guess"
                : isInside
                    ? nil : "the moments lie at the edge of what the model can have; the nearest parameters are taken")
    }

    /// The sum of `first[t] · second[t + lag]`.
    private static func lagged(_ first: [Double], _ second: [Double], _ lag: Int) -> Double {
        var sum = 0.0
        for place in 0..<max(0, first.count - lag) { sum += first[place] * second[place + lag] }
        return sum
    }
}

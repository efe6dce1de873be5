internal import Glibc

/// What can be said of a Sharpe ratio per period beyond its value.
///
/// None of it is annualised.
public enum SharpeInference {
    /// The standard error of a Sharpe ratio of independent, identically normal returns.
    ///
    ///     √((1 + SR²/2) / n)
    ///
    /// - Source: Lo (2002), "The Statistics of Sharpe Ratios", eq. 9.
    /// - Verified by: `OracleMetricsTests/metricsAgreeWithTheOracle`.
    public static func standardError(sharpe: Double, count: Int) -> Double? {
        count > 0 ? ((1 + sharpe * sharpe / 2) / Double(count)).squareRoot() : nil
    }

    /// `1 − g3·SR + (g4 − 1)/4·SR²`: the variance of the estimate times n, with skewness and raw kurtosis.
    static func varianceFactor(sharpe: Double, skewness: Double, kurtosisRaw: Double) -> Double {
        1 - skewness * sharpe + (kurtosisRaw - 1) / 4 * sharpe * sharpe
    }

    /// The probability that the true Sharpe ratio exceeds a threshold.
    ///
    ///     Φ((SR − SR*) √(n − 1) / √(1 − g3·SR + (g4 − 1)/4·SR²))
    ///
    /// - Parameters:
    ///   - sharpe: The ratio per period, sd with ddof 1.
    ///   - threshold: The ratio per period to exceed.
    ///   - count: The number of returns, at least 2.
    ///   - skewness: Biased.
    ///   - kurtosisRaw: Biased and raw: 3 for a normal distribution, not 0.
    /// - Returns: A probability, or `nil` when the variance factor is not positive.
    /// - Source: Bailey & López de Prado (2012), "The Sharpe Ratio Efficient Frontier", eq. 11.
    /// - Verified by: `SharpeInferenceTests/probabilisticSharpeAndTrackRecordAgreeWithTheOracle`.
    public static func probabilisticSharpe(
        sharpe: Double, threshold: Double = 0, count: Int, skewness: Double, kurtosisRaw: Double
    ) -> Double? {
        let factor = varianceFactor(sharpe: sharpe, skewness: skewness, kurtosisRaw: kurtosisRaw)
        guard count > 1, factor > 0 else { return nil }
        return NormalDistribution.cumulative(
            (sharpe - threshold) * Double(count - 1).squareRoot() / factor.squareRoot())
    }

    /// The number of returns at which the probabilistic Sharpe ratio reaches a confidence.
    ///
    ///     1 + (1 − g3·SR + (g4 − 1)/4·SR²) (Φ⁻¹(confidence) / (SR − SR*))²
    ///
    /// - Returns: A number of periods, or `nil` when the ratio does not exceed the threshold.
    /// - Source: Bailey & López de Prado (2012), eq. 13.
    /// - Verified by: `SharpeInferenceTests/probabilisticSharpeAndTrackRecordAgreeWithTheOracle`.
    public static func minimumTrackRecordLength(
        sharpe: Double, threshold: Double = 0, skewness: Double, kurtosisRaw: Double, confidence: Double = 0.95
    ) -> Double? {
        let factor = varianceFactor(sharpe: sharpe, skewness: skewness, kurtosisRaw: kurtosisRaw)
        guard sharpe > threshold, factor > 0 else { return nil }
        let ratio = NormalDistribution.quantile(confidence) / (sharpe - threshold)
        return 1 + factor * ratio * ratio
    }

    /// The number of lags whose autocorrelation is taken into account, `⌊4 (n/100)^(2/9)⌋`, at most `n − 1`.
    ///
    /// - Source: Newey & West (1994), the usual rule of thumb.
    public static func lags(count: Int) -> Int {
        guard count > 1 else { return 0 }
        return min(count - 1, Int(4 * pow(Double(count) / 100, 2.0 / 9)))
    }

    /// The factor that turns a Sharpe ratio per period into one per year when returns are autocorrelated.
    ///
    ///     η(q) = q / √(q + 2 Σ_{k<q} (q − k) ρ_k),   ρ_k = 0 beyond the given lags
    ///
    /// - Parameters:
    ///   - autocorrelations: `ρ_1, ρ_2, …`.
    ///   - periods: q, the number of periods to aggregate.
    /// - Returns: The factor, `√q` without autocorrelation; `nil` when what stands under the root is not positive.
    /// - Source: Lo (2002), eq. 20.
    public static func annualisation(autocorrelations: [Double], periods: Double) -> Double? {
        var sum = 0.0
        for (index, value) in autocorrelations.enumerated() {
            let lag = Double(index + 1)
            if lag < periods { sum += (periods - lag) * value }
        }
        let under = periods + 2 * sum
        return under > 0 ? periods / under.squareRoot() : nil
    }
}

/// The autocorrelations of values at lags `1...lags`, each with the overall mean and the full sum of squares.
///
/// - Returns: Shape `[lags]`, or none when the values do not vary.
/// - Source: Box & Jenkins (1976), eq. 2.1.11.
public func autocorrelations(of values: [Double], moments: Moments, lags: Int) -> [Double] {
    guard moments.varies, lags > 0 else { return [] }
    return (1...lags).map { lag in
        Reductions.products(values, about: moments.mean, values, about: moments.mean, lag: lag) / moments.sumOfSquares
    }
}

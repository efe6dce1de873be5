internal import Glibc

extension SharpeInference {
    /// Euler's constant.
    static let eulerGamma = 0.5772156649015329

    /// The standard error of a Sharpe ratio of independent returns of any distribution.
    ///
    ///     √((1 − g3·SR + (g4 − 1)/4·SR²) / (n − 1))
    ///
    /// - Returns: The error, or `nil` when the variance factor is not positive or there are fewer than two returns.
    /// - Source: Mertens (2002); Opdyke (2007); Bailey & López de Prado (2012), eq. 8.
    /// - Verified by: `DeflatedSharpeTests/publishedValues`.
    public static func standardError(sharpe: Double, count: Int, skewness: Double, kurtosisRaw: Double) -> Double? {
        let factor = varianceFactor(sharpe: sharpe, skewness: skewness, kurtosisRaw: kurtosisRaw)
        return count > 1 && factor > 0 ? (factor / Double(count - 1)).squareRoot() : nil
    }

    /// The highest Sharpe ratio to be expected of trials whose true ratios are all zero.
    ///
    ///     √V ((1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N·e))),   γ = 0.5772…
    ///
    /// - Parameters:
    ///   - trials: N, the number of independent trials, at least 1; an effective number may be a fraction.
    ///   - variance: V, the variance of the trials' ratios.
    /// - Returns: A ratio in the periods of `variance`, never below zero; 0 for one trial.
    /// - Edge cases: `nan` for fewer than one trial or a negative variance. The approximation is 2.4 % above the exact
    ///   expectation for ten trials, 0.9 % for a hundred, 0.4 % for a thousand.
    /// - Source: Bailey & López de Prado (2014), "The Deflated Sharpe Ratio", eq. 2.
    /// - Verified by: `DeflatedSharpeTests/publishedValues`.
    public static func expectedMaximum(trials: Double, variance: Double) -> Double {
        guard trials >= 1, variance >= 0 else { return .nan }
        guard trials > 1 else { return 0 }
        let upper = NormalDistribution.quantile(1 / trials)
        let further = NormalDistribution.quantile(1 / (trials * M_E))
        return variance.squareRoot() * max(0, -((1 - eulerGamma) * upper + eulerGamma * further))
    }

    /// The number of years that a backtest must last for its best ratio to be beyond what luck is expected to give.
    ///
    ///     (E[max of N] / SR)²,   E[max of N] of trials with unit variance
    ///
    /// - Parameters:
    ///   - trials: N, at least 1.
    ///   - annualSharpe: The annualised ratio that must not be explained by luck: of the best trial.
    /// - Returns: Years, or `nil` where the ratio is not positive. It is below `2 ln N / SR²`.
    /// - Source: Bailey, Borwein, López de Prado & Zhu (2014), "Pseudo-Mathematics and Financial Charlatanism", theorem 1.
    /// - Verified by: `DeflatedSharpeTests/publishedValues`.
    public static func minimumBacktestYears(trials: Double, annualSharpe: Double) -> Double? {
        guard annualSharpe > 0, trials >= 1 else { return nil }
        let ratio = expectedMaximum(trials: trials, variance: 1) / annualSharpe
        return ratio * ratio
    }
}

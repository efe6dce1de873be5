/// A figure of a market that calibration matches.
///
/// Nothing crosses the end of a day: returns over k minutes are sums of k consecutive one-minute log returns from the day's
/// first on, without overlap; products are of minutes, or trades, of one day.
///
/// - Source: Franke and Westerhoff (2012), "Structural stochastic volatility in asset pricing dynamics", section 4, for
///   moments of returns; Cont (2001), "Empirical properties of asset returns", for their choice.
/// - Verified by: `CalibrationMomentTests`, against numpy, scipy and statsmodels.
public enum CalibrationMoment: String, CaseIterable, Sendable, Hashable {
    /// √(mean r² − (mean r)²) of one-minute returns.
    case deviation = "deviation_1_minute"
    /// Excess kurtosis, m₄/m₂² − 3 of population moments, of one-minute returns.
    case kurtosis1 = "kurtosis_1_minute"
    /// The same over five minutes.
    case kurtosis5 = "kurtosis_5_minutes"
    /// The same over thirty minutes.
    case kurtosis30 = "kurtosis_30_minutes"
    /// Autocorrelation of |r| of one-minute returns at lag 1: the mean product of deviations from the mean of all minutes,
    /// over the variance.
    case clustering1 = "absolute_autocorrelation_1"
    /// The same at lag 10.
    case clustering10 = "absolute_autocorrelation_10"
    /// The same at lag 60.
    case clustering60 = "absolute_autocorrelation_60"
    /// Median over minutes of the minute's time-weighted quoted spread, in basis points.
    case spread = "median_spread"
    /// Mean units traded a minute.
    case volume = "volume_per_minute"
    /// Mean trades a minute.
    case trades = "trades_per_minute"
    /// γ of the autocorrelation of order signs, C(k) ~ k^−γ: minus the least-squares slope of log C(k) on log k over the lags
    /// of `signLags` in trades; a C(k) below 0.001 counts as 0.001, so that a market without memory has a figure too.
    case signExponent = "order_sign_exponent"

    /// Lags at which the autocorrelation of order signs is taken: about evenly spaced in logarithm.
    public static let signLags = [1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64]

    /// What it is, in a line.
    public var definition: String {
        switch self {
        case .deviation: "standard deviation of one-minute log returns"
        case .kurtosis1: "excess kurtosis of one-minute log returns"
        case .kurtosis5: "excess kurtosis of five-minute log returns, without overlap"
        case .kurtosis30: "excess kurtosis of thirty-minute log returns, without overlap"
        case .clustering1: "autocorrelation of absolute one-minute returns at lag 1"
        case .clustering10: "autocorrelation of absolute one-minute returns at lag 10"
        case .clustering60: "autocorrelation of absolute one-minute returns at lag 60"
        case .spread: "median over minutes of the time-weighted quoted spread"
        case .volume: "mean units traded a minute"
        case .trades: "mean trades a minute"
        case .signExponent: "exponent of the decay of the autocorrelation of order signs, lags 1 to 64 trades"
        }
    }

    /// The unit; empty for pure numbers.
    public var unit: String {
        switch self {
        case .spread: "basis points"
        case .volume: "units/minute"
        case .trades: "trades/minute"
        default: ""
        }
    }
}

/// Moments of the returns of one trial.
public struct TrialFigures: Sendable, Hashable {
    /// The number of returns.
    public let count: Int
    /// The arithmetic mean per period.
    public let mean: Double
    /// The standard deviation per period, ddof 1; 0 for fewer than two returns.
    public let standardDeviation: Double
    /// The Sharpe ratio per period, or `nil` where the returns do not vary.
    public let sharpe: Double?
    /// The biased skewness, or `nil` where the returns do not vary.
    public let skewness: Double?
    /// The biased raw kurtosis, 3 for a normal distribution, or `nil` where the returns do not vary.
    public let kurtosisRaw: Double?

    /// The figures of returns.
    public init(_ returns: [Double]) {
        let moments = Moments(returns, scale: 1)
        count = returns.count
        mean = moments.mean
        standardDeviation = moments.standardDeviation(ddof: 1) ?? 0
        sharpe = moments.varies ? moments.mean / standardDeviation : nil
        (skewness, kurtosisRaw) = (moments.skewness, moments.kurtosisRaw)
    }

    /// Figures that are known, such as those that a sweep keeps of each trial.
    ///
    /// - Parameters:
    ///   - standardDeviation: With divisor n − 1; 0 where there is none.
    ///   - skewness: Biased; `nil` where the returns do not vary, and then there is no Sharpe ratio.
    ///   - kurtosisRaw: Biased and raw, likewise.
    public init(count: Int, mean: Double, standardDeviation: Double, skewness: Double?, kurtosisRaw: Double?) {
        let varies = standardDeviation > 0 && skewness != nil && kurtosisRaw != nil
        (self.count, self.mean, self.standardDeviation) = (count, mean, standardDeviation)
        sharpe = varies ? mean / standardDeviation : nil
        (self.skewness, self.kurtosisRaw) = (varies ? skewness : nil, varies ? kurtosisRaw : nil)
    }

    /// The statistic of the null that the mean is zero: `√n · sharpe`, with `n − 1` degrees of freedom.
    public var tStatistic: Double? { sharpe.map { $0 * Double(count).squareRoot() } }
}

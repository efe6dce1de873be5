/// The moments of a trial's daily returns, from which its Sharpe ratio and its standard error are made.
public struct ReturnMoments: Hashable, Sendable {
    /// The number of sessions with a return.
    public var sessions: Int
    /// The mean return per session, as a fraction.
    public var mean: Double
    /// The standard deviation per session, as a fraction (divisor n − 1).
    public var standardDeviation: Double
    /// The skewness, 0 for a normal distribution.
    public var skewness: Double
    /// The raw kurtosis, 3 for a normal distribution; never the excess.
    public var kurtosis: Double

    /// Moments that were computed elsewhere.
    ///
    /// - Edge cases: A moment that does not exist is `nan`.
    public init(sessions: Int, mean: Double, standardDeviation: Double, skewness: Double, kurtosis: Double) {
        self.sessions = sessions
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.skewness = skewness
        self.kurtosis = kurtosis
    }

    /// The Sharpe ratio per session, not annualised.
    ///
    ///     sharpe = mean / standardDeviation
    ///
    /// - Returns: `nil` where the returns do not vary or a moment is not finite.
    public var sharpe: Double? {
        guard standardDeviation > 0, standardDeviation.isFinite, mean.isFinite else { return nil }
        return mean / standardDeviation
    }
}

/// The statistic and p-values of one form of Hansen's test for superior predictive ability.
///
/// The three p-values differ in what is held of trials that did worse than the benchmark: `lower` takes them to be as bad
/// as they look, `upper` to be no worse than the benchmark, `consistent` believes only what is worse by more than
/// `√(2 ln ln n)` standard errors. Always `lower ≤ consistent ≤ upper`.
public struct SuperiorityPValues: Sendable, Hashable {
    /// `√n` times the highest mean difference, over its standard deviation where the form is studentised.
    public let statistic: Double
    /// The trial that has it, the first of equals.
    public let bestTrial: Int
    /// The number of resamples.
    public let resamples: Int
    /// The number of resamples whose statistic is above, by recentring.
    public let exceedances: Exceedances

    /// Numbers of resamples, by what is held of poor trials.
    public struct Exceedances: Sendable, Hashable {
        /// Poor trials are as bad as they look.
        public let lower: Int
        /// Only clearly poor trials are poor.
        public let consistent: Int
        /// No trial is poor.
        public let upper: Int
    }

    /// The share of resamples above the statistic, poor trials being as bad as they look.
    public var lower: Double { Double(exceedances.lower) / Double(resamples) }
    /// The share of resamples above the statistic, only clearly poor trials being poor: the one to go by.
    public var consistent: Double { Double(exceedances.consistent) / Double(resamples) }
    /// The share of resamples above the statistic, no trial being poor.
    public var upper: Double { Double(exceedances.upper) / Double(resamples) }
}

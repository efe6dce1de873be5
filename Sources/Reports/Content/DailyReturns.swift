public import Core

/// Returns of the strategy and its benchmark by session, from which the monthly table, the years and the distribution
/// are compounded and counted.
public struct DailyReturns: Sendable {
    /// The sessions, strictly ascending.
    public var dates: [CivilDate]
    /// Simple returns as fractions, one a session.
    public var returns: [Double]
    /// Simple returns of the benchmark as fractions; empty without one.
    public var benchmark: [Double]

    /// Returns by session.
    ///
    /// - Precondition: the columns that are not empty are of equal length.
    public init(dates: [CivilDate], returns: [Double], benchmark: [Double] = []) {
        invariant(
            dates.count == returns.count && (benchmark.isEmpty || benchmark.count == dates.count),
            "the columns of daily returns differ in length")
        self.dates = dates
        self.returns = returns
        self.benchmark = benchmark
    }
}

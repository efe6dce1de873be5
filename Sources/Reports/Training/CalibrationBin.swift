/// Forecasts of about the same size, and what came of them.
public struct CalibrationBin: Hashable, Sendable {
    /// The mean forecast.
    public var meanForecast: Double
    /// The mean of what came; for probabilities the frequency of the outcome.
    public var meanTruth: Double
    /// The standard error of the mean of what came; `nan` where it is not known.
    public var standardError: Double
    /// The number of forecasts.
    public var count: Int

    /// A bin.
    public init(meanForecast: Double, meanTruth: Double, standardError: Double, count: Int) {
        self.meanForecast = meanForecast
        self.meanTruth = meanTruth
        self.standardError = standardError
        self.count = count
    }
}

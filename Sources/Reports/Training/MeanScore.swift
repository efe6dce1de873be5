import Core

/// The mean of a score over steps, with how far it may lie from the true one.
public struct MeanScore: Hashable, Sendable {
    /// The mean.
    public var mean: Double
    /// The standard error of the mean.
    public var standardError: Double
    /// The interval that holds the true mean.
    public var interval: ConfidenceInterval
    /// The number of steps that have a score.
    public var count: Int

    /// A mean.
    public init(mean: Double, standardError: Double, interval: ConfidenceInterval, count: Int) {
        self.mean = mean
        self.standardError = standardError
        self.interval = interval
        self.count = count
    }

    /// As a JSON object.
    var json: JSONValue {
        [
            "value": .number(mean), "standard_error": .number(standardError), "interval": interval.json,
            "n": .integer(count),
        ]
    }
}

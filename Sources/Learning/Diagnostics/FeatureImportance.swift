/// How much worse forecasts become when some features are taken from other samples.
public struct FeatureImportance: Sendable, Equatable {
    /// The features that were moved together.
    public let features: [String]
    /// The loss of the score in each repeat, in the unit of the score.
    public let drops: [Double]

    /// The mean loss.
    public var mean: Double { drops.reduce(0, +) / Double(drops.count) }

    /// The standard deviation of the losses over the repeats (`ddof` 1); `nil` for one repeat.
    public var deviation: Double? {
        guard drops.count > 1 else { return nil }
        let mean = mean
        return (drops.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(drops.count - 1)).squareRoot()
    }
}

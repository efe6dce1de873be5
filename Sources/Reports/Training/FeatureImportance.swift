/// How much worse the model does out of sample where one feature is shuffled.
public struct FeatureImportance: Hashable, Sendable {
    /// Over what the deviation of the drops is taken.
    public enum Spread: String, Hashable, Sendable {
        /// The means of several folds.
        case folds
        /// The repeats of the shuffling in one fold.
        case repeats
    }

    /// The feature.
    public var feature: String
    /// The mean drop of the score; below zero where shuffling helped.
    public var meanDrop: Double
    /// The standard deviation of the drop, over folds or repeats as the report says; `nan` where there was one.
    public var deviation: Double

    /// An importance.
    public init(feature: String, meanDrop: Double, deviation: Double) {
        self.feature = feature
        self.meanDrop = meanDrop
        self.deviation = deviation
    }

    /// Whether the drop stands out of its spread: more than two standard deviations above zero.
    var standsOut: Bool { deviation.isFinite && meanDrop > 2 * deviation && meanDrop > 0 }
}

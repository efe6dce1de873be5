/// Features clamped to two of their quantiles.
///
/// - Edge cases: NaN stays NaN. Quantiles 0 and 1 clamp to what was seen in training.
/// - Verified by: `FeatureTransformTests`.
public struct Winsorisation: FeatureTransform, Equatable {
    /// Values below this quantile of the training rows become it.
    public var lower: Double
    /// Values above this quantile of the training rows become it.
    public var upper: Double

    /// A clamp to the quantiles `lower` and `upper`, fractions.
    public init(lower: Double = 0.01, upper: Double = 0.99) {
        self.lower = lower
        self.upper = upper
    }

    /// Learns the bounds of each feature.
    ///
    /// - Throws: `LearningError.parameter` unless `0 ≤ lower < upper ≤ 1`.
    public func fit(_ samples: TrainingSamples) throws(LearningError) -> Fitted {
        try FeatureStatistics.check(upper, "the upper quantile", in: 0...1)
        try FeatureStatistics.check(lower, "the lower quantile", in: 0...upper)
        let sorted = samples.newestColumns().map { $0.sorted() }
        return Fitted(
            least: sorted.map { FeatureStatistics.quantile($0, lower) },
            greatest: sorted.map { FeatureStatistics.quantile($0, upper) })
    }

    /// The bounds of each feature.
    public struct Fitted: FittedTransform {
        /// Lower bounds; shape `[K]`.
        public let least: [Double]
        /// Upper bounds; shape `[K]`.
        public let greatest: [Double]

        /// As many as after.
        public var inputCount: Int { least.count }
        /// As many as before.
        public var outputCount: Int { least.count }

        /// Writes the clamped values.
        public func apply(_ rows: Span<Double>, into output: inout MutableSpan<Double>) {
            var place = 0
            while place < rows.count {
                for column in least.indices {
                    let value = rows[place + column]
                    // Comparisons with NaN are false, so that it stays.
                    output[place + column] =
                        value < least[column] ? least[column] : value > greatest[column] ? greatest[column] : value
                }
                place += least.count
            }
        }
    }
}

/// The features that correlate most with the label over the training samples, in their order.
///
/// Correlations are of the newest row of each window, unweighted. Equal ones are taken in the order of features.
///
/// - Edge cases: A constant feature, or constant labels, correlate 0.
/// - Verified by: `CorrelationSelectionTests`.
public struct CorrelationSelection: FeatureTransform, Equatable {
    /// How many features are kept, 1 or more; all where there are fewer.
    public var count: Int

    /// A selection of `count` features.
    public init(count: Int) { self.count = count }

    /// Learns which features to keep.
    ///
    /// - Throws: `LearningError.parameter` for a count below 1.
    public func fit(_ samples: TrainingSamples) throws(LearningError) -> Fitted {
        guard count >= 1 else {
            throw .parameter(name: "the number of features kept", found: "\(count)", allowed: "1 or more")
        }
        let (means, deviations) = samples.newestMoments()
        let (labels, rows, width) = (samples.labels, samples.newestRows(), means.count)
        let mean = labels.reduce(0, +) / Double(labels.count)
        var products = [Double](repeating: 0, count: width)
        var squares = 0.0
        for (sample, label) in labels.enumerated() {
            squares += (label - mean) * (label - mean)
            for column in 0..<width {
                products[column] += (rows[sample * width + column] - means[column]) * (label - mean)
            }
        }
        // Deviations of equal labels are rounding.
        let spread = labels.min() == labels.max() ? 0 : (squares * Double(labels.count)).squareRoot()
        let correlations = products.indices.map { column in
            deviations[column] > 0 && spread > 0 ? products[column] / (deviations[column] * spread) : 0
        }
        // The sort is stable by the second key.
        let order = correlations.indices.sorted {
            (-abs(correlations[$0]), $0) < (-abs(correlations[$1]), $1)
        }
        return Fitted(inputCount: width, kept: order.prefix(count).sorted(), correlations: correlations)
    }

    /// Which features are kept.
    public struct Fitted: FittedTransform {
        /// How many features there were.
        public let inputCount: Int
        /// The places of those kept, ascending.
        public let kept: [Int]
        /// The correlation of every feature with the label; shape `[inputCount]`.
        public let correlations: [Double]

        /// How many are kept.
        public var outputCount: Int { kept.count }

        /// The names of those kept.
        public func names(_ features: [String]) -> [String] { kept.map { features[$0] } }

        /// Writes the features that are kept.
        public func apply(_ rows: Span<Double>, into output: inout MutableSpan<Double>) {
            var target = 0
            for first in stride(from: 0, to: rows.count, by: max(1, inputCount)) {
                for column in kept {
                    output[target] = rows[first + column]
                    target += 1
                }
            }
        }
    }
}

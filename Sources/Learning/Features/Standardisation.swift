/// Features less their centre, over their scale.
///
///     z = (x − centre) / scale
///
/// - Edge cases: A feature that is constant in training has scale 1: it becomes 0 there, and elsewhere its distance from
///   the constant. `Fitted.constantFeatures` names such features.
/// - Verified by: `FeatureTransformTests`; scikit-learn's `StandardScaler` in `../shared/oracles/models`.
public struct Standardisation: FeatureTransform, Equatable {
    /// What centre and scale are.
    public enum Kind: String, Sendable, Codable {
        /// Mean, and standard deviation with `ddof` 0.
        case moments
        /// Median, and the distance between the quartiles.
        case robust
    }

    /// What centre and scale are.
    public var kind: Kind

    /// A standardisation by mean and standard deviation, or by median and quartiles.
    public init(_ kind: Kind = .moments) { self.kind = kind }

    /// Learns centre and scale of each feature.
    public func fit(_ samples: TrainingSamples) throws(LearningError) -> Fitted {
        let (means, deviations) = samples.newestMoments()
        guard kind == .robust else { return Fitted(centres: means, deviations: deviations) }
        var (medians, distances) = (means, deviations)
        for (place, column) in samples.newestColumns().enumerated() where deviations[place] > 0 {
            let sorted = column.sorted()
            medians[place] = FeatureStatistics.quantile(sorted, 0.5)
            distances[place] =
                FeatureStatistics.quantile(sorted, 0.75) - FeatureStatistics.quantile(sorted, 0.25)
        }
        return Fitted(centres: medians, deviations: distances)
    }

    /// Centre and scale of each feature.
    public struct Fitted: FittedTransform {
        /// What is subtracted; shape `[K]`.
        public let centres: [Double]
        /// The measured scales, 0 for constant features; shape `[K]`.
        public let deviations: [Double]
        /// What is divided by: the deviations, 1 for constant features; shape `[K]`.
        public var scales: [Double] { deviations.map { $0 > 0 ? $0 : 1 } }

        /// The columns that did not vary in training.
        public var constantFeatures: [Int] { deviations.indices.filter { !(deviations[$0] > 0) } }

        /// As many as after.
        public var inputCount: Int { centres.count }
        /// As many as before.
        public var outputCount: Int { centres.count }

        /// Writes `(x − centre) / scale`.
        public func apply(_ rows: Span<Double>, into output: inout MutableSpan<Double>) {
            let (scales, count) = (scales, centres.count)
            rows.withUnsafeBufferPointer { rows in
                output.withUnsafeMutableBufferPointer { output in
                    centres.withUnsafeBufferPointer { centres in
                        scales.withUnsafeBufferPointer { scales in
                            for first in stride(from: 0, to: rows.count, by: max(1, count)) {
                                for column in 0..<count {
                                    output[first + column] = (rows[first + column] - centres[column]) / scales[column]
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

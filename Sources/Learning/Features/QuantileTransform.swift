import Core

/// Features replaced by their rank among the training rows: as a fraction, or as the normal score of it.
///
/// The distribution function is that of the training rows, on the line between neighbours, with the midpoint of the
/// fractions for values that occur several times; kept at `points` quantiles. New values beyond those seen get the
/// extreme fractions.
///
/// - Edge cases: NaN stays NaN. A constant feature becomes the middle (0.5, or 0), values off it the extremes.
/// - Source: scikit-learn's `QuantileTransformer`, whose normal scores are cut at 1e-7 as here; unlike it, values that
///   tie with the least or greatest get their midpoint too, and ties are not missed by rounding.
/// - Verified by: `FeatureTransformTests`, with figures of scikit-learn and of exact fractions.
public struct QuantileTransform: FeatureTransform, Equatable {
    /// What a rank becomes.
    public enum Output: String, Sendable, Codable {
        /// A fraction from 0 to 1.
        case uniform
        /// The standard normal quantile of the fraction.
        case normal
    }

    /// What a rank becomes.
    public var output: Output
    /// How many quantiles are kept, 2 or more; fewer where there are fewer samples.
    public var points: Int

    /// A transform to ranks or normal scores.
    public init(_ output: Output = .uniform, points: Int = 1_000) {
        self.output = output
        self.points = points
    }

    /// Learns the quantiles of each feature.
    ///
    /// - Throws: `LearningError.parameter` for fewer than two points.
    public func fit(_ samples: TrainingSamples) throws(LearningError) -> Fitted {
        guard points >= 2 else { throw .parameter(name: "points", found: "\(points)", allowed: "2 or more") }
        let count = max(2, min(points, samples.count))
        let quantiles = samples.newestColumns().map { column in
            let sorted = column.sorted()
            return (0..<count).map { point in
                // Places are divided as whole numbers, so that the quantile at a value is that value and ties are met.
                let (below, rest) = (point * (sorted.count - 1)).quotientAndRemainder(dividingBy: count - 1)
                let (low, high) = (sorted[below], sorted[min(below + 1, sorted.count - 1)])
                return rest == 0 ? low : low + (high - low) * (Double(rest) / Double(count - 1))
            }
        }
        return Fitted(output: output, quantiles: quantiles)
    }

    /// The quantiles of each feature.
    public struct Fitted: FittedTransform {
        /// What a rank becomes.
        public let output: Output
        /// Ascending, at equal distances of the fraction from 0 to 1; shape `[K][points]`.
        public let quantiles: [[Double]]

        /// As many as after.
        public var inputCount: Int { quantiles.count }
        /// As many as before.
        public var outputCount: Int { quantiles.count }

        /// Writes the ranks.
        public func apply(_ rows: Span<Double>, into output: inout MutableSpan<Double>) {
            var place = 0
            while place < rows.count {
                for column in quantiles.indices {
                    let rank = Fitted.rank(rows[place + column], quantiles[column])
                    output[place + column] =
                        self.output == .uniform ? rank : NormalScore.quantile(min(max(rank, 1e-7), 1 - 1e-7))
                }
                place += quantiles.count
            }
        }

        /// The fraction at which a value stands.
        static func rank(_ value: Double, _ quantiles: [Double]) -> Double {
            if value.isNaN { return .nan }
            let count = quantiles.count
            let below = quantiles.firstPlace { $0 >= value }
            let above = quantiles.firstPlace { $0 > value }
            if below == count { return 1 }
            if above == 0 { return 0 }
            let scale = Double(count - 1)
            if above > below { return Double(below + above - 1) / 2 / scale }
            let (low, high) = (quantiles[below - 1], quantiles[below])
            return (Double(below - 1) + (value - low) / (high - low)) / scale
        }
    }
}

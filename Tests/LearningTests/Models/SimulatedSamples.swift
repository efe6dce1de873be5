import Core
import Learning
import LinearAlgebra

/// Sample sets whose labels have known coefficients, a pure function of the seed.
enum SimulatedSamples {
    /// `rows` rows of `coefficients.count` features for each of some instruments; the label of a row ends `horizon` rows
    /// later and is `0.5 + row · coefficients + noise`.
    static func set(
        seed: UInt64, rows: Int, coefficients: [Double], noise: Double, instruments: Int = 1, window: Int = 1,
        horizon: Int = 1, weights: ((Int) -> Double)? = nil, changedFrom cut: Int? = nil,
        label: (Double) -> Double = { $0 }
    ) throws -> SampleSet {
        var parts: [InstrumentSamples] = []
        for place in 0..<instruments {
            var sample = SimulatedSample(seed: seed, index: UInt64(place))
            var features = try sample.features(rows, coefficients.count, order: .rowMajor)
            var labels = try sample.labels(features, coefficients, noise: noise).map(label)
            for row in (cut ?? rows)..<rows {
                labels[row] = label(50 * sample.normal())
                for column in coefficients.indices { features[row, column] = 100 * sample.normal() }
            }
            let labelled = Array(0..<rows - horizon)
            parts.append(
                InstrumentSamples(
                    instrument: InstrumentIndex(place), times: (0..<rows).map { Int64($0) }, features: features,
                    labels: try LabelSeries(
                        rows: labelled, ends: labelled.map { $0 + horizon }, values: labelled.map { labels[$0] }),
                    weights: weights.map { weights in labelled.map(weights) }))
        }
        return try SampleSet(
            features: coefficients.indices.map { "feature \($0)" }, window: window, parts)
    }

    /// The largest distance between two lists, over the size of the first.
    static func distance(_ one: [Double], _ other: [Double]) -> Double {
        let size = one.map { abs($0) }.max() ?? 0
        return (zip(one, other).map { abs($0 - $1) }.max() ?? .infinity) / max(size, 1e-300)
    }
}

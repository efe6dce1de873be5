import Core
import Learning
import LinearAlgebra

/// Instruments of random features, with histories that begin and end at different times.
struct SampleFixtures {
    var random: RandomStream

    init(seed: UInt64) { random = RandomStream(seed: seed, name: "samples") }

    mutating func number() -> Double { random.uniform() * 2 - 1 }

    /// One instrument whose row r is known at instant `first + r·step`, with returns over a horizon as labels.
    mutating func part(
        _ place: Int, rows: Int, features: Int, first: Int64 = 0, step: Int64 = 1, horizon: Int = 2,
        skips: Int = 0
    ) throws -> InstrumentSamples {
        let elements = (0..<rows * features).map { _ in number() }
        var labelled = Array(0..<rows - horizon)
        if skips > 0 { labelled = labelled.filter { _ in random.below(skips) > 0 } }
        return InstrumentSamples(
            instrument: InstrumentIndex(place), times: (0..<rows).map { first + Int64($0) * step },
            features: try Matrix(rows: rows, columns: features, order: .rowMajor, elements: elements),
            labels: try LabelSeries(
                rows: labelled, ends: labelled.map { $0 + horizon }, values: labelled.map { _ in number() }))
    }

    static func names(_ count: Int) -> [String] { (0..<count).map { "feature \($0)" } }
}

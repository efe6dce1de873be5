import Core
import Learning
import LinearAlgebra

/// Numbers of whole-number arithmetic, so that any tool makes the same.
enum DiagnosticSamples {
    /// `((7919 i) mod 1009) / 1009` for 500 rows.
    static let training = (0..<500).map { Double($0 * 7_919 % 1_009) / 1_009 }
    /// `(((104729 i) mod 1013) / 1013)²` for 300 rows.
    static let test = (0..<300).map { row in
        let root = Double(row * 104_729 % 1_013) / 1_013
        return root * root
    }

    /// A fold of one feature, trained on `training` and tested on `test`.
    static func drifting() throws -> Fold {
        let values = training + test
        let rows = Array(values.indices)
        let part = InstrumentSamples(
            times: rows.map { Int64($0) },
            features: try Matrix(rows: rows.count, columns: 1, order: .rowMajor, elements: values),
            labels: try LabelSeries(rows: rows, ends: rows, values: values))
        return try SampleSet(features: ["level"], [part]).folds(HoldOut(from: .instant(500)))[0]
    }

    /// A fold of random features a, b and c over windows, with a label told by some row of the window.
    static func told(
        seed: UInt64, window: Int, label: (_ newest: [Double], _ oldest: [Double]) -> Double
    ) throws -> Fold {
        var random = RandomStream(seed: seed, name: "told samples")
        let rows = 600
        let features = (0..<rows).map { _ in (0..<3).map { _ in random.uniform() * 2 - 1 } }
        let labelled = Array(window - 1..<rows)
        let part = InstrumentSamples(
            times: (0..<rows).map { Int64($0) },
            features: try Matrix(rows: rows, columns: 3, order: .rowMajor, elements: features.flatMap { $0 }),
            labels: try LabelSeries(
                rows: labelled, ends: labelled,
                values: labelled.map { label(features[$0], features[$0 - window + 1]) }))
        return try SampleSet(features: ["a", "b", "c"], window: window, [part]).folds(HoldOut(from: .fraction(0.5)))[0]
    }
}

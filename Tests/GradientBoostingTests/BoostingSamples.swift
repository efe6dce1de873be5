import Core
import Learning
import LinearAlgebra

/// Samples whose features are whole-number arithmetic, so that any tool makes the same.
enum BoostingSamples {
    static let names = ["a", "b", "c", "d", "e"]

    /// Feature j of row i: `((7919 i + 104729 j + i² (31 + j)) mod 1009) · 2 / 1009 − 1`.
    static func feature(_ row: Int, _ column: Int) -> Double {
        let mixed = row * 7_919 + column * 104_729 + row * row * (31 + column)
        return Double(mixed % 1_009) / 1_009 * 2 - 1
    }

    /// `x0 − x1 x2 / 2`, and a quarter more where `x3 > 0`.
    static func label(_ row: Int) -> Double {
        let x = (0..<4).map { feature(row, $0) }
        return x[0] - 0.5 * x[1] * x[2] + (x[3] > 0 ? 0.25 : 0)
    }

    /// `1 + ((37 i) mod 11) / 11`.
    static func weight(_ row: Int) -> Double { 1 + Double(row * 37 % 11) / 11 }

    /// A fold that trains on the first three quarters of the rows, less those whose label ends in the last.
    ///
    /// - Parameters:
    ///   - horizon: How many rows later a label ends.
    ///   - instruments: Which all have the same rows.
    static func fold(
        rows: Int = 400, window: Int = 1, horizon: Int = 0, isWeighted: Bool = false, instruments: Int = 1,
        label: (Int) -> Double = BoostingSamples.label
    ) throws -> Fold {
        let elements = (0..<rows).flatMap { row in names.indices.map { feature(row, $0) } }
        let labelled = Array(0..<rows - horizon)
        let parts = try (0..<instruments).map { place in
            InstrumentSamples(
                instrument: InstrumentIndex(place), times: (0..<rows).map { Int64($0) },
                features: try Matrix(rows: rows, columns: names.count, order: .rowMajor, elements: elements),
                labels: try LabelSeries(
                    rows: labelled, ends: labelled.map { $0 + horizon }, values: labelled.map(label)),
                weights: isWeighted ? labelled.map(weight) : nil)
        }
        let set = try SampleSet(features: names, window: window, parts)
        return try set.folds(HoldOut(from: .fraction(0.25)))[0]
    }
}

import Core

/// Something that is learnt from the features of training samples, then applied to the rows of any: a scaler, a clamp, a
/// projection.
///
/// The only way to fit one asks for `TrainingSamples`, which only a split makes (S68). A conformer must pass: what it
/// has learnt does not change when the features of test samples do, and each row it writes depends on that row alone.
/// Rows are fitted one for each training sample, the newest of its window, all with the same weight, so that windows of
/// any length learn the same.
public protocol FeatureTransform: Sendable {
    /// What has been learnt.
    associatedtype Fitted: FittedTransform

    /// Learns from the training samples.
    ///
    /// - Throws: `LearningError`: parameters out of range, too few samples.
    func fit(_ samples: TrainingSamples) throws(LearningError) -> Fitted
}

/// A transform that has been learnt: a function of one row of features.
public protocol FittedTransform: Sendable, Codable, Equatable {
    /// How many features a row has before.
    var inputCount: Int { get }
    /// How many features a row has after.
    var outputCount: Int { get }

    /// The names of the features after, from those before.
    func names(_ features: [String]) -> [String]

    /// Writes the transformed rows. A row with a NaN gives NaN for what depends on it.
    ///
    /// - Parameters:
    ///   - rows: Shape `[n, inputCount]`, row-major.
    ///   - output: Shape `[n, outputCount]`, row-major; every element is written.
    func apply(_ rows: Span<Double>, into output: inout MutableSpan<Double>)
}

extension FittedTransform {
    /// The same names: for transforms that change features one by one.
    public func names(_ features: [String]) -> [String] { features }
}

extension FeatureTable {
    /// The table of some rows of each instrument, transformed.
    func transformed(by fitted: some FittedTransform, rows: [Range<Int>]) -> FeatureTable {
        let outputs = fitted.outputCount
        let transformed: [Double] = LongArray.make(rows.reduce(0) { $0 + $1.count } * outputs) { target in
            var filled = 0
            for (instrument, rows) in rows.enumerated() where !rows.isEmpty {
                let first = offset(instrument: instrument, row: rows.lowerBound)
                var part = UnsafeMutableBufferPointer(rebasing: target[filled..<filled + rows.count * outputs])
                    .mutableSpan
                fitted.apply(values.span.extracting(first..<first + rows.count * width), into: &part)
                filled += rows.count * outputs
            }
            return filled
        }
        return FeatureTable(values: transformed, names: fitted.names(names), held: rows)
    }
}

extension TrainingSamples {
    /// The newest row of features of each sample; shape `[count, K]`, row-major.
    func newestRows() -> [Double] {
        let (width, window) = (inputs.table.width, inputs.window)
        var rows: [Double] = []
        rows.reserveCapacity(count * width)
        for sample in 0..<count {
            let first = inputs.offset(sample) + (window - 1) * width
            rows.append(contentsOf: inputs.table.values[first..<first + width])
        }
        return rows
    }

    /// Each feature as a column, over the newest rows; shape `[K][count]`.
    func newestColumns() -> [[Double]] {
        let (width, rows) = (inputs.table.width, newestRows())
        return (0..<width).map { column in (0..<count).map { rows[$0 * width + column] } }
    }
}

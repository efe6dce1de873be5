public import LinearAlgebra

/// Samples that are windows of consecutive rows of one matrix of features over time: sample `i` is rows
/// `[end − length + 1 … end]` with `end = ends[i]`, oldest first.
///
/// Overlapping windows share the rows: nothing of the size samples × length × features is ever made. For a panel, the
/// instruments' rows stand one below the other, and no window may reach into another's rows: the caller chooses the
/// ends so.
public struct WindowSource<Element: BLASElement>: BatchSource {
    /// The features by time, row-major and without gaps; shape `[times, features]`.
    public let features: Matrix<Element>
    /// How many rows a window has.
    public let length: Int
    /// The last row of each sample's window.
    public let ends: [Int]

    /// The windows of the given length that end at the given rows.
    ///
    /// - Throws: `LearningError.parameter` where the length is not positive, or a window would begin before the first
    ///   row or end after the last.
    public init(_ features: Matrix<Element>, length: Int, ends: [Int]) throws(LearningError) {
        guard length > 0 else { throw .parameter(name: "window", found: "\(length)", allowed: "1 and more rows") }
        for (sample, end) in ends.enumerated() where end < length - 1 || end >= features.rows {
            throw .parameter(
                name: "last row of window \(sample)", found: "\(end)",
                allowed: "\(length - 1) to \(features.rows - 1) for windows of \(length) in \(features.rows) rows")
        }
        self.features = features.packed(.rowMajor)
        self.length = length
        self.ends = ends
    }

    /// All windows of the given length, in order of time.
    ///
    /// - Throws: `LearningError.tooFewSamples` where the window is longer than the data; `.parameter` where the length
    ///   is not positive.
    public init(_ features: Matrix<Element>, length: Int) throws(LearningError) {
        guard length <= features.rows else {
            throw .tooFewSamples(found: features.rows, needed: length, purpose: "a window of \(length) rows")
        }
        try self.init(features, length: length, ends: length > 0 ? Array(length - 1..<features.rows) : [])
    }

    /// How many windows there are.
    public var count: Int { ends.count }
    /// Length of the window times features of a row.
    public var width: Int { length * features.columns }

    /// Copies windows: each is one block of memory.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func fill(_ samples: UnsafeBufferPointer<Int>, into batch: UnsafeMutablePointer<Element>) {
        let (width, columns, length) = (width, features.columns, length)
        features.withElements { base in
            for (row, sample) in samples.enumerated() {
                (batch + row * width).update(from: base + (ends[sample] - length + 1) * columns, count: width)
            }
        }
    }

    /// The first window with a feature that is NaN or infinite; each row is looked at once.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func firstNotFinite() -> (sample: Int, feature: Int)? {
        let columns = features.columns
        // The first bad column at or after each row, and its row.
        var bad: [(row: Int, column: Int)?] = Array(repeating: nil, count: features.rows)
        for row in stride(from: features.rows - 1, through: 0, by: -1) {
            let column = (0..<columns).first { !features[row, $0].isFinite }
            bad[row] = column.map { (row, $0) } ?? (row + 1 < features.rows ? bad[row + 1] : nil)
        }
        for (sample, end) in ends.enumerated() {
            guard let place = bad[end - length + 1], place.row <= end else { continue }
            return (sample, (place.row - end + length - 1) * columns + place.column)
        }
        return nil
    }
}

public import LinearAlgebra

/// Named columns of features of one instrument, put together to the rows that samples are made of.
///
/// Columns come from anywhere: indicators, `FeatureProducer`s, the calendar, other instruments, external series joined as
/// of the time at which they were available (S15). Whoever makes them sees to it that they look at no later row.
public struct FeatureColumns: Sendable {
    /// How many rows each column has.
    public let rows: Int
    /// The names, each once.
    public private(set) var names: [String] = []
    private var columns: [[Double]] = []

    /// No columns, of so many rows.
    public init(rows: Int) { self.rows = rows }

    /// Adds a column.
    ///
    /// - Throws: `LearningError.shape` for another number of rows; `.parameter` for a name that is there already.
    public mutating func append(_ name: String, _ column: [Double]) throws(LearningError) {
        guard column.count == rows else {
            throw .shape(found: "\(column.count) rows of feature \(name)", needed: "\(rows)")
        }
        guard !names.contains(name) else {
            throw .parameter(name: "the name of a feature", found: "\(name) a second time", allowed: "each once")
        }
        names.append(name)
        columns.append(column)
    }

    /// Adds what a producer makes of a column of values.
    ///
    /// - Throws: as `append(_:_:)`.
    public mutating func append(
        _ name: String, _ producer: some FeatureProducer, of values: [Double]
    ) throws(LearningError) {
        try append(name, producer.column(values))
    }

    /// The first row of which all features are finite; `rows` where there is none.
    public var warmUp: Int { matrix.missingRows().firstWhole }

    /// The features; shape `[rows, names]`, row-major and packed, as samples want them.
    public var matrix: Matrix<Double> {
        var matrix = Matrix<Double>(rows: rows, columns: columns.count, order: .rowMajor)
        let width = columns.count
        matrix.withMutableElements { elements in
            for (place, column) in columns.enumerated() {
                for row in 0..<rows { elements[row * width + place] = column[row] }
            }
        }
        return matrix
    }
}

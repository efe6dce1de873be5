public import Core
public import LinearAlgebra

/// The windows of some samples, without what is to be predicted: what a model predicts from.
///
/// A window is not stored: it is a stretch of the features' rows, copied when a batch is packed.
public struct SampleInputs: Sendable {
    let table: FeatureTable
    let columns: SampleColumns
    /// How many rows a window has.
    public let window: Int
    let instrumentIndices: [InstrumentIndex]
    /// The samples by their places in the columns.
    let places: [Int]

    init(
        table: FeatureTable, columns: SampleColumns, window: Int, instrumentIndices: [InstrumentIndex], places: [Int]
    ) {
        self.table = table
        self.columns = columns
        self.window = window
        self.instrumentIndices = instrumentIndices
        self.places = places
    }

    init(set: SampleSet, places: [Int]) {
        self.init(
            table: set.table, columns: set.columns, window: set.window, instrumentIndices: set.instruments,
            places: places)
    }

    /// How many samples there are.
    public var count: Int { places.count }

    /// The names of the features of a row, `K` of them.
    public var features: [String] { table.names }

    /// How many numbers a packed window has: `W × K`.
    public var width: Int { window * table.width }

    /// The instrument of each sample.
    public var instruments: [InstrumentIndex] { places.map { instrumentIndices[Int(columns.instruments[$0])] } }

    /// The last row of each sample's window, within its instrument.
    public var rows: [Int] { places.map { Int(columns.rows[$0]) } }

    /// The samples of an instrument, by their numbers here, ascending.
    public func numbers(of instrument: InstrumentIndex) -> [Int] {
        guard let index = instrumentIndices.firstIndex(of: instrument) else { return [] }
        return places.indices.filter { Int(columns.instruments[places[$0]]) == index }
    }

    /// All windows as a matrix, copied; shape `[count, width]`, row-major.
    ///
    /// It has `W` times the size of the features: for small data, and for models that need it whole.
    public func matrix() throws(LearningError) -> Matrix<Double> { try matrix(0..<count) }

    /// The windows of samples one after the other as a matrix, copied; shape `[samples.count, width]`, row-major.
    func matrix(_ samples: Range<Int>) throws(LearningError) -> Matrix<Double> {
        var elements = [Double](repeating: 0, count: samples.count * width)
        var span = elements.mutableSpan
        try pack(samples, into: &span)
        do {
            return try Matrix(rows: samples.count, columns: width, order: .rowMajor, elements: elements)
        } catch { throw .algebra(error) }
    }

    /// The packed window of a sample; shape `[width]`.
    func window(_ sample: Int) -> [Double] {
        let first = offset(sample)
        return Array(table.values[first..<first + width])
    }

    /// Where the window of a sample begins in the table.
    func offset(_ sample: Int) -> Int {
        let place = places[sample]
        return table.offset(
            instrument: Int(columns.instruments[place]), row: Int(columns.rows[place]) - window + 1)
    }

    /// The same samples with features that a fitted transform makes of theirs.
    ///
    /// Only the rows of their windows are transformed.
    ///
    /// - Throws: `LearningError.shape` where the transform was fitted on another number of features.
    public func transformed(by fitted: some FittedTransform) throws(LearningError) -> SampleInputs {
        guard fitted.inputCount == table.width else {
            throw .shape(
                found: "\(table.width) features", needed: "the \(fitted.inputCount) that the transform was fitted on")
        }
        return replacing(table.transformed(by: fitted, rows: rowsInUse([])))
    }

    /// The rows of each instrument that windows of these and other samples lie in.
    func rowsInUse(_ others: [SampleInputs]) -> [Range<Int>] {
        var (first, last) = (table.held.map(\.upperBound), table.held.map(\.lowerBound))
        for inputs in [self] + others {
            for place in inputs.places {
                let (instrument, row) = (Int(inputs.columns.instruments[place]), Int(inputs.columns.rows[place]))
                first[instrument] = Swift.min(first[instrument], row - window + 1)
                last[instrument] = Swift.max(last[instrument], row + 1)
            }
        }
        return zip(first, last).map { $0 < $1 ? $0..<$1 : $0..<$0 }
    }

    /// Samples of the same columns, by their places there.
    func selecting(_ places: [Int]) -> SampleInputs {
        SampleInputs(
            table: table, columns: columns, window: window, instrumentIndices: instrumentIndices, places: places)
    }

    /// The same samples with other features.
    func replacing(_ table: FeatureTable) -> SampleInputs {
        SampleInputs(
            table: table, columns: columns, window: window, instrumentIndices: instrumentIndices, places: places)
    }
}

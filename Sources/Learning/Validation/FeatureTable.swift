/// The features of all instruments: rows of `names.count` numbers that lie one after the other, so that a window of a
/// sample is one stretch of memory and no windows need be stored.
///
/// Rows are counted by instrument, as in the data they came from. A table may hold some of them only.
struct FeatureTable: Sendable {
    /// Row-major, the held rows of one instrument after those of another.
    let values: [Double]
    /// The names of the columns.
    let names: [String]
    /// The rows held of each instrument.
    let held: [Range<Int>]
    /// Where row 0 of each instrument would lie, in elements.
    let origins: [Int]

    init(values: [Double], names: [String], held: [Range<Int>]) {
        self.values = values
        self.names = names
        self.held = held
        var (origins, filled): ([Int], Int) = ([], 0)
        for rows in held {
            origins.append((filled - rows.lowerBound) * names.count)
            filled += rows.count
        }
        self.origins = origins
    }

    /// How many features there are.
    var width: Int { names.count }

    /// Where a row begins, in elements.
    func offset(instrument: Int, row: Int) -> Int { origins[instrument] + row * width }

    /// Whether it is the same table in memory, not one of equal numbers.
    func isSame(as other: FeatureTable) -> Bool {
        values.withUnsafeBufferPointer { one in
            other.values.withUnsafeBufferPointer { $0.baseAddress == one.baseAddress && $0.count == one.count }
        } && origins == other.origins
    }
}

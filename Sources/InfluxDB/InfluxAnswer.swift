/// Reads an answer as it comes in, in pieces of any size.
protocol InfluxAnswer: AnyObject {
    /// Takes the next piece.
    func take(_ piece: UnsafeRawBufferPointer) throws(InfluxError)
    /// Takes the end, which is an error where more should have come.
    func finish() throws(InfluxError)
}

/// Which statements of an InfluxQL query have been answered to their end.
struct StatementStates {
    /// The statement of the result that is being read.
    var current = 0
    /// Whether that result says that more follows.
    var isPartial = false
    private var isOpen: [Int: Bool] = [:]

    mutating func beginResult() { (current, isPartial) = (0, false) }

    mutating func endResult() { isOpen[current] = isPartial }

    /// Holds that every statement came to its end.
    func check(rows: Int, format: InfluxFormat) throws(InfluxError) {
        guard !isOpen.isEmpty else {
            throw .malformed(format: format, offset: 0, found: "an empty answer", expected: "results")
        }
        if let statement = isOpen.filter(\.value).keys.min() { throw .truncated(statement: statement, rows: rows) }
    }
}

import Core

/// Writes many rows of one series as line protocol: bars, equity, anything that lies in columns.
///
/// The measurement, the tags and the fields' keys are checked and escaped once; each row then copies them between its
/// numbers.
///
///     let rows = try LineRows("bar", tags: [Point.Tag("symbol", "SPY")], fields: ["close", "volume"])
///     try rows.append([.floats(close), .integers(volume)], times: start, to: &bytes)
///
/// - Verified by: `LineRowsTests`, byte for byte against `LineEncoder`.
public struct LineRows: Sendable {
    /// How lines are written.
    public let options: LineEncodingOptions
    private let measurement: String
    private let fields: [String]
    /// The series and a space; then for each field a comma, its key and an equals sign.
    private let texts: [UInt8]
    /// Where each of the texts ends.
    private let ends: [Int]

    /// The shape of the rows.
    ///
    /// - Parameters:
    ///   - measurement: The measurement of all rows.
    ///   - tags: The tags of all rows, in any order.
    ///   - fields: The keys of the columns, in order.
    ///   - options: How lines are written.
    /// - Throws: `LineEncodingError` for names that line protocol cannot hold, and for no field.
    public init(
        _ measurement: String, tags: [Point.Tag] = [], fields: [String],
        options: LineEncodingOptions = LineEncodingOptions()
    ) throws(LineEncodingError) {
        if fields.isEmpty { throw .noField(measurement: measurement) }
        let names = NameWriter(options.dialect)
        var texts: [UInt8] = []
        try names.appendSeries(measurement, tags, to: &texts)
        texts.append(UInt8(ascii: " "))
        var ends = [texts.count]
        var keys = Set<String>()
        for field in fields {
            if !keys.insert(field).inserted { throw .duplicateKey(.fieldKey, name: field) }
            texts.append(UInt8(ascii: ","))
            try names.append(field, .fieldKey, to: &texts)
            texts.append(UInt8(ascii: "="))
            ends.append(texts.count)
        }
        self.measurement = measurement
        self.fields = fields
        self.options = options
        self.texts = texts
        self.ends = ends
    }

    /// Appends rows.
    ///
    /// - Parameters:
    ///   - columns: The values of each field, in the order of the fields.
    ///   - times: The time of each row, nanoseconds since 1970.
    ///   - range: The rows to write; `nil` is all.
    ///   - bytes: Where the lines go.
    /// - Returns: The number of rows written: a row whose numbers are all left out is not.
    /// - Throws: `LineEncodingError`; the bytes are as before then.
    @discardableResult
    public func append(
        _ columns: [LineColumn], times: [Int64], range: Range<Int>? = nil, to bytes: inout [UInt8]
    ) throws(LineEncodingError) -> Int {
        let range = range ?? 0..<times.count
        for (place, field) in fields.enumerated()
        where place >= columns.count || columns[place].count < range.upperBound {
            throw .missingValues(field: field)
        }
        if columns.count > fields.count { throw .missingValues(field: "number \(fields.count + 1)") }
        if range.lowerBound < 0 || range.upperBound > times.count { throw .missingValues(field: "time") }
        let count = bytes.count
        var values: [LineColumn.Values] = []
        do throws(LineEncodingError) {
            return try write(columns[...], &values, times: times, range: range, to: &bytes)
        } catch {
            bytes.removeLast(bytes.count - count)
            throw error
        }
    }

    /// Opens one column after the other, then writes.
    private func write(
        _ columns: ArraySlice<LineColumn>, _ values: inout [LineColumn.Values], times: [Int64], range: Range<Int>,
        to bytes: inout [UInt8]
    ) throws(LineEncodingError) -> Int {
        guard let first = columns.first else {
            return try texts.withUnsafeBufferPointer { texts throws(LineEncodingError) in
                var rows = RowWriter(texts: texts, ends: ends, fields: fields, options: options)
                var written = 0
                for row in range where try rows.write(row: row, of: values, time: times[row], to: &bytes) {
                    written += 1
                }
                rows.flush(to: &bytes)
                return written
            }
        }
        return try first.withValues { column throws(LineEncodingError) in
            values.append(column)
            return try write(columns.dropFirst(), &values, times: times, range: range, to: &bytes)
        }
    }
}

public import Core

/// Reads numbers by date from a CSV file of two columns, such as a central bank's rate: `date,percent`.
public enum RateFile {
    /// What a file holds.
    public struct Content: Sendable {
        /// Dates, ascending.
        public let dates: [CivilDate]
        /// The number of each date.
        public let values: [Double]
        /// The file as it was read.
        public let source: LoadedData.Source
    }

    /// Reads a file whose first line names the columns and whose dates ascend; further columns are left alone.
    ///
    /// - Throws: The first line that cannot be read, with what was expected there.
    public static func read(_ path: String) throws(DataError) -> Content {
        let bytes = try SourceBytes.open(path)
        guard !bytes.bytes.isEmpty else { throw .file(path: path, .empty) }
        var dates: [CivilDate] = []
        var values: [Double] = []
        var columnCount: Int?
        let text = String(decoding: bytes.bytes, as: UTF8.self)
        for (number, raw) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var content = raw
            while let last = content.last, last == "\r" || last == " " { content.removeLast() }
            if content.first == "\u{feff}" { content.removeFirst() }
            if content.isEmpty || content.first == "#" { continue }
            func wrong(_ found: String, _ expected: String) -> DataError {
                .rateFile(path: path, line: number + 1, found: found, expected: expected)
            }
            let fields = Array(String(content).utf8).withUnsafeBytes {
                QuotedField.fields($0, delimiter: UInt8(ascii: ","))
            }
            guard let count = columnCount else {
                guard fields.count >= 2, TextStamp.parse(fields[0]) == nil else {
                    throw wrong("\"\(String(content))\"", "a header such as date,percent")
                }
                columnCount = fields.count
                continue
            }
            guard fields.count == count else { throw wrong("\(fields.count) fields", "\(count) as in the header") }
            guard let stamp = TextStamp.parse(fields[0]), stamp.kind == .date else {
                throw wrong("the date \"\(fields[0])\"", "YYYY-MM-DD")
            }
            guard let value = Double(fields[1]), value.isFinite else {
                throw wrong("\"\(fields[1])\"", "a number of percent")
            }
            guard (-100...1_000).contains(value) else {
                throw wrong("\"\(fields[1])\"", "a number of percent a year, from -100 to 1000")
            }
            let date = Timestamp(nanoseconds: stamp.wall).date
            if let last = dates.last, date <= last {
                throw wrong("the date \(date) after \(last)", "dates that ascend, each once")
            }
            dates.append(date)
            values.append(value)
        }
        guard !dates.isEmpty else { throw .file(path: path, .headerOnly) }
        return Content(
            dates: dates, values: values,
            source: LoadedData.Source(
                path: path, sha256: SHA256.hexDigest(of: text), byteCount: bytes.bytes.count))
    }
}

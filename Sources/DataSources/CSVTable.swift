import Core

/// A small CSV file as text: a header of names and lines of fields.
struct CSVTable {
    /// A line that is neither empty nor a comment.
    struct Line {
        /// Its number in the file, from 1.
        var number: Int
        /// Its fields, spaces around them taken off.
        var fields: [String]
    }

    /// The path as given.
    let path: String
    /// The names of the columns, in small letters.
    private(set) var names: [String] = []
    /// The line on which they stand.
    private(set) var headerLine = 1
    /// The lines after it.
    private(set) var lines: [Line] = []

    /// Reads a file; lines that begin with `#` are comments.
    init(_ source: SourceBytes) throws(DataError) {
        path = source.path
        guard !source.bytes.isEmpty else { throw .file(path: path, .empty) }
        for (index, raw) in source.bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            let comma = UInt8(ascii: ",")
            let row = UnsafeRawBufferPointer(rebasing: raw)
            guard QuotedField.openQuote(row, delimiter: comma) == nil else {
                throw .row(path: path, line: index + 1, .openQuote)
            }
            var fields = QuotedField.fields(row, delimiter: comma)
            if index == 0, let first = fields.first, first.hasPrefix("\u{feff}") {
                fields[0] = String(first.dropFirst())
            }
            if fields.allSatisfy(\.isEmpty) || fields.first?.hasPrefix("#") == true { continue }
            guard !names.isEmpty else {
                names = fields.map { CSVTable.trimmed($0).lowercased() }
                headerLine = index + 1
                continue
            }
            guard fields.count == names.count else {
                throw .row(
                    path: path, line: index + 1,
                    .fieldCount(found: fields.count, expected: names.count, header: names.joined(separator: ",")))
            }
            lines.append(Line(number: index + 1, fields: fields))
        }
        guard !names.isEmpty else { throw .file(path: path, .empty) }
    }

    private static func trimmed(_ field: String) -> String {
        func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\r" }
        var rest = field[...]
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(rest)
    }

    /// The field of a line under a name; `nil` where there is no such column.
    func field(_ name: String, of line: Line) -> String? {
        names.firstIndex(of: name).map { line.fields[$0] }
    }

    /// A date such as `2006-01-03` or `20060103`; `nil` where the text is none.
    static func date(_ text: String) -> CivilDate? {
        guard let stamp = TextStamp.parse(text), stamp.kind == .date else { return nil }
        return Timestamp(nanoseconds: stamp.wall).date
    }
}

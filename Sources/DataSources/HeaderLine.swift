import Core

/// What the head of a text file says: where the rows begin, what separates fields, and their names.
struct HeaderLine {
    /// The byte between fields.
    var delimiter: UInt8
    /// The names of the fields, trimmed.
    var names: [String]
    /// The byte at which the header begins.
    var startOffset: Int
    /// The byte at which the rows begin.
    var rowsOffset: Int
    /// The line on which the header stands, from 1.
    var line: Int

    /// More columns are no table of prices.
    private static let mostColumns = 65_536

    /// Whether a return stands in a line that is followed by more of it: old files end their lines so.
    private static func hasLoneReturn(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let first = line.firstIndex(of: 13) else { return false }
        return line[first...].contains { $0 != 13 && $0 != 32 && $0 != 9 }
    }

    /// Reads the first line that is not blank.
    ///
    /// - Parameter delimiter: The byte between fields, where it is known.
    init(_ source: SourceBytes, delimiter given: UInt8?) throws(DataError) {
        let bytes = source.bytes
        guard !bytes.isEmpty else { throw .file(path: source.path, .empty) }
        if bytes.count >= 2, (bytes[0], bytes[1]) == (0xff, 0xfe) || (bytes[0], bytes[1]) == (0xfe, 0xff) {
            throw .file(path: source.path, .refused("the text is UTF-16; expected UTF-8"))
        }
        var place = bytes.count >= 3 && (bytes[0], bytes[1], bytes[2]) == (0xef, 0xbb, 0xbf) ? 3 : 0
        line = 1
        while place < bytes.count, bytes[place] == 10 || bytes[place] == 13 || bytes[place] == 32 {
            if bytes[place] == 10 { line += 1 }
            place += 1
        }
        guard place < bytes.count else { throw .file(path: source.path, .empty) }
        var end = place
        var openQuote: Int?
        while end < bytes.count, openQuote != nil || bytes[end] != 10, end - place <= RowBlockText.longestLine {
            if bytes[end] == UInt8(ascii: "\"") { openQuote = openQuote == nil ? end : nil }
            if bytes[end] == 0 {
                throw .row(path: source.path, line: line, .zeroByte)
            }
            end += 1
        }
        let isTooLong = end - place > RowBlockText.longestLine
        if let openQuote { throw .row(path: source.path, line: source.line(at: openQuote), .openQuote) }
        if HeaderLine.hasLoneReturn(bytes[place..<end]) { throw .row(path: source.path, line: line, .returnsAlone) }
        if isTooLong { throw .row(path: source.path, line: line, .lineTooLong(most: RowBlockText.longestLine)) }
        let text = UnsafeRawBufferPointer(rebasing: bytes[place..<end])
        let delimiter = given ?? HeaderLine.likeliestDelimiter(text)
        self.delimiter = delimiter
        names = QuotedField.fields(text, delimiter: delimiter)
        guard names.count <= HeaderLine.mostColumns else {
            throw .header(path: source.path, line: line, .tooMany(found: names.count, most: HeaderLine.mostColumns))
        }
        startOffset = place
        rowsOffset = min(end + 1, bytes.count)
    }

    /// The header of a file without one: names are the numbers of the fields from 1.
    func numbered() -> HeaderLine {
        var copy = self
        copy.rowsOffset = startOffset
        copy.names = names.indices.map { "\($0 + 1)" }
        return copy
    }

    /// The one of comma, semicolon, tab and bar that stands most often outside quotes; the first of them in a tie.
    private static func likeliestDelimiter(_ text: UnsafeRawBufferPointer) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 9, UInt8(ascii: "|")]
        var counts = [0, 0, 0, 0]
        var isQuoted = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let place = candidates.firstIndex(of: byte) { counts[place] += 1 }
        }
        var best = 0
        for place in 1..<4 where counts[place] > counts[best] { best = place }
        return candidates[best]
    }
}

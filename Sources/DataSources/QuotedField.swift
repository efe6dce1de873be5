/// Text as a field of separated values, and back (RFC 4180).
enum QuotedField {
    /// A field that reads back to the text: in quotes where it holds a separator, quote or line break, or where spaces
    /// begin or end it, which a reader takes off a field without quotes.
    static func text(_ text: String, delimiter: UInt8) -> String {
        func isSpace(_ byte: UInt8?) -> Bool { byte == 32 || byte == 9 }
        let isPlain = !text.utf8.contains { $0 == delimiter || $0 == 34 || $0 == 10 || $0 == 13 }
        if isPlain, !isSpace(text.utf8.first), !isSpace(text.utf8.last) { return text }
        // Bytes, not characters: a quote with an accent is one character and yet a quote.
        let doubled = text.utf8.flatMap { $0 == 34 ? [34, 34] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }

    /// The fields of one row: those in quotes as they are, spaces around others taken off.
    static func fields(_ row: UnsafeRawBufferPointer, delimiter: UInt8) -> [String] {
        var scanner = QuoteScanner(delimiter: delimiter)
        var fields: [String] = []
        var start = 0
        for place in 0..<row.count where scanner.isOutside(row[place]) && row[place] == delimiter {
            fields.append(content(row[start..<place]))
            start = place + 1
        }
        fields.append(content(row[start...]))
        return fields
    }

    /// The place of a quote in a row that does not end there; `nil` where each does.
    static func openQuote(_ row: UnsafeRawBufferPointer, delimiter: UInt8) -> Int? {
        var scanner = QuoteScanner(delimiter: delimiter)
        for byte in row { _ = scanner.isOutside(byte) }
        return scanner.openQuote
    }

    /// The text of bytes between two quotes: two quotes are one.
    static func unescaped(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var isSecond = false
        for byte in bytes {
            isSecond = byte == 34 && !isSecond
            if !isSecond { text.append(byte) }
        }
        return text
    }

    private static func content(_ field: Slice<UnsafeRawBufferPointer>) -> String {
        var bytes = field
        while let first = bytes.first, first == 32 || first == 9 { bytes.removeFirst() }
        while let last = bytes.last, last == 32 || last == 13 || last == 9 { bytes.removeLast() }
        guard bytes.count >= 2, bytes.first == 34, bytes.last == 34 else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return String(decoding: unescaped(bytes.dropFirst().dropLast()), as: UTF8.self)
    }
}

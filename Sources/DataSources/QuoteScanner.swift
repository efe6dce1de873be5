/// Tells which bytes of separated text stand in quoted fields, where separators and line breaks part nothing.
///
/// - Source: RFC 4180, section 2. Spaces may precede the quote with which a field begins; a quote elsewhere in a field
///   that began without one is a letter like any other.
struct QuoteScanner {
    private let delimiter: UInt8
    private var offset: Int
    private var isFieldStart = true
    /// Where the quote stands that may have just ended, until the byte behind it shows that it did.
    private var lastQuote: Int?
    /// Where the quote stands that has not ended yet.
    private(set) var openQuote: Int?

    /// A scanner of text that begins, at the start of a row, with the byte at an offset of its source.
    init(delimiter: UInt8, offset: Int = 0) {
        self.delimiter = delimiter
        self.offset = offset
    }

    /// Whether the next byte stands outside of quotes, and is none.
    mutating func isOutside(_ byte: UInt8) -> Bool {
        defer { offset += 1 }
        let quote = UInt8(ascii: "\"")
        if openQuote != nil {
            if byte == quote { (lastQuote, openQuote) = (openQuote, nil) }
            return false
        }
        if byte == quote, let before = lastQuote {
            // Two quotes in a quoted field are one that belongs to it.
            (openQuote, lastQuote) = (before, nil)
            return false
        }
        lastQuote = nil
        if byte == quote, isFieldStart {
            openQuote = offset
            isFieldStart = false
            return false
        }
        isFieldStart = byte == delimiter || byte == 10 || (isFieldStart && byte == 32)
        return true
    }
}

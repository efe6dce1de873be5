import Core

/// Makes text with quoted fields readable for a parser that knows no quotes, byte for byte in place: quotes, and
/// separators and line breaks inside them, become spaces, so that every byte stays where it was.
struct QuoteEraser {
    private let delimiter: UInt8
    private var offset: Int
    private var isFieldStart = true
    /// Where the quote stands that may have just ended, until the byte behind it shows that it did.
    private var lastQuote: Int?
    /// Where the quote stands that has not ended yet.
    private(set) var openQuote: Int?

    /// An eraser for a text that begins, at the start of a row, with the byte at an offset of its source.
    init(delimiter: UInt8, offset: Int) {
        self.delimiter = delimiter
        self.offset = offset
    }

    /// The next byte as it is to be read.
    mutating func next(_ byte: UInt8) -> UInt8 {
        defer { offset += 1 }
        let quote = UInt8(ascii: "\"")
        if openQuote != nil {
            if byte == quote {
                (lastQuote, openQuote) = (openQuote, nil)
                return 32
            }
            return byte == delimiter || byte == 10 || byte == 13 ? 32 : byte
        }
        if byte == quote, let before = lastQuote {
            // Two quotes in a quoted field are one that belongs to it.
            (openQuote, lastQuote) = (before, nil)
            return 32
        }
        lastQuote = nil
        if byte == quote, isFieldStart {
            openQuote = offset
            isFieldStart = false
            return 32
        }
        isFieldStart = byte == delimiter || byte == 10 || (isFieldStart && byte == 32)
        return byte
    }
}

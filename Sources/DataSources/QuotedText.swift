import Core

/// Makes text with quoted fields readable for a parser that knows no quotes, byte for byte in place.
enum QuotedText {
    /// A copy in which quotes, and separators and line breaks inside them, are spaces.
    ///
    /// So offsets stay what they were. The copy ends with a line break, which the text may lack.
    ///
    /// - Returns: The copy, and the offset of a quote that does not end.
    static func blank(_ text: UnsafeRawBufferPointer, delimiter: UInt8) -> (text: [UInt8], openQuote: Int?) {
        var copy = LongArray.room(for: text.count + 1, of: UInt8.self)
        copy.append(contentsOf: text)
        let quote = UInt8(ascii: "\"")
        var quotedFrom: Int?
        var isFieldStart = true
        var place = 0
        while place < copy.count {
            let byte = copy[place]
            if quotedFrom != nil {
                if byte == quote {
                    copy[place] = 32
                    if place + 1 < copy.count, copy[place + 1] == quote {
                        copy[place + 1] = 32
                        place += 1
                    } else {
                        quotedFrom = nil
                    }
                } else if byte == delimiter || byte == 10 || byte == 13 {
                    copy[place] = 32
                }
            } else if byte == quote, isFieldStart {
                copy[place] = 32
                quotedFrom = place
                isFieldStart = false
            } else {
                isFieldStart = byte == delimiter || byte == 10 || (isFieldStart && byte == 32)
            }
            place += 1
        }
        if copy.last != 10 { copy.append(10) }
        return (copy, quotedFrom)
    }
}

import Core

/// A SHA-256 hash as four words, the first digit highest in the first.
struct HashBytes: Hashable {
    var words: [UInt64]

    /// Reads 64 lower-case hexadecimal digits.
    init(_ text: String, field: String) throws(LedgerError) {
        var words: [UInt64] = []
        words.reserveCapacity(4)
        var (word, digits) = (UInt64(0), 0)
        for byte in text.utf8 {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: throw HashBytes.refusal(of: text, field)
            }
            word = word << 4 | UInt64(digit)
            digits += 1
            if digits % 16 == 0 { words.append(word) }
        }
        guard digits == 64 else { throw HashBytes.refusal(of: text, field) }
        self.words = words
    }

    private static func refusal(of text: String, _ field: String) -> LedgerError {
        .badRecord(
            field: field, found: "'\(ShownText.field(text))'", expected: "64 lower-case hexadecimal digits (SHA-256)")
    }

    /// Words as hexadecimal digits.
    static func text(of words: [UInt64]) -> String {
        var text = ""
        text.reserveCapacity(words.count * 16)
        for word in words {
            let digits = String(word, radix: 16)
            text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return text
    }
}

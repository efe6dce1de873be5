/// Text as JSON has it.
///
/// - Source: RFC 8259, section 7.
/// - Verified by: `JSONTextTests`, by Foundation's reader.
public enum JSONText {
    /// What is written as an escape besides quotes, backslashes and what lies below U+0020.
    public struct Escapes: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8

        /// Escapes of bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// U+007F, U+2028 and U+2029, which end a line or a text for some readers.
        public static let lineEnds = Escapes(rawValue: 1)
        /// `<`, `>` and `&`, so that the text can stand inside a script element of a page.
        public static let markup = Escapes(rawValue: 2)
        /// U+0080 to U+00A0 and U+FEFF, which YAML does not print.
        public static let unprinted = Escapes(rawValue: 4)
    }

    /// A text in quotes.
    public static func quoted(_ text: String, escaping more: Escapes = []) -> String {
        var quoted: [UInt8] = []
        append(text, to: &quoted, escaping: more)
        return String(decoding: quoted, as: UTF8.self)
    }

    /// Appends a text in quotes, as UTF-8.
    ///
    /// - Complexity: O(`text.utf8.count`); a text without anything to escape is copied whole.
    public static func append(_ text: String, to output: inout [UInt8], escaping more: Escapes = []) {
        output.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ isPlain($0, more) }) {
            output.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": output.append(contentsOf: "\\\"".utf8)
                case "\\": output.append(contentsOf: "\\\\".utf8)
                case "\n": output.append(contentsOf: "\\n".utf8)
                case "\r": output.append(contentsOf: "\\r".utf8)
                case "\t": output.append(contentsOf: "\\t".utf8)
                case _ where isEscaped(scalar, more):
                    let digits = String(scalar.value, radix: 16)
                    output.append(contentsOf: "\\u0000".utf8.dropLast(digits.utf8.count))
                    output.append(contentsOf: digits.utf8)
                default: output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                }
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8, _ more: Escapes) -> Bool {
        switch byte {
        case 0..<32, UInt8(ascii: "\""), UInt8(ascii: "\\"), 127...: false
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): !more.contains(.markup)
        default: true
        }
    }

    private static func isEscaped(_ scalar: UnicodeScalar, _ more: Escapes) -> Bool {
        switch scalar {
        case "\u{0}"..<"\u{20}": true
        case "\u{7f}", "\u{2028}", "\u{2029}": more.contains(.lineEnds)
        case "<", ">", "&": more.contains(.markup)
        case "\u{80}"..."\u{a0}", "\u{feff}": more.contains(.unprinted)
        default: false
        }
    }
}

internal import Core

/// A value of a parameter at a point of a search.
public enum SearchValue: Hashable, Sendable, CustomStringConvertible {
    /// A whole number.
    case whole(Int)
    /// A number with a fraction, or of a range that has fractions.
    case number(Double)
    /// Any other YAML text, as it stands: a word, `true`, a quoted text, a list.
    case word(String)

    /// The largest magnitude of a whole number: a double holds all up to it.
    static let greatestWhole = 1 << 53

    /// The value that a YAML text stands for.
    ///
    /// Digits with or without sign are a whole number, and with a point or an exponent a number; `_` may part digits, as in
    /// configs. What a YAML reader could take for something else (`010`, `.nan`, `0x10`) stays a text.
    public init(yaml text: String) {
        let bytes = SearchValue.trimmed(text)
        let digits = bytes.filter { $0 != UInt8(ascii: "_") }
        let plain = String(decoding: digits, as: UTF8.self)
        switch SearchValue.shape(of: bytes) {
        case .whole where Int(plain).map { abs($0) <= SearchValue.greatestWhole } ?? false:
            self = .whole(Int(plain) ?? 0)
        case .number where Double(plain)?.isFinite ?? false: self = .number(Double(plain) ?? .nan)
        default: self = .word(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// As it is written in a config: `SearchValue(yaml: value.text) == value`.
    public var text: String {
        switch self {
        case .whole(let value): String(value)
        case .number(let value):
            // Without a point or an exponent it would read back as a whole number.
            value.shortestText.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }
                ? value.shortestText : value.shortestText + ".0"
        case .word(let text): text
        }
    }

    /// The text.
    public var description: String { text }

    /// The number, `nil` for a word.
    public var number: Double? {
        switch self {
        case .whole(let value): Double(value)
        case .number(let value): value
        case .word: nil
        }
    }

    /// The text, of a quoted one what stands between the quotes.
    var unquoted: String {
        let text = text
        guard text.utf8.count >= 2, let quote = text.first, quote == "'" || quote == "\"", text.last == quote else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }

    private enum Shape { case whole, number, text }

    private static func trimmed(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.first, byte == 32 || byte == 9 { bytes.removeFirst() }
        while let byte = bytes.last, byte == 32 || byte == 9 { bytes.removeLast() }
        return Array(bytes)
    }

    private static func shape(of bytes: [UInt8]) -> Shape {
        var place = 0
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { place = 1 }
        func digits() -> Int {
            let start = place
            while place < bytes.count, bytes[place] &- 48 < 10 || (bytes[place] == UInt8(ascii: "_") && place > start) {
                place += 1
            }
            return place - start
        }
        let start = place
        let whole = digits()
        if place == bytes.count, whole > 0 {
            return whole > 1 && bytes[start] == 48 ? .text : .whole
        }
        var fraction = 0
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            fraction = digits()
        }
        guard whole + fraction > 0, whole < 2 || bytes[start] != 48 else { return .text }
        if place < bytes.count, bytes[place] == UInt8(ascii: "e") || bytes[place] == UInt8(ascii: "E") {
            place += 1
            if place < bytes.count, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
                place += 1
            }
            guard digits() > 0 else { return .text }
        }
        return place == bytes.count ? .number : .text
    }
}

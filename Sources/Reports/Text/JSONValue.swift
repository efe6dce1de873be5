import Core

/// A JSON value whose object keys keep their order.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int)
    /// A number with the fewest digits that read back to the same double; `null` where it is not finite.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in the order in which they are written.
    case object([Member])

    /// A key and its value.
    public struct Member: Hashable, Sendable {
        /// The key.
        public var key: String
        /// The value.
        public var value: JSONValue

        /// A key and its value.
        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value of a key of an object; `nil` where there is none.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The value as JSON on one line.
    public var compactText: String {
        var text: [UInt8] = []
        writeLine(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the value as JSON on one line, as UTF-8.
    public func append(to text: inout [UInt8]) { writeLine(to: &text) }

    /// The value as JSON with two spaces of indentation and a line feed at the end.
    ///
    /// Lists and objects without lists or objects inside that fit in 100 characters stay on a line.
    public var prettyText: String {
        var text: [UInt8] = []
        writeLines(to: &text, indentation: 0)
        text.append(UInt8(ascii: "\n"))
        return String(decoding: text, as: UTF8.self)
    }

    private var isFlat: Bool {
        func isScalar(_ value: JSONValue) -> Bool {
            switch value {
            case .array(let items): items.isEmpty
            case .object(let members): members.isEmpty
            default: true
            }
        }
        return switch self {
        case .array(let items): items.allSatisfy(isScalar)
        case .object(let members): members.allSatisfy { isScalar($0.value) }
        default: true
        }
    }

    /// Appends the value as UTF-8, over several lines.
    private func writeLines(to text: inout [UInt8], indentation: Int) {
        if isFlat {
            let start = text.count
            writeLine(to: &text, spaced: true)
            if text.count - start <= 100 { return }
            text.removeSubrange(start...)
        }
        let margin = Array(("\n" + String(repeating: " ", count: indentation + 2)).utf8)
        switch self {
        case .array(let items):
            text.append(UInt8(ascii: "["))
            for (place, item) in items.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                text += margin
                item.writeLines(to: &text, indentation: indentation + 2)
            }
            text += margin.dropLast(2)
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                text += margin
                JSONText.append(member.key, to: &text, escaping: JSONValue.escapes)
                text.append(contentsOf: ": ".utf8)
                member.value.writeLines(to: &text, indentation: indentation + 2)
            }
            text += margin.dropLast(2)
            text.append(UInt8(ascii: "}"))
        default: writeLine(to: &text, spaced: true)
        }
    }

    /// Appends the value as UTF-8 on one line.
    ///
    /// - Parameter spaced: Whether a space follows commas and colons.
    private func writeLine(to text: inout [UInt8], spaced: Bool = false) {
        func separate(_ mark: Unicode.Scalar) {
            text.append(UInt8(ascii: mark))
            if spaced { text.append(UInt8(ascii: " ")) }
        }
        switch self {
        case .null: text.append(contentsOf: "null".utf8)
        case .bool(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): NumberPrinter().append(Int64(value), to: &text)
        case .number(let value):
            if value.isFinite { NumberPrinter().append(value, to: &text) } else { text.append(contentsOf: "null".utf8) }
        case .string(let value): JSONText.append(value, to: &text, escaping: JSONValue.escapes)
        case .array(let items):
            text.append(UInt8(ascii: "["))
            var isFirst = true
            for item in items {
                if isFirst { isFirst = false } else { separate(",") }
                item.writeLine(to: &text, spaced: spaced)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            var isFirst = true
            for member in members {
                if isFirst { isFirst = false } else { separate(",") }
                JSONText.append(member.key, to: &text, escaping: JSONValue.escapes)
                separate(":")
                member.value.writeLine(to: &text, spaced: spaced)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// What is escaped besides what JSON asks for, so that the text can stand inside a script element of a page.
    private static let escapes: JSONText.Escapes = [.lineEnds, .markup]
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object whose keys keep the order of the literal.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
}

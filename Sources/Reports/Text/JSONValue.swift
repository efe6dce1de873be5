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
        var text = ""
        writeLine(to: &text, separator: ",", colon: ":")
        return text
    }

    /// The value as JSON with two spaces of indentation and a line feed at the end.
    ///
    /// Lists and objects without lists or objects inside that fit in 100 characters stay on a line.
    public var prettyText: String {
        var text = ""
        writeLines(to: &text, indentation: 0)
        return text + "\n"
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

    private func writeLines(to text: inout String, indentation: Int) {
        if isFlat {
            var line = ""
            writeLine(to: &line, separator: ", ", colon: ": ")
            if line.utf8.count <= 100 {
                text += line
                return
            }
        }
        let margin = "\n" + String(repeating: " ", count: indentation + 2)
        let end = "\n" + String(repeating: " ", count: indentation)
        switch self {
        case .array(let items):
            text += "["
            for (place, item) in items.enumerated() {
                text += (place == 0 ? "" : ",") + margin
                item.writeLines(to: &text, indentation: indentation + 2)
            }
            text += end + "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.enumerated() {
                text += (place == 0 ? "" : ",") + margin
                JSONText.append(member.key, to: &text, escaping: JSONValue.escapes)
                text += ": "
                member.value.writeLines(to: &text, indentation: indentation + 2)
            }
            text += end + "}"
        default: writeLine(to: &text, separator: ", ", colon: ": ")
        }
    }

    private func writeLine(to text: inout String, separator: String, colon: String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? value.shortestText : "null"
        case .string(let value): JSONText.append(value, to: &text, escaping: JSONValue.escapes)
        case .array(let items):
            text += "["
            var isFirst = true
            for item in items {
                if isFirst { isFirst = false } else { text += separator }
                item.writeLine(to: &text, separator: separator, colon: colon)
            }
            text += "]"
        case .object(let members):
            text += "{"
            var isFirst = true
            for member in members {
                if isFirst { isFirst = false } else { text += separator }
                JSONText.append(member.key, to: &text, escaping: JSONValue.escapes)
                text += colon
                member.value.writeLine(to: &text, separator: separator, colon: colon)
            }
            text += "}"
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

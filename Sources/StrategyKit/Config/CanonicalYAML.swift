import Core

/// Writes validated values as YAML in one way only: the same values give the same bytes, and reading them back gives the
/// same values.
enum CanonicalYAML {
    /// The text of a section, one key a line.
    static func text(of value: ConfigValue) -> String {
        var text = ""
        for entry in value.entries { write(entry, indent: 0, to: &text) }
        return text
    }

    private static func write(_ entry: ConfigValue.Entry, indent: Int, to text: inout String) {
        text += String(repeating: "  ", count: indent) + scalar(entry.key.text) + ":"
        switch entry.value.content {
        case .section(let entries) where entries.isEmpty: text += " {}\n"
        case .section(let entries):
            text += "\n"
            for entry in entries { write(entry, indent: indent + 1, to: &text) }
        case .list(let values) where values.contains(where: { !$0.entries.isEmpty }):
            text += "\n"
            for value in values { writeElement(value, indent: indent + 1, to: &text) }
        default: text += " " + inline(entry.value) + "\n"
        }
    }

    /// A section as an element of a list: its first key behind a dash, the others below that.
    private static func writeElement(_ value: ConfigValue, indent: Int, to text: inout String) {
        var lines = ""
        for entry in value.entries { write(entry, indent: indent + 1, to: &lines) }
        text += String(repeating: "  ", count: indent) + "- " + lines.dropFirst(2 * (indent + 1))
    }

    /// A value that stands on the line of its key.
    static func inline(_ value: ConfigValue) -> String {
        switch value.content {
        case .text(let text): scalar(text.text)
        case .rule(let text): rule(text.text)
        case .number(let number): number.shortestText
        case .whole(let whole): String(whole)
        case .flag(let flag): flag ? "true" : "false"
        case .moment(let moment): moment.description
        case .list(let values): "[" + values.map { inline($0) }.joined(separator: ", ") + "]"
        case .section(let entries):
            "{" + entries.map { scalar($0.key.text) + ": " + inline($0.value) }.joined(separator: ", ") + "}"
        }
    }

    /// A text as a YAML scalar that no reader takes for anything else.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : JSONText.quoted(text, escaping: [.lineEnds, .unprinted])
    }

    /// An expression, without quotes where its characters allow it.
    private static func rule(_ text: String) -> String {
        if let number = ConfigValidator.number(text) { return number.shortestText }
        let first = text.utf8.first ?? 0
        let inside = text.utf8.allSatisfy {
            isLetter($0) || $0 >= 48 && $0 <= 57 || " _.(),<>=+-*/%$[]".utf8.contains($0)
        }
        let isPlain = inside && (isLetter(first) || first == UInt8(ascii: "(")) && text.utf8.last != UInt8(ascii: " ")
        return isPlain && text != "true" && text != "false"
            ? text : JSONText.quoted(text, escaping: [.lineEnds, .unprinted])
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "."),
            let last = text.utf8.last, last != UInt8(ascii: " "), last != UInt8(ascii: ".")
        else { return false }
        let inside = text.utf8.allSatisfy {
            isLetter($0) || $0 >= 48 && $0 <= 57 || " _-./".utf8.contains($0)
        }
        // Words that one or the other version of YAML takes for null, a flag or a number.
        let taken = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf"]
        return inside && !taken.contains(text.lowercased()) && ConfigValidator.number(text) == nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 65 && byte <= 90 || byte >= 97 && byte <= 122
    }
}

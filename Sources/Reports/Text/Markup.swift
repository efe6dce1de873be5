/// A piece of HTML in which every text that came from outside is escaped.
///
/// Literals are markup; what is interpolated is escaped unless it is markup itself. So text from outside cannot become
/// markup but through `Markup(trusted:)`.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The markup.
    private(set) var html: String

    /// Nothing.
    init() { html = "" }

    /// Markup written by this module.
    init(trusted html: String) { self.html = html }

    /// A text, escaped.
    init(escaping text: String) { html = Markup.escaped(text) }

    init(stringLiteral value: String) { html = value }

    init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

    static func += (lhs: inout Markup, rhs: Markup) { lhs.html += rhs.html }

    static func + (lhs: Markup, rhs: Markup) -> Markup { Markup(trusted: lhs.html + rhs.html) }

    /// Whether there is nothing.
    var isEmpty: Bool { html.isEmpty }

    /// A text as it must stand between tags or in a quoted attribute.
    ///
    /// Control characters that HTML forbids become U+FFFD.
    static func escaped(_ text: String) -> String {
        // Most texts are plain: they are copied whole.
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte < 0x7f && byte != 0x26 && byte != 0x3c && byte != 0x3e && byte != 0x22 && byte != 0x27
        }
        if isPlain { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{7f}"..<"\u{a0}": result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    struct StringInterpolation: StringInterpolationProtocol {
        var html = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { html += literal }

        mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }

        mutating func appendInterpolation(_ number: Int) { html += String(number) }

        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    }
}

extension Sequence where Element == Markup {
    /// The pieces one after another.
    func joined() -> Markup { reduce(into: Markup()) { $0 += $1 } }
}

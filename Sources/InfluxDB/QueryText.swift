/// Writes names and texts into queries so that none of them can end its quotes.
///
/// Where a server has bind parameters, values are better given as `QueryParameter`.
public enum QueryText: Sendable {
    /// A name in InfluxQL: in double quotes, with `\"`, `\\` and `\n`.
    ///
    /// - Source: InfluxQL specification, "Identifiers" and "Strings"; `ScanString` of github.com/influxdata/influxql.
    /// - Edge cases: NUL ends a text for the server's scanner, which then refuses the query; it is written as it is.
    public static func influxQLName(_ name: String) -> String { escaped(name, quote: "\"", form: .influxQL) }

    /// A text in InfluxQL: in single quotes, with `\'`, `\\` and `\n`.
    public static func influxQLString(_ text: String) -> String { escaped(text, quote: "'", form: .influxQL) }

    /// A pattern in InfluxQL that some texts match as they are, and nothing else: `/^(A|B)$/`.
    ///
    /// Whatever is no letter or digit of ASCII is written as the number of its character, so that no text can end the
    /// pattern or mean something in it.
    ///
    /// - Source: RE2's syntax, which 1.x compiles: `\x{10FFFF}`, and `$` as the end of the text.
    public static func influxQLPattern(anyOf texts: [String]) -> String {
        let all = texts.map { text in
            text.unicodeScalars.map { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9": String(scalar)
                default: "\\x{\(String(scalar.value, radix: 16))}"
                }
            }.joined()
        }
        return "/^(\(all.joined(separator: "|")))$/"
    }

    /// A text in Flux: in double quotes, with `\"`, `\\` and `\${`, which would begin an expression.
    ///
    /// - Source: Flux specification, "String literals".
    public static func fluxString(_ text: String) -> String { escaped(text, quote: "\"", form: .flux) }

    /// A name in SQL: in double quotes, which are doubled within.
    public static func sqlName(_ name: String) -> String { escaped(name, quote: "\"", form: .sql) }

    /// A text in SQL: in single quotes, which are doubled within; a backslash is nothing special.
    public static func sqlString(_ text: String) -> String { escaped(text, quote: "'", form: .sql) }

    private enum Form {
        case influxQL, flux, sql
    }

    private static func escaped(_ text: String, quote: UnicodeScalar, form: Form) -> String {
        // By scalars: a quote with a combining mark is a quote for the server, but one character with it for Swift.
        var result = String(quote)
        var scalars = result.unicodeScalars
        for scalar in text.unicodeScalars {
            switch (form, scalar) {
            case (.sql, quote): scalars += [quote, quote]
            case (.sql, _): scalars.append(scalar)
            case (_, quote), (_, "\\"): scalars += ["\\", scalar]
            case (_, "\n"): scalars += ["\\", "n"]
            case (.flux, "\r"): scalars += ["\\", "r"]
            case (.flux, "{") where scalars.last == "$":
                scalars.removeLast()
                scalars += ["\\", "$", "{"]
            default: scalars.append(scalar)
            }
        }
        scalars.append(quote)
        result = String(scalars)
        return result
    }
}

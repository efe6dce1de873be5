/// How rules name a series of `data.external`.
///
/// `external(news.score)` is the series `news.score`, or that of the traded instrument, `AAPL.news.score`, where values
/// are of one instrument each.
enum ExternalName {
    private static let opening = "external("

    /// What stands for a series until the instruments are known.
    static func reference(to series: String) -> String { "\(opening)\(series))" }

    /// The symbols that a name in rules may mean for a traded instrument, the first that there is being meant.
    static func candidates(for name: String, traded: String) -> [String] {
        guard let series = series(name) else { return [name] }
        return [series, "\(traded).\(series)"]
    }

    /// The series that a name refers to; `nil` where it is the symbol of an instrument.
    static func series(_ name: String) -> String? {
        guard name.hasPrefix(opening), name.hasSuffix(")") else { return nil }
        return String(name.dropFirst(opening.count).dropLast())
    }

    /// Whether a text is a word of the rules language.
    static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.enumerated().allSatisfy { place, byte in
                byte >= 97 && byte <= 122 || byte >= 65 && byte <= 90 || byte == UInt8(ascii: "_")
                    || place > 0 && byte >= 48 && byte <= 57
            }
    }
}

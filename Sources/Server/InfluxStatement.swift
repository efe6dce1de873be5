/// The statements that clients send before they write.
enum InfluxStatement: Equatable, Sendable {
    /// `CREATE DATABASE "name"`, with or without terms of retention.
    case createDatabase(String)
    /// `SHOW DATABASES`.
    case showDatabases
    /// Anything else, which a listener does not answer.
    case other(String)

    /// Why a text holds no statements.
    struct Failure: Error, Equatable {
        /// The reason, in InfluxDB's words.
        var text: String
    }

    /// Reads statements, which semicolons separate.
    static func read(_ text: String) throws(Failure) -> [InfluxStatement] {
        var statements: [InfluxStatement] = []
        for words in try statementWords(text) where !words.isEmpty {
            switch (words[0].key, words.count > 1 ? words[1].key : "") {
            case ("CREATE", "DATABASE"):
                guard words.count > 2, words[2].isIdentifier else {
                    throw Failure(
                        text:
                            "error parsing query: found \(words.count > 2 ? words[2].text : "EOF"), expected identifier "
                            + "at line 1, char \(text.utf8.count + 1)")
                }
                statements.append(.createDatabase(words[2].text))
            case ("SHOW", "DATABASES") where words.count == 2: statements.append(.showDatabases)
            default: statements.append(.other(words.prefix(2).map(\.text).joined(separator: " ")))
            }
        }
        if statements.isEmpty { throw Failure(text: "error parsing query: found EOF, expected CREATE, SHOW") }
        return statements
    }

    private struct Word {
        var text: String
        /// What stands around it: double quotes make a name of it, single ones a text.
        var quote: Character?
        /// In capitals, where it may be a keyword.
        var key: String { quote == nil ? text.uppercased() : "" }
        var isIdentifier: Bool {
            guard quote == nil else { return quote == "\"" }
            return text.unicodeScalars.first.map { $0.properties.isAlphabetic || $0 == "_" } ?? false
        }
    }

    private static func statementWords(_ text: String) throws(Failure) -> [[Word]] {
        var statements: [[Word]] = [[]]
        var rest = text[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == ";" {
                rest.removeFirst()
                statements.append([])
            } else if first == "\"" || first == "'" {
                rest.removeFirst()
                var word = ""
                var isClosed = false
                while let next = rest.popFirst() {
                    if next == first {
                        isClosed = true
                        break
                    }
                    if next == "\\", let escaped = rest.popFirst() {
                        word.append(escaped == "n" ? "\n" : escaped)
                    } else {
                        word.append(next)
                    }
                }
                guard isClosed else {
                    throw Failure(text: "error parsing query: found \(first)\(word), expected its end")
                }
                statements[statements.count - 1].append(Word(text: word, quote: first))
            } else {
                let word = rest.prefix { !$0.isWhitespace && $0 != ";" && $0 != "\"" && $0 != "'" }
                rest.removeFirst(word.count)
                statements[statements.count - 1].append(Word(text: String(word)))
            }
        }
        return statements
    }
}

/// A piece of text in a config that knows where each of its characters stands in the file.
struct ConfigScalar: Sendable {
    /// How it is written.
    enum Style: Sendable {
        /// Without quotes.
        case plain
        /// `'in single quotes'`.
        case singleQuoted
        /// `"in double quotes"`.
        case doubleQuoted
        /// After `|` or `>`, on the lines below.
        case block
    }

    var text: String
    var style: Style
    /// The line of its first character or mark, from 1.
    var line: Int
    /// The column of its first character or mark, from 1.
    var column: Int
    var source: ConfigSource

    /// Where it begins.
    var place: SourcePlace { source.place(line: line, column: column) }

    /// Where the character at `offset` (counted in Unicode scalars of `text`) stands in the file.
    ///
    /// The characters that are no blanks are matched one by one with those of the file, so that quotes, escapes, folded
    /// lines and indents are stepped over. Where that fails, or at the end of the text, it is the last place matched.
    func place(at offset: Int) -> SourcePlace {
        guard source.hasLines else { return place }
        var row = line - 1
        var next = column - 1
        switch style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: next += 1
        case .block: (row, next) = (row + 1, 0)
        }
        var found: (row: Int, column: Int)?
        for (index, character) in text.unicodeScalars.enumerated() {
            guard index <= offset else { break }
            if ConfigScalar.isBlank(character) {
                // Where a blank itself is asked for, the place after the last character is near enough.
                if index == offset, let last = found {
                    return source.place(line: last.row + 1, column: last.column + 2)
                }
                continue
            }
            while row < source.lines.count {
                let characters = source.lines[row]
                if next >= characters.count {
                    (row, next) = (row + 1, 0)
                } else if ConfigScalar.isBlank(characters[next])
                    || style == .doubleQuoted && characters[next] == "\\" && character != "\\"
                {
                    next += 1
                } else {
                    break
                }
            }
            guard row < source.lines.count, source.lines[row][next] == character else { break }
            found = (row, next)
            next += style == .singleQuoted && character == "'" ? 2 : 1
        }
        guard let found else { return place }
        return source.place(line: found.row + 1, column: found.column + 1)
    }

    private static func isBlank(_ character: Unicode.Scalar) -> Bool {
        character == " " || character == "\n" || character == "\t" || character == "\r"
    }
}

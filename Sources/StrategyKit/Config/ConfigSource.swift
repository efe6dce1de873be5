/// The text of a config by lines, so that places inside a scalar can be found again.
final class ConfigSource: Sendable {
    /// The file as the user named it, or the override as given.
    let name: String
    /// Whether places in it have a line and a column.
    let hasLines: Bool
    /// The characters of each line, as libYAML counts columns, without line ends.
    let lines: [[Unicode.Scalar]]

    /// The source of a file.
    init(file name: String, text: String) {
        self.name = name
        hasLines = true
        var lines: [[Unicode.Scalar]] = [[]]
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r": lines.append([])
            default: lines[lines.count - 1].append(scalar)
            }
            previous = scalar
        }
        self.lines = lines
    }

    /// The source of an override of the command line: it has no lines.
    init(override name: String) {
        self.name = name
        hasLines = false
        lines = []
    }

    /// A place in this source.
    func place(line: Int, column: Int) -> SourcePlace {
        hasLines ? SourcePlace(source: name, line: line, column: column) : SourcePlace(source: name)
    }
}

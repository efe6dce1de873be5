/// Where rows come from, as far as messages about them say it.
struct RowOrigin {
    /// The path of a file, or the address of a measurement.
    var path: String
    /// The names of columns that are there and not read.
    var ignored: [String] = []
    /// The names of all columns.
    var names: [String] = []
    /// Whether each instrument has a column of closes and nothing else.
    var isWide = false
    /// The line on which a row stands, from 1; 0 where rows have no lines.
    var line: (_ row: Int) -> Int = { _ in 0 }
}

extension ReadFile {
    /// The file, for messages.
    var origin: RowOrigin {
        var isWide = false
        if case .wide = columns.content { isWide = true }
        return RowOrigin(
            path: source.path, ignored: columns.ignored, names: header.names, isWide: isWide, line: line(ofRow:))
    }
}

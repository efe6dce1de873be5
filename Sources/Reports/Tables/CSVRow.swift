import Core

/// Appends lines of comma-separated values: quotes where needed (RFC 4180), a line feed at the end, the fewest digits
/// that read back to the same double, and an empty cell for what is not known.
struct CSVLine {
    private(set) var text: String = ""
    private var isFirst = true

    /// Adds a cell of text.
    mutating func add(_ cell: String) {
        separate()
        if cell.utf8.contains(where: { $0 == 0x2c || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }) {
            text += "\""
            for character in cell.unicodeScalars {
                if character == "\"" { text += "\"" }
                text.unicodeScalars.append(character)
            }
            text += "\""
        } else {
            text += cell
        }
    }

    /// Adds a number, or an empty cell for `nil` and `nan`.
    mutating func add(_ number: Double?) {
        separate()
        if let number, !number.isNaN { text += number.shortestText }
    }

    /// Adds a whole number, or an empty cell for `nil`.
    mutating func add(_ number: Int?) {
        separate()
        if let number { text += String(number) }
    }

    /// Adds an instant in ISO 8601 UTC, or an empty cell for `nil`.
    mutating func add(_ time: Timestamp?) {
        separate()
        if let time { text += time.description }
    }

    private mutating func separate() {
        if isFirst { isFirst = false } else { text += "," }
    }
}

/// Comma-separated values of cells that are texts already.
public enum CSVCells {
    /// A line of cells, quoted where needed, which ends with a line feed.
    public static func line(_ cells: [String]) -> String {
        var line = CSVLine()
        for cell in cells { line.add(cell) }
        return line.text + "\n"
    }
}

/// A row of one of the tables that a run leaves.
public protocol CSVRow {
    /// The names of the columns, in order.
    static var columns: [String] { get }

    /// The row as a line that ends with a line feed.
    var csvLine: String { get }
}

extension CSVRow {
    /// The line of column names, which ends with a line feed.
    public static var csvHeader: String { columns.joined(separator: ",") + "\n" }

    /// A whole table: the header and a line for each row.
    public static func csv(_ rows: some Sequence<Self>) -> String {
        var text = csvHeader
        for row in rows { text += row.csvLine }
        return text
    }
}

import Reports

/// Rows of cells in columns as wide as their widest cell.
enum TextTable {
    /// The rows as lines, each with a line feed; two blanks between columns.
    static func text(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column + 1 < row.count { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// Rows as CSV with a header.
    static func csv(_ rows: [[String]]) -> String {
        rows.map { CSVCells.line($0) }.joined()
    }
}

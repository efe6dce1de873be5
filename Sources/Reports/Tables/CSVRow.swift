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

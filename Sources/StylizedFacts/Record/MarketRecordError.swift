/// What is wrong with a record of a market.
public enum MarketRecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Columns of one table differ in length.
    case lengths(table: String, column: String, found: Int, expected: Int)
    /// Times go backwards.
    case order(table: String, row: Int)
    /// A figure is outside what its column allows.
    case figure(table: String, column: String, row: Int, found: Double, allowed: String)
    /// There is neither a trade nor a quote nor a bar.
    case empty(name: String)

    /// What was found, what is allowed, and the remedy.
    public var description: String {
        switch self {
        case .lengths(let table, let column, let found, let expected):
            """
            \(table): the column '\(column)' has \(found) rows where the times have \(expected): give all columns of a \
            table the same length, or leave it empty where that is allowed
            """
        case .order(let table, let row):
            "\(table): row \(row) comes before the row above it: sort the rows by time"
        case .figure(let table, let column, let row, let found, let allowed):
            "\(table): row \(row): '\(column)' is \(found), allowed is \(allowed): correct or remove the row"
        case .empty(let name):
            "the market '\(name)' left neither a trade nor a quote nor a bar: there is nothing to measure"
        }
    }
}

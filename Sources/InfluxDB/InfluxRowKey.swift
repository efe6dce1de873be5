/// Which columns of a flat answer make the key of a series: the answers of InfluxDB 3 are one table.
public struct InfluxRowKey: Hashable, Sendable {
    /// The column that names the measurement; of InfluxQL answers of InfluxDB 3 `iox::measurement`.
    public var nameColumn: String
    /// Columns that become tags.
    ///
    /// Rows of one series must follow one another, as `ORDER BY` tag, time has them.
    public var tagColumns: [String]

    /// A key.
    public init(nameColumn: String = "iox::measurement", tagColumns: [String] = []) {
        self.nameColumn = nameColumn
        self.tagColumns = tagColumns
    }
}

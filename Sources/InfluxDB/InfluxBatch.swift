/// Some rows of one series, as columns.
///
/// A series comes in one or more batches, one after another. A column may have another type in a later batch, as where a
/// text form prints the float 100.0 as `100`; `InfluxTable` joins batches and widens.
public struct InfluxBatch: Hashable, Sendable {
    /// The number of the statement in the query, from 0.
    public var statement: Int
    /// Which series.
    public var series: InfluxSeriesKey
    /// Whether these are the first rows of the series.
    public var isFirst: Bool
    /// The columns, all of `rowCount` rows.
    public var columns: [InfluxColumn]
    /// The number of rows.
    public var rowCount: Int

    /// A batch.
    public init(
        statement: Int = 0, series: InfluxSeriesKey, isFirst: Bool, columns: [InfluxColumn], rowCount: Int
    ) {
        self.statement = statement
        self.series = series
        self.isFirst = isFirst
        self.columns = columns
        self.rowCount = rowCount
    }

    /// The first column of a name.
    public subscript(name: String) -> InfluxColumn? { columns.first { $0.name == name } }
}

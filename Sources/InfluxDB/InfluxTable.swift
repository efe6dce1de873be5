/// A whole series, put together from its batches.
public struct InfluxTable: Hashable, Sendable {
    /// Which series.
    public var series: InfluxSeriesKey
    /// The columns, in the order in which they first came.
    public var columns: [InfluxColumn]
    /// The number of rows.
    public var rowCount: Int

    /// A series from its first batch.
    public init(_ batch: InfluxBatch) {
        series = batch.series
        columns = batch.columns
        rowCount = batch.rowCount
    }

    /// The first column of a name.
    public subscript(name: String) -> InfluxColumn? { columns.first { $0.name == name } }

    /// Adds the next rows.
    ///
    /// - Throws: `InfluxError.columnType` where a column now holds what does not go with what it held.
    public mutating func append(_ batch: InfluxBatch) throws(InfluxError) {
        // A copy would be made where two held the storage.
        var waiting = columns
        columns = []
        var used = [Bool](repeating: false, count: batch.columns.count)
        for index in waiting.indices {
            let place = batch.columns.indices.first { !used[$0] && batch.columns[$0].name == waiting[index].name }
            if let place { used[place] = true }
            let next =
                place.map { batch.columns[$0] }
                ?? InfluxColumn(name: waiting[index].name, values: .none(batch.rowCount))
            guard waiting[index].append(next) else {
                throw .columnType(
                    series: series.description, column: next.name, holds: waiting[index].kind, found: next.kind)
            }
        }
        for (place, column) in batch.columns.enumerated() where !used[place] {
            var late = InfluxColumn(name: column.name, values: .none(rowCount))
            guard late.append(column) else { continue }
            waiting.append(late)
        }
        columns = waiting
        rowCount += batch.rowCount
    }
}

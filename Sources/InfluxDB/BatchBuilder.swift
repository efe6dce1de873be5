/// Gathers rows into batches and hands them on.
final class BatchBuilder {
    /// The columns of the series that is being read.
    private(set) var columns: [ColumnBuilder] = []
    /// The row that is being read.
    private(set) var row = 0
    /// Rows of all series so far.
    private(set) var total = 0
    /// Whether the receiver wanted no more.
    private(set) var isStopped = false
    private var spare: [ColumnBuilder] = []
    private var capacity: Int
    private var series: InfluxSeriesKey?
    private var statement = 0
    private var hasDelivered = false
    private let limit: Int
    private let timeColumns: Set<String>
    private let receive: (InfluxBatch) -> Bool

    /// - Parameters:
    ///   - limit: Rows of a batch at most.
    ///   - timeColumns: Columns whose integers and texts are instants.
    init(limit: Int, timeColumns: Set<String> = ["time"], receive: @escaping (InfluxBatch) -> Bool) {
        self.limit = max(1, limit)
        capacity = min(self.limit, 64)
        self.timeColumns = timeColumns
        self.receive = receive
    }

    func isTime(_ name: String) -> Bool { timeColumns.contains(name) }

    /// Begins a series, or goes on with the one before where nothing differs.
    func begin(_ key: InfluxSeriesKey, columns names: [String], statement: Int = 0) throws(InfluxError) {
        if series == key, statement == self.statement, columns.count == names.count,
            zip(columns, names).allSatisfy({ $0.name == $1 })
        {
            return
        }
        try end()
        series = key
        self.statement = statement
        hasDelivered = false
        for name in names { addColumn(name) }
    }

    /// Adds a column that comes up late.
    func addColumn(_ name: String) {
        let isTime = timeColumns.contains(name)
        if let column = spare.popLast() {
            column.restart(name: name, isTime: isTime)
            column.reserve(capacity)
            columns.append(column)
        } else {
            columns.append(ColumnBuilder(name: name, isTime: isTime, capacity: capacity))
        }
    }

    /// Ends a row.
    @inline(__always)
    func endRow() throws(InfluxError) {
        row += 1
        if row == capacity { try makeRoom() }
    }

    private func makeRoom() throws(InfluxError) {
        if capacity < limit {
            capacity = min(limit, capacity * 8)
            for column in columns { column.reserve(capacity) }
        } else {
            try flush()
        }
    }

    /// Hands the rows so far on.
    func flush() throws(InfluxError) {
        guard let series else { return }
        for column in columns {
            guard let fault = column.fault else { continue }
            throw .columnType(
                series: series.description, column: column.name, holds: fault.holds, found: fault.found)
        }
        guard !isStopped, row > 0 || !hasDelivered else { return }
        let batch = InfluxBatch(
            statement: statement, series: series, isFirst: !hasDelivered, columns: columns.map { $0.column(row) },
            rowCount: row)
        for column in columns { column.clear() }
        total += row
        row = 0
        hasDelivered = true
        if !receive(batch) { isStopped = true }
    }

    /// Ends the series: what comes next belongs to another.
    func end() throws(InfluxError) {
        try flush()
        series = nil
        spare.append(contentsOf: columns)
        columns = []
        row = 0
    }
}

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
    private let spare: SpareColumns
    private var capacity: Int
    private var series: InfluxSeriesKey?
    private var statement = 0
    private var hasDelivered = false
    private let limit: Int
    private let endsWithChunks: Bool
    private let timeColumns: Set<String>
    private let receive: (InfluxBatch) -> Bool

    /// - Parameters:
    ///   - limit: Rows of a batch at most.
    ///   - endsWithChunks: Whether a batch ends where a chunk of the answer does, so that rows are handed on as they come;
    ///     what is gathered to whole series anyway is copied less often in longer batches.
    ///   - spare: The memory of columns that were, of this answer and others.
    ///   - timeColumns: Columns whose integers and texts are instants.
    init(
        limit: Int, endsWithChunks: Bool = true, timeColumns: Set<String> = ["time"],
        spare: SpareColumns = SpareColumns(), receive: @escaping (InfluxBatch) -> Bool
    ) {
        self.limit = max(1, limit)
        self.endsWithChunks = endsWithChunks
        self.spare = spare
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
        if let column = spare.take() {
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

    /// Rows that there is room for.
    var room: Int { capacity - row }

    /// Ends rows that were written into the cells of the columns, no more than there was room for.
    func endRows(_ count: Int) throws(InfluxError) {
        row += count
        for column in columns { column.fill(to: row) }
        if row == capacity { try makeRoom() }
    }

    /// Ends a chunk of the answer; its series may go on in the next.
    func endChunk() throws(InfluxError) {
        if endsWithChunks { try flush() }
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
        spare.keep(columns)
        columns = []
        row = 0
    }
}

/// What has come of a measurement, part by part.
struct InfluxFindings {
    /// The number of rows.
    private(set) var count = 0
    /// The number of points without the tag that names the instrument.
    private(set) var strayRows = 0
    /// Of each column, whether some row has a value in it.
    private(set) var hasValue: [Bool]

    init(columns: Int) { hasValue = [Bool](repeating: false, count: columns) }

    /// Adds a part.
    mutating func add(_ rows: InfluxRows) {
        count += rows.count
        strayRows += rows.strayRows
        for (place, column) in rows.values.enumerated() where !hasValue[place] {
            hasValue[place] = column.contains { !$0.isNaN }
        }
    }
}

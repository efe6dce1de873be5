public import Core

/// Columns of equal length to be kept: all that a source has of a range of time, or had of it when it was asked.
public struct CacheChunk: Sendable {
    /// Which of several series of an entry it belongs to; empty where there is one.
    public var series: String
    /// The instants that it covers, whether or not there is a row at each.
    public var range: Range<Timestamp>
    /// Whether the source will have no more of that range: a complete chunk is never asked for again.
    public var isComplete: Bool
    /// The columns by name, in the order in which they are listed.
    public var columns: [(name: String, data: ColumnData)]

    /// A chunk.
    public init(
        series: String = "", range: Range<Timestamp>, isComplete: Bool = true,
        columns: [(name: String, data: ColumnData)]
    ) {
        self.series = series
        self.range = range
        self.isComplete = isComplete
        self.columns = columns
    }

    /// The number of rows.
    public var rows: Int { columns.first?.data.count ?? 0 }

    /// Stops with what is wrong with it.
    func check(key: String, timeColumn: String?) throws(CacheError) {
        guard columns.allSatisfy({ $0.data.count == rows }) else {
            throw .misfit(key: key, reason: "the columns of a chunk differ in length")
        }
        guard Set(columns.map(\.name)).count == columns.count else {
            throw .misfit(key: key, reason: "two columns of a chunk have one name")
        }
        for (name, _) in columns where !name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) {
            throw .misfit(key: key, reason: "a column's name has ASCII letters, digits and _ only; found '\(name)'")
        }
        guard let timeColumn else { return }
        guard case .int64(let times)? = columns.first(where: { $0.name == timeColumn })?.data else {
            throw .misfit(key: key, reason: "found no column '\(timeColumn)' of instants in a chunk")
        }
        var last = range.lowerBound.nanoseconds
        for time in times {
            guard time >= last, time < range.upperBound.nanoseconds else {
                throw .misfit(
                    key: key,
                    reason: "the instants of a chunk ascend inside its range; found \(Timestamp(nanoseconds: time))")
            }
            last = time
        }
    }
}

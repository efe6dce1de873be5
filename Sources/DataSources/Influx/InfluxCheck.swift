import Core
import InfluxDB

/// What a server says of the leading field of one instrument over a range, by which a change shows without its rows.
struct InfluxCheck: Hashable {
    /// The values there are.
    var count: Int64
    /// Their sum.
    var sum: Double

    /// Whether nothing has changed, as far as these two tell.
    ///
    /// A server may add up in another order than the last time: a sum may differ in its last digits.
    func agrees(with other: InfluxCheck) -> Bool {
        count == other.count && (sum == other.sum || abs(sum - other.sum) <= 1e-12 * max(abs(sum), abs(other.sum)))
    }

    /// The checks of an answer: one dictionary by instrument for each range.
    ///
    /// Rows without the tag of the instrument stand under the empty name.
    static func all(
        _ tables: [InfluxTable], _ ranges: [Range<Timestamp>], _ kind: InfluxKind, tag: String?, measurement: String
    ) throws(InfluxError) -> [[String: InfluxCheck]] {
        var checks = [[String: InfluxCheck]](repeating: [:], count: ranges.count)
        for table in tables where table.rowCount > 0 {
            let symbol = tag.map { table.series[$0] ?? "" } ?? measurement
            guard let counts = table["count"]?.numbers, let sums = table["sum"]?.numbers else {
                throw .noColumn("count", columns: table.columns.map(\.name))
            }
            for row in 0..<table.rowCount {
                let place: Int?
                switch kind {
                case .v1:
                    guard case .times(let times)? = table["time"]?.values else {
                        throw .noColumn("time", columns: table.columns.map(\.name))
                    }
                    place = ranges.firstIndex { $0.lowerBound.nanoseconds == times[row] }
                case .v2: place = Int(table.series.result)
                case .v3: place = table["piece"]?.numbers.map { Int($0[row]) }
                }
                guard let place, ranges.indices.contains(place) else { continue }
                checks[place][symbol] = InfluxCheck(count: Int64(counts[row]), sum: sums[row])
            }
        }
        return checks
    }
}

extension InfluxColumn {
    /// The values as numbers, rounded where no double holds them; `nil` for what are no numbers.
    fileprivate var numbers: [Double]? {
        switch values {
        case .doubles(let list): list
        case .integers(let list): list.map { Double($0) }
        case .unsigned(let list): list.map { Double($0) }
        case .none, .times, .strings, .booleans: nil
        }
    }
}

public import Core

/// What a fetch found in the cache, what it asked the server for, and what had changed there.
public struct InfluxFetchReport: Hashable, Sendable {
    /// The rows of one instrument.
    public struct Entry: Hashable, Sendable {
        /// The instrument.
        public var symbol: String
        /// Rows that the server sent.
        public var fetched = 0
        /// Rows that were in the cache and not asked for again.
        public var kept = 0
        /// Rows that the server has now and had not when a range was kept as finished: late points.
        public var late = 0
        /// Rows of finished ranges with other values now.
        public var changed = 0
        /// Rows of finished ranges that the server has no more.
        public var gone = 0
    }

    /// The address of the measurement.
    public var path: String
    /// The instruments, by name.
    public var entries: [Entry] = []
    /// The ranges of time that the server was asked for, a question each.
    public var rangesFetched = 0
    /// The ranges of time that came from the cache.
    public var rangesKept = 0
    /// The finished ranges that had changed on the server, and were asked for anew.
    public var rangesChanged = 0
    /// The finished ranges that were asked for again and compared.
    public var rangesVerified = 0
    /// The instants that were asked for or in the cache.
    public var range: Range<Timestamp>?
    /// Whether the server does not answer, so that what the cache has of the newest pieces had to do.
    public var isOffline = false
    /// When the server was asked last, where it does not answer now.
    public var keptAsOf: Timestamp?
    /// What else a reader of the rows should know, as sentences.
    public var notes: [String] = []

    /// Whether finished ranges were other than they were kept.
    public var hasDifferences: Bool { entries.contains { $0.late + $0.changed + $0.gone > 0 } }

    /// A report without rows.
    public init(path: String) { self.path = path }

    /// The entry of an instrument.
    mutating func with(_ symbol: String, _ change: (inout Entry) -> Void) {
        let place = entries.firstIndex { $0.symbol == symbol }
        if place == nil { entries.append(Entry(symbol: symbol)) }
        change(&entries[place ?? entries.count - 1])
    }

    /// Counts what differs between a finished range as it was kept and as it is.
    mutating func compare(_ old: InfluxRows, with new: InfluxRows) {
        let (before, now) = (old.ranges, new.ranges)
        for symbol in Set(old.symbols).union(new.symbols) {
            let a = old.symbols.firstIndex(of: symbol).map { before[$0] } ?? 0..<0
            let b = new.symbols.firstIndex(of: symbol).map { now[$0] } ?? 0..<0
            let (late, changed, gone) = InfluxRows.differences(old, a, new, b)
            with(symbol) { entry in
                entry.late += late
                entry.changed += changed
                entry.gone += gone
            }
        }
    }
}

extension InfluxRows {
    /// Rows of one instrument that only the second has, that both have with other values, and that only the first has.
    static func differences(
        _ old: InfluxRows, _ a: Range<Int>, _ new: InfluxRows, _ b: Range<Int>
    ) -> (late: Int, changed: Int, gone: Int) {
        var (late, changed, gone) = (0, 0, 0)
        var (i, j) = (a.lowerBound, b.lowerBound)
        while i < a.upperBound || j < b.upperBound {
            if j >= b.upperBound || (i < a.upperBound && old.times[i] < new.times[j]) {
                gone += 1
                i += 1
            } else if i >= a.upperBound || new.times[j] < old.times[i] {
                late += 1
                j += 1
            } else {
                let isSame = zip(old.values, new.values).allSatisfy { before, now in
                    before[i].bitPattern == now[j].bitPattern || (before[i].isNaN && now[j].isNaN)
                }
                changed += isSame ? 0 : 1
                i += 1
                j += 1
            }
        }
        return (late, changed, gone)
    }
}

import ColumnCache
import Core

/// What a cache has of some instruments of a measurement that were asked for together, or of all.
struct InfluxHolding {
    /// The instruments that were asked for, by name; empty for all.
    let symbols: [String]
    /// The entry of the cache.
    let entry: CacheEntry
    /// The first instant that is known to have a row; `nil` where nobody asked.
    let first: Timestamp?
    /// When the server was asked last.
    let fetched: Timestamp?

    /// The ranges that are there, and whether they are finished.
    var ranges: [(range: Range<Timestamp>, isFinished: Bool)] {
        entry.chunks.filter { $0.series == "rows" }.map { ($0.range, $0.isComplete) }
    }

    /// What the entry's payload says.
    init(_ entry: CacheEntry) {
        self.entry = entry
        let parts = entry.payload.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        func instant(_ place: Int) -> Timestamp? {
            parts.count > place ? Int64(parts[place]).map { Timestamp(nanoseconds: $0) } : nil
        }
        first = instant(0)
        fetched = instant(1)
        symbols = parts.count > 2 ? parts[2].split(separator: "\u{0}").map(String.init) : []
    }

    /// The payload from which the same comes again.
    static func payload(symbols: [String], first: Timestamp?, fetched: Timestamp) -> String {
        (first.map { "\($0.nanoseconds)" } ?? "") + "\n\(fetched.nanoseconds)\n"
            + symbols.map { "\($0)\u{0}" }.joined()
    }

    /// Whether it may hold what is wanted of some instruments; empty for all.
    func mayServe(_ wanted: [String]) -> Bool {
        symbols.isEmpty || (!wanted.isEmpty && !Set(symbols).isDisjoint(with: wanted))
    }
}

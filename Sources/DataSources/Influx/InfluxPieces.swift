import ColumnCache
import Core
import InfluxDB

/// The rows of one measurement in a cache.
///
/// Each range that was asked for is a run of whole pieces of `FetchPlan`, and has three chunks: the rows of all instruments as columns, the instruments' names, each ended by a byte
/// of zero, and how many rows each has.
struct InfluxPieces {
    /// Rises whenever the same pieces would be laid out otherwise.
    private static let version = 1

    let columns: ColumnCache
    let key: String
    private let names: [String]
    private let source: String

    init(_ columns: ColumnCache, _ options: InfluxReadOptions, _ query: InfluxBarQuery) {
        self.columns = columns
        names = query.columns
        source = options.path
        key = InfluxPieces.key(options, query)
    }

    /// What the rows depend on, as a hash: no secret, and nobody's name.
    private static func key(_ options: InfluxReadOptions, _ query: InfluxBarQuery) -> String {
        let organisation =
            switch options.server.organisation {
            case .name(let name): "name \(name)"
            case .identifier(let identifier): "identifier \(identifier)"
            case nil: ""
            }
        let mapping = options.mapping
        let content =
            switch mapping.content {
            case .bars(let names, _): ["bars", names.open, names.high, names.low, names.close, names.volume]
            case .ticks(let price, let size): ["ticks", price, size ?? "no size"]
            }
        var parts = [
            "influx \(version)", options.path, options.database, options.retentionPolicy ?? "", organisation,
            mapping.measurement, mapping.symbolTag ?? "no tag",
        ]
        parts += mapping.tags.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        parts += ["|"] + content + ["|"] + options.symbols.sorted(by: symbolPrecedes)
        parts += ["|", query.window.map { "window \($0)" } ?? "rows", options.fetchPlan.unit.rawValue]
        return SHA256.hexDigest(of: parts.map { "\($0.utf8.count):\($0)" }.joined(separator: "\u{0}"))
    }

    /// What the cache has; `nil` where it has nothing.
    func entry() throws(CacheError) -> CacheEntry? { try columns.entry(key) }

    /// The first instant that is known to have a row, as the entry says it.
    static func first(_ entry: CacheEntry?) -> Timestamp? {
        entry.flatMap { Int64($0.payload) }.map { Timestamp(nanoseconds: $0) }
    }

    /// The ranges that are there, and whether they are finished.
    static func ranges(_ entry: CacheEntry?) -> [(range: Range<Timestamp>, isFinished: Bool)] {
        (entry?.chunks ?? []).filter { $0.series == "rows" }.map { ($0.range, $0.isComplete) }
    }

    /// The rows of a range that is there.
    func rows(_ entry: CacheEntry, of range: Range<Timestamp>) throws(CacheError) -> InfluxRows {
        func column<Element: ColumnElement>(_ name: String, _ series: String) throws(CacheError) -> [Element] {
            guard let chunk = entry.chunks.first(where: { $0.series == series && $0.range == range }) else {
                throw .noColumn(key: key, name: name, wanted: Element.columnType)
            }
            return try entry.column(name, of: chunk.place, type: Element.columnType).values()
        }
        var rows = InfluxRows(columns: names.count)
        rows.times = try column("time", "rows")
        for (place, name) in names.enumerated() { rows.values[place] = try column(name, "rows") }
        let bytes: [UInt8] = try column("names", "names")
        rows.symbols = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let counts: [Int64] = try column("counts", "counts")
        rows.counts = counts.map { Int($0) }
        guard rows.symbols.count == rows.counts.count, rows.counts.reduce(0, +) == rows.count else {
            throw .damaged(path: entry.folder, what: "the instruments of \(range) do not fit its rows")
        }
        return rows
    }

    /// Keeps the rows of a range.
    func store(
        _ rows: InfluxRows, of range: Range<Timestamp>, isFinished: Bool, first: Timestamp?
    ) throws(CacheError) {
        let values = zip(names, rows.values).map { (name: $0, data: ColumnData.double($1)) }
        let bytes = rows.symbols.flatMap { symbol -> [UInt8] in Array(symbol.utf8) + [0] }
        func chunk(_ series: String, _ columns: [(name: String, data: ColumnData)]) -> CacheChunk {
            CacheChunk(series: series, range: range, isComplete: isFinished, columns: columns)
        }
        try columns.store(
            [
                chunk("rows", [("time", .int64(rows.times))] + values), chunk("names", [("names", .byte(bytes))]),
                chunk("counts", [("counts", .int64(rows.counts.map { Int64($0) }))]),
            ], in: key, source: source, payload: first.map { "\($0.nanoseconds)" } ?? "")
    }
}

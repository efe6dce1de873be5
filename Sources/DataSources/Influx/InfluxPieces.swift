import ColumnCache
import Core
import InfluxDB

/// The rows of one measurement in a cache.
///
/// Instruments that were asked for together share an entry, and all of them have one. Each range that was asked for is a
/// run of whole pieces of `FetchPlan`, and has five chunks: the rows of all instruments as columns, the instruments'
/// names, each ended by a byte of zero, how many rows each has, and what the server said of them before they were asked
/// for (`InfluxCheck`), with the names once more.
struct InfluxPieces {
    /// Rises whenever the same pieces would be laid out otherwise.
    private static let version = 2

    let columns: ColumnCache
    private let base: String
    private let names: [String]
    private let source: String

    init(_ columns: ColumnCache, _ options: InfluxReadOptions, _ query: InfluxBarQuery) {
        self.columns = columns
        names = query.columns
        source = options.path
        base = String(InfluxPieces.key(options, query).prefix(40))
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
        parts += ["|"] + content
        parts += ["|", query.window.map { "window \($0)" } ?? "rows", options.fetchPlan.unit.rawValue]
        return SHA256.hexDigest(of: parts.map { "\($0.utf8.count):\($0)" }.joined(separator: "\u{0}"))
    }

    /// The entry of some instruments; of all, where none is named.
    private func key(of symbols: [String]) -> String {
        let all = symbols.map { "\($0.utf8.count):\($0)" }.joined()
        return "\(base)-\(symbols.isEmpty ? "all" : String(SHA256.hexDigest(of: all).prefix(40)))"
    }

    /// What the cache has: what was asked for last comes first.
    ///
    /// - Parameter discarded: Told of each entry that is damaged, which is thrown away.
    func holdings(discarded: (CacheError) -> Void) -> [InfluxHolding] {
        var holdings: [InfluxHolding] = []
        for key in columns.keys(withPrefix: base) {
            do throws(CacheError) {
                if let entry = try columns.entry(key) { holdings.append(InfluxHolding(entry)) }
            } catch {
                discarded(error)
                do throws(CacheError) { try columns.discard(key) } catch { discarded(error) }
            }
        }
        return holdings.sorted { ($0.fetched?.nanoseconds ?? 0) > ($1.fetched?.nanoseconds ?? 0) }
    }

    /// The rows of a range that is there.
    func rows(_ entry: CacheEntry, of range: Range<Timestamp>) throws(CacheError) -> InfluxRows {
        func column<Element: ColumnElement>(_ name: String, _ series: String) throws(CacheError) -> [Element] {
            try values(entry, of: range, name, series)
        }
        var rows = InfluxRows(columns: names.count)
        rows.times = try column("time", "rows")
        for (place, name) in names.enumerated() { rows.values[place] = try column(name, "rows") }
        rows.symbols = InfluxPieces.texts(try column("names", "names"))
        let counts: [Int64] = try column("counts", "counts")
        rows.counts = counts.map { Int($0) }
        guard rows.symbols.count == rows.counts.count, rows.counts.reduce(0, +) == rows.count else {
            throw .damaged(path: entry.folder, what: "the instruments of \(range) do not fit its rows")
        }
        rows.strayRows = try checks(entry, of: range)?[""].map { Int($0.count) } ?? 0
        return rows
    }

    /// What the server said of a range before it was asked for its rows; `nil` where it did not.
    func checks(_ entry: CacheEntry, of range: Range<Timestamp>) throws(CacheError) -> [String: InfluxCheck]? {
        guard entry.chunks.contains(where: { $0.series == "checks" && $0.range == range && $0.isComplete }) else {
            return nil
        }
        let symbols = InfluxPieces.texts(try values(entry, of: range, "names", "checked"))
        let counts: [Int64] = try values(entry, of: range, "counts", "checks")
        let sums: [Double] = try values(entry, of: range, "sums", "checks")
        guard symbols.count == counts.count, symbols.count == sums.count else {
            throw .damaged(path: entry.folder, what: "the sums of \(range) do not fit its instruments")
        }
        return Dictionary(zip(symbols, zip(counts, sums).map { InfluxCheck(count: $0, sum: $1) })) { $1 }
    }

    private func values<Element: ColumnElement>(
        _ entry: CacheEntry, of range: Range<Timestamp>, _ name: String, _ series: String
    ) throws(CacheError) -> [Element] {
        guard let chunk = entry.chunks.first(where: { $0.series == series && $0.range == range }) else {
            throw .noColumn(key: entry.key, name: name, wanted: Element.columnType)
        }
        return try entry.column(name, of: chunk.place, type: Element.columnType).values()
    }

    private static func texts(_ bytes: [UInt8]) -> [String] {
        // The last one is ended too; an empty name is one.
        bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private static func bytes(_ texts: [String]) -> [UInt8] { texts.flatMap { Array($0.utf8) + [0] } }

    /// Keeps the rows of a range.
    func store(
        _ rows: InfluxRows, of range: Range<Timestamp>, _ symbols: [String], checks: [String: InfluxCheck]?,
        isFinished: Bool, first: Timestamp?, now: Timestamp
    ) throws(CacheError) {
        let values = zip(names, rows.values).map { (name: $0, data: ColumnData.double($1)) }
        let known = (checks ?? [:]).sorted { symbolPrecedes($0.key, $1.key) }
        func chunk(
            _ series: String, _ columns: [(name: String, data: ColumnData)], isComplete: Bool? = nil
        ) -> CacheChunk {
            CacheChunk(series: series, range: range, isComplete: isComplete ?? isFinished, columns: columns)
        }
        try columns.store(
            [
                chunk("rows", [("time", .int64(rows.times))] + values),
                chunk("names", [("names", .byte(InfluxPieces.bytes(rows.symbols)))]),
                chunk("counts", [("counts", .int64(rows.counts.map { Int64($0) }))]),
                chunk("checked", [("names", .byte(InfluxPieces.bytes(known.map(\.key))))]),
                chunk(
                    "checks",
                    [
                        ("counts", .int64(known.map(\.value.count))), ("sums", .double(known.map(\.value.sum))),
                    ], isComplete: checks != nil),
            ], in: key(of: symbols), source: source,
            payload: InfluxHolding.payload(symbols: symbols, first: first, fetched: now))
    }
}

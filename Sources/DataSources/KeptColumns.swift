import ColumnCache
import Core
import Glibc
import TimeSeries

/// The columns of a series of bars as chunks of a cache and back.
///
/// A long series is a chunk by itself, so that its columns need not be copied; the short ones of a file share one.
struct KeptColumns {
    var start: [Int64]
    var end: [Int64]
    var open: [Price]
    var high: [Price]
    var low: [Price]
    var close: [Price]
    var volume: [Quantity]
    var isFilled: [Bool]

    /// The chunk of the short series.
    private static let shared = "short"
    private static let longRows = LongArray.leastBytes / 8

    /// Takes the columns of a series out of an entry.
    init(
        _ entry: CacheEntry, _ series: KeptBars.Series, place: Int, _ source: BarCache.Reread
    ) throws(CacheError) {
        guard let chunk = entry.chunks.first(where: { $0.series == series.chunk }), series.first >= 0,
            series.count > 0, series.first + series.count <= chunk.rows
        else { throw .misfit(key: entry.key, reason: "its chunks are not those that its payload names") }
        func column<Element: ColumnElement>(_ name: String) throws(CacheError) -> [Element] {
            let column = try entry.column(name, of: chunk.place, type: Element.columnType)
            guard series.count == chunk.rows else {
                return try column.values(series.first..<series.first + series.count)
            }
            return try column.array { error in source.column(name, of: place, because: error) }
        }
        start = try column("start")
        end = try column("end")
        close = try column("close")
        if chunk.columns.contains("open") {
            open = try column("open")
            high = try column("high")
            low = try column("low")
        } else {
            (open, high, low) = (close, close, close)
        }
        volume = try column("volume")
        let filled: [UInt8] = try series.hasFilled ? column("filled") : []
        isFilled = filled.map { $0 != 0 }
    }

    /// The chunks of a file, and where in them its series lie.
    static func chunks(_ file: BarFile) -> ([CacheChunk], [KeptBars.Series]) {
        var chunks: [CacheChunk] = []
        var kept: [KeptBars.Series] = []
        var short: [BarSeries] = []
        var shortRows = 0
        for (place, series) in file.series.enumerated() {
            let isLong = series.count >= longRows || file.series.count == 1
            kept.append(
                KeptBars.Series(
                    symbol: series.instrument.symbol, content: series.content.rawValue,
                    volume: series.volumeKnowledge.rawValue, chunk: isLong ? "\(place)" : shared,
                    first: isLong ? 0 : shortRows, count: series.count, hasFilled: !series.isFilled.isEmpty,
                    entry: KeptBars.Entry(file.entries[place])))
            if isLong {
                chunks.append(chunk([series], named: "\(place)"))
            } else {
                short.append(series)
                shortRows += series.count
            }
        }
        if !short.isEmpty { chunks.append(chunk(short, named: shared)) }
        return (chunks, kept)
    }

    /// A column of a series by its name in a chunk.
    static func column(_ name: String, of series: BarSeries) -> ColumnData? {
        switch name {
        case "start": .int64(series.start)
        case "end": .int64(series.end)
        case "open": .double(series.open)
        case "high": .double(series.high)
        case "low": .double(series.low)
        case "close": .double(series.close)
        case "volume": .double(series.volume)
        default: nil
        }
    }

    private static func chunk(_ all: [BarSeries], named name: String) -> CacheChunk {
        func joined<Element>(_ column: KeyPath<BarSeries, [Element]>) -> [Element] {
            all.count == 1 ? all[0][keyPath: column] : all.flatMap { $0[keyPath: column] }
        }
        let first = all.map { $0.start[0] }.min() ?? 0
        let last = all.map { $0.end[$0.count - 1] }.max() ?? 0
        var columns: [(name: String, data: ColumnData)] = [
            ("start", .int64(joined(\.start))), ("end", .int64(joined(\.end))),
        ]
        if !all.allSatisfy(hasOnePrice) {
            columns += [
                ("open", .double(joined(\.open))), ("high", .double(joined(\.high))), ("low", .double(joined(\.low))),
            ]
        }
        columns += [("close", .double(joined(\.close))), ("volume", .double(joined(\.volume)))]
        if all.contains(where: { !$0.isFilled.isEmpty }) {
            let flags = all.flatMap { series -> [UInt8] in
                series.isFilled.isEmpty
                    ? [UInt8](repeating: 0, count: series.count) : series.isFilled.map { $0 ? 1 : 0 }
            }
            columns.append(("filled", .byte(flags)))
        }
        return CacheChunk(
            series: name, range: Timestamp(nanoseconds: first)..<Timestamp(nanoseconds: last), columns: columns)
    }

    /// Whether the opens, highs and lows are the closes, bit for bit.
    private static func hasOnePrice(_ series: BarSeries) -> Bool {
        series.content == .closes
            && [series.open, series.high, series.low].allSatisfy { column in
                column.withUnsafeBytes { a in
                    series.close.withUnsafeBytes { b in
                        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
                        return a.count == b.count && memcmp(first, second, a.count) == 0
                    }
                }
            }
    }
}

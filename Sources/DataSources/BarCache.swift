import ColumnCache
import Core
import Glibc
import Synchronization
import TimeSeries

/// The bars of one file in a cache.
///
/// The entry's key is a hash of the file's content, of every option that what is read depends on, and of the calendar and
/// zone. Which content a path has is known by the file's identity (`FileIdentity`) alone: it is not read again to find out.
struct BarCache: Sendable {
    /// Rises whenever reading the same file with the same options gives something else.
    private static let version = 1

    private let cache: DataCache
    private let path: String
    private let options: CSVReadOptions
    private let identity: FileIdentity
    /// Everything but the content that decides what is read.
    private let manner: String
    /// What the entry is called in the cache.
    private let name: String
    /// The context before the file was read.
    private let context: LoadContext

    /// `nil` where the file is none that is kept: small, no regular file, or read without a hash.
    init?(_ cache: DataCache, _ path: String, _ options: CSVReadOptions, _ context: inout LoadContext) {
        guard options.hashesSources, let identity = FileIdentity(path),
            identity.byteCount * (identity.isCompressed ? 4 : 1) >= cache.leastBytes,
            // What is wrong with calendar or zone the reader says, in its turn.
            let circumstances = try? context.identity()
        else { return nil }
        self.cache = cache
        self.path = path
        self.options = options
        self.identity = identity
        self.context = context
        manner = "bars \(BarCache.version)\n\(options.manner(path))\n\(circumstances)"
        name = SHA256.hexDigest(of: "\(identity.text.prefix { $0 != "\n" })\n\(manner)")
    }

    private func key(_ sha256: String) -> String { SHA256.hexDigest(of: "\(sha256)\n\(manner)") }

    /// The bars that reading the file gave before; `nil` where it must be read.
    func file(_ context: inout LoadContext) -> BarFile? {
        do throws(CacheError) {
            guard let (key, circumstances) = try cache.columns.named(name), circumstances == identity.text,
                let entry = try cache.columns.entry(key), let kept = KeptBars(text: entry.payload),
                kept.byteCount == identity.byteCount, self.key(kept.sha256) == key
            else { return nil }
            do throws(CacheError) {
                let calendar = context.calendar(named: kept.calendar, contentHash: kept.calendarHash)
                return try calendar.map { calendar throws(CacheError) in try file(kept, entry, calendar) }
            } catch {
                discard(key, because: error)
                return nil
            }
        } catch {
            cache.tell("cache: \(error.description); \(path) is read instead")
            return nil
        }
    }

    private func discard(_ key: String, because error: CacheError) {
        cache.tell("cache: \(error.description); the entry is thrown away and \(path) read again")
        do throws(CacheError) { try cache.columns.discard(key) } catch { cache.tell("cache: \(error.description)") }
    }

    private func file(
        _ kept: KeptBars, _ entry: CacheEntry, _ calendar: TradingCalendar
    ) throws(CacheError) -> BarFile {
        let source = Reread(self, key: entry.key)
        var file = BarFile(source: .init(path: path, sha256: kept.sha256, byteCount: kept.byteCount))
        for (place, series) in kept.series.enumerated() {
            let columns = try KeptColumns(entry, series, place: place, source)
            file.series.append(
                BarSeries(
                    kept: Instrument(symbol: series.symbol), calendar: calendar,
                    content: BarSeries.Content(rawValue: series.content) ?? .bars,
                    volumeKnowledge: BarSeries.VolumeKnowledge(rawValue: series.volume) ?? .unknown,
                    start: columns.start, end: columns.end, open: columns.open, high: columns.high, low: columns.low,
                    close: columns.close, volume: columns.volume, isFilled: columns.isFilled))
            file.entries.append(
                series.entry.entry(
                    symbol: series.symbol, path: path, bars: series.count, adjustment: options.adjust))
        }
        return file
    }

    /// Keeps what reading the file gave; where that cannot be, says why.
    func keep(_ file: BarFile) {
        // A file that was changed while it was read is not what its identity says.
        guard FileIdentity(path) == identity, let calendar = file.series.first?.calendar else { return }
        let key = key(file.source.sha256)
        let (chunks, series) = KeptColumns.chunks(file)
        guard let text = KeptBars(source: file.source, calendar: calendar, series: series).text() else { return }
        do throws(CacheError) {
            try cache.columns.store(chunks, in: key, source: path, payload: text)
            try cache.columns.name(name, key: key, circumstances: identity.text)
        } catch {
            cache.tell("cache: \(path) is not kept: \(error.description)")
        }
    }

    /// Reads the file again because what was kept of it is damaged.
    final class Reread: Sendable {
        private let cache: BarCache
        private let key: String
        private let file = Mutex<BarFile?>(nil)

        init(_ cache: BarCache, key: String) {
            self.cache = cache
            self.key = key
        }

        /// A column of a series as it was; ends the process where the file is not what it was.
        func column(_ name: String, of series: Int, because error: CacheError) -> ColumnData {
            file.withLock { file in
                if file == nil {
                    cache.discard(key, because: error)
                    var context = cache.context
                    file = try? BarFile.readAnew(cache.path, cache.options, &context) { _ throws(DataError) in }
                }
                guard let file, FileIdentity(cache.path) == cache.identity, file.series.indices.contains(series),
                    let data = KeptColumns.column(name, of: file.series[series])
                else {
                    cache.cache.tell(
                        "\(cache.path): error: was changed while it was used, and what was kept of it is damaged; run again"
                    )
                    _exit(4)
                }
                return data
            }
        }
    }
}

extension CSVReadOptions {
    /// Every option that the bars of a file depend on, as text.
    fileprivate func manner(_ path: String) -> String {
        let names = columns.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue)=\($0.value)" }
        let rules = policiesInForce
        let parts: [String?] = [
            layout?.rawValue, symbol ?? FileSearch.symbol(of: path), names.joined(separator: "\u{1}"),
            delimiter.map { String($0) }, stamp?.rawValue, zone, calendar, adjust.rawValue,
            actions == nil ? "plain" : "with actions", from, to, String(keepsBarsBeforeFrom), String(isStrict),
            rules.gaps.rawValue, rules.duplicates.rawValue, rules.order.rawValue, rules.ohlc.rawValue,
            rules.nan.rawValue, rules.closed.rawValue, barLength.map { String($0) }, dateOrder?.rawValue,
        ]
        return parts.map { $0.map { "=\($0)" } ?? "-" }.joined(separator: "\u{0}")
    }
}

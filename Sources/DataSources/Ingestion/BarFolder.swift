public import Core
import Glibc

/// Completed bars as CSV, one file a symbol, that every command reads.
///
/// A new bar is appended by one write; a revised one, or one between others, has its file written anew and renamed, so
/// that a reader sees whole rows only. A row that was being written when the machine stopped is cut off when the folder
/// is opened, and comes again from the journal. Of each symbol the last bar is in memory, and no other.
///
/// Columns are `timestamp` (the start of the bar, ISO 8601 in UTC), `symbol`, `open`, `high`, `low`, `close`, `volume`.
///
/// - Verified by: `BarFolderTests`.
public final class BarFolder {
    /// The first line of each file.
    public static let header = "timestamp,symbol,open,high,low,close,volume\n"

    /// Where the files are.
    public let path: String
    private let length: Int64
    /// The last bar of each symbol.
    private var last: [String: CompletedBar] = [:]
    /// Symbols with a row that an earlier write may have left half.
    private var torn: Set<String> = []
    /// Files that the disk may not have yet.
    private var unsynced: Set<String> = []

    /// Opens a folder, made where it is not, and looks at the end of each file in it.
    ///
    /// - Parameter length: The length of a bar, nanoseconds.
    /// - Throws: `IngestError` for files that cannot be read or hold something else.
    public init(_ path: String, length: Int64) throws(IngestError) {
        self.path = path
        self.length = length
        try FolderMaking.make(path)
        for name in try FolderMaking.names(in: path) {
            let file = path + "/" + name
            // What a writing that was ended has left.
            if name.hasSuffix(".csv.part") { unlink(file) }
            guard name.hasSuffix(".csv") else { continue }
            let end = try KeptBarFile(path: file, length: length).end()
            if end.whole < end.count, truncate(file, off_t(end.whole)) != 0 { throw .system(file) }
            guard let bar = end.last else { continue }
            guard BarFolder.fileName(of: bar.symbol) == name else {
                throw .bars(path: file, line: 2, found: bar.symbol)
            }
            last[bar.symbol] = bar
        }
    }

    /// The symbols that have a bar, sorted.
    public var symbols: [String] { last.keys.sorted() }

    /// The bar that starts then, as it was kept.
    public func bar(of symbol: String, start: Timestamp) throws(IngestError) -> CompletedBar? {
        guard let last = last[symbol], start <= last.start else { return nil }
        return start == last.start ? last : try KeptBarFile(path: file(of: symbol), length: length).bar(at: start)
    }

    /// Keeps bars; one with the start of another takes its place.
    ///
    /// - Parameter bars: No symbol and start twice.
    /// - Throws: `IngestError.file` where the disk is full or fails. Some of the bars may be kept then, and all can be
    ///   given again.
    public func keep(_ bars: [CompletedBar]) throws(IngestError) {
        var bySymbol: [String: [CompletedBar]] = [:]
        for bar in bars { bySymbol[bar.symbol, default: []].append(bar) }
        var rewritten: [String] = []
        for symbol in bySymbol.keys.sorted() {
            let bars = (bySymbol[symbol] ?? []).sorted { $0.start < $1.start }
            bySymbol[symbol] = bars
            guard let last = last[symbol], last.start < bars[0].start, !torn.contains(symbol) else {
                rewritten.append(symbol)
                continue
            }
            try append(bars, of: symbol)
        }
        try rewrite(rewritten, with: bySymbol)
    }

    private func append(_ bars: [CompletedBar], of symbol: String) throws(IngestError) {
        let file = file(of: symbol)
        let descriptor = open(file, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(file) }
        defer { close(descriptor) }
        unsynced.insert(file)
        let end = lseek(descriptor, 0, SEEK_END)
        do throws(IngestError) {
            try FileBytes.write(bars.flatMap { KeptBarText.bytes(of: $0) }, to: descriptor, path: file)
        } catch {
            // Half a row is worse than none.
            if ftruncate(descriptor, end) != 0 { torn.insert(symbol) }
            throw error
        }
        last[symbol] = bars.last
    }

    /// Writes files anew beside themselves, and puts them in their places when the disk has them: a row that was there, and
    /// whose points need not be in the journal any more, is never gone.
    private func rewrite(_ symbols: [String], with bars: [String: [CompletedBar]]) throws(IngestError) {
        var parts: [String] = []
        do throws(IngestError) {
            for symbol in symbols {
                let kept = KeptBarFile(path: file(of: symbol), length: length)
                if torn.contains(symbol) { try cutTornRow(of: kept) }
                let text = try kept.text(with: bars[symbol] ?? [])
                try FileBytes.make(kept.path + ".part", of: text, isDurable: symbols.count <= BarFolder.fewFiles)
                parts.append(kept.path)
            }
            if symbols.count > BarFolder.fewFiles { try FolderMaking.syncAll(path) }
            for (symbol, file) in zip(symbols, parts) {
                guard rename(file + ".part", file) == 0 else { throw .system(file) }
                unsynced.insert(file)
                torn.remove(symbol)
                guard let bar = bars[symbol]?.last else { continue }
                if last[symbol].map({ $0.start <= bar.start }) ?? true { last[symbol] = bar }
            }
        } catch {
            for file in parts { unlink(file + ".part") }
            throw error
        }
    }

    private func cutTornRow(of file: KeptBarFile) throws(IngestError) {
        let end = try file.end()
        if end.whole < end.count, truncate(file.path, off_t(end.whole)) != 0 { throw .system(file.path) }
    }

    /// Files up to which each is given to the disk by itself; of more, the whole file system is.
    private static let fewFiles = 16

    /// Returns when the disk has every bar that was kept.
    public func sync() throws(IngestError) {
        if unsynced.isEmpty { return }
        if unsynced.count > BarFolder.fewFiles {
            try FolderMaking.syncAll(path)
        } else {
            for file in unsynced { try FileBytes.sync(file) }
            try FolderMaking.sync(path)
        }
        unsynced = []
    }

    /// The file of a symbol: what is no letter, digit, `.`, `-`, `_` or `+` is written as `%` and two digits.
    func file(of symbol: String) -> String { path + "/" + BarFolder.fileName(of: symbol) }

    static func fileName(of symbol: String) -> String {
        let name = SafeFileName.encoded(symbol, keeping: "-_+")
        // A file's name has at most 255 bytes: what is longer is told by its hash.
        guard name.utf8.count <= 200 else {
            var hash = SHA256()
            hash.update(symbol)
            return String(name.prefix(120)) + "~" + hash.hexDigest() + ".csv"
        }
        return name + ".csv"
    }
}

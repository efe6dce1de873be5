public import Core
import Glibc

/// Completed bars as CSV, one file a symbol, that every command reads.
///
/// A new bar is appended by one write; a revised one, or one between others, has its file written anew and renamed, so
/// that a reader sees whole rows only. A row that was being written when the machine stopped is cut off when the folder
/// is opened, and comes again from the journal.
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
    private var files: [String: [CompletedBar]] = [:]
    /// Symbols with a row that an earlier write may have left half.
    private var torn: Set<String> = []

    /// Opens a folder, made where it is not, and reads the bars in it.
    ///
    /// - Parameter length: The length of a bar, nanoseconds.
    /// - Throws: `IngestError` for files that cannot be read or hold something else.
    public init(_ path: String, length: Int64) throws(IngestError) {
        self.path = path
        self.length = length
        try FolderMaking.make(path)
        for name in try FolderMaking.names(in: path) where name.hasSuffix(".csv") {
            try read(path + "/" + name)
        }
    }

    /// The symbols that have a file, sorted.
    public var symbols: [String] { files.keys.sorted() }

    /// The bars of a symbol, by time.
    public func bars(of symbol: String) -> [CompletedBar] { files[symbol] ?? [] }

    /// The bar that starts then, as it was kept.
    public func bar(of symbol: String, start: Timestamp) -> CompletedBar? {
        guard let bars = files[symbol] else { return nil }
        let place = BarFolder.place(of: start, in: bars)
        return place < bars.count && bars[place].start == start ? bars[place] : nil
    }

    /// Keeps bars; one with the start of another takes its place.
    ///
    /// - Throws: `IngestError.file` where the disk is full or fails. What is in memory is kept, so that the next call
    ///   writes it too.
    public func keep(_ bars: [CompletedBar]) throws(IngestError) {
        var rows: [String: [UInt8]] = [:]
        var rewritten = torn
        for bar in bars {
            var kept = files.removeValue(forKey: bar.symbol) ?? []
            let place = BarFolder.place(of: bar.start, in: kept)
            if place == kept.count, !kept.isEmpty {
                kept.append(bar)
                rows[bar.symbol, default: []] += KeptBarText.bytes(of: bar)
            } else {
                if place < kept.count, kept[place].start == bar.start {
                    kept[place] = bar
                } else {
                    kept.insert(bar, at: place)
                }
                rewritten.insert(bar.symbol)
            }
            files[bar.symbol] = kept
        }
        torn = rewritten.union(rows.keys)
        for symbol in rewritten.sorted() {
            try rewrite(symbol)
            torn.remove(symbol)
        }
        for symbol in rows.keys.sorted() where !rewritten.contains(symbol) {
            try append(rows[symbol] ?? [], to: file(of: symbol))
            torn.remove(symbol)
        }
    }

    private func append(_ bytes: [UInt8], to path: String) throws(IngestError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        do throws(IngestError) {
            try FileBytes.write(bytes, to: descriptor, path: path)
        } catch {
            // Half a row is worse than none; the symbol stays marked, and its file is written anew.
            _ = ftruncate(descriptor, end)
            throw error
        }
    }

    private func rewrite(_ symbol: String) throws(IngestError) {
        var bytes = Array(BarFolder.header.utf8)
        for bar in files[symbol] ?? [] { bytes += KeptBarText.bytes(of: bar) }
        do throws(DataError) {
            try OutputFile.write(bytes, to: file(of: symbol))
        } catch {
            guard case .output(let path, let reason) = error else {
                throw .file(path: file(of: symbol), reason: error.description)
            }
            throw .file(path: path, reason: reason)
        }
    }

    /// The file of a symbol: what is no letter, digit, `.`, `-`, `_` or `+` is written as `%` and two digits.
    func file(of symbol: String) -> String { path + "/" + BarFolder.fileName(of: symbol) }

    static func fileName(of symbol: String) -> String {
        var name = ""
        for (place, byte) in symbol.utf8.enumerated() {
            switch byte {
            case 48..<58, 65..<91, 97..<123, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"):
                name.unicodeScalars.append(UnicodeScalar(byte))
            case UInt8(ascii: ".") where place > 0: name += "."
            default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        // A file's name has at most 255 bytes: what is longer is told by its hash.
        guard name.utf8.count <= 200 else {
            var hash = SHA256()
            hash.update(symbol)
            return String(name.prefix(120)) + "~" + hash.hexDigest() + ".csv"
        }
        return name + ".csv"
    }

    static func place(of start: Timestamp, in bars: [CompletedBar]) -> Int {
        var (low, high) = (0, bars.count)
        if let last = bars.last, last.start < start { low = high }
        while low < high {
            let middle = (low + high) / 2
            if bars[middle].start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func read(_ path: String) throws(IngestError) {
        let bytes = try FileBytes.read(path)
        let whole = (bytes.lastIndex(of: 10) ?? -1) + 1
        let bars = try KeptBarText.bars(bytes[..<whole], path: path, length: length)
        // A file without a row is written anew when its first bar comes.
        guard let symbol = bars.first?.symbol else { return }
        if let place = bars.firstIndex(where: { $0.symbol != symbol }) {
            throw .bars(path: path, line: place + 2, found: bars[place].symbol)
        }
        files[symbol] = bars
        if whole < bytes.count { torn.insert(symbol) }
    }
}

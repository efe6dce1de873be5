import ColumnCache
import Core

/// The cache as one load uses it: what of it serves, and what is said of it.
struct InfluxKept {
    /// What there is, what was asked for last first.
    private(set) var holdings: [InfluxHolding] = []
    private let cache: DataCache?
    private let pieces: InfluxPieces?
    private let path: String
    private var damaged: Set<String> = []
    /// Whether storing has failed: it is said once, and not tried again for every piece.
    private var isFull = false

    init(_ cache: DataCache?, _ options: InfluxReadOptions, _ query: InfluxBarQuery) {
        self.cache = cache
        path = options.path
        pieces = cache.map { InfluxPieces($0.columns, options, query) }
    }

    /// Whether there is a cache.
    var isUsed: Bool { pieces != nil }

    /// Looks at what there is.
    mutating func open() {
        guard let pieces else { return }
        var faults: [CacheError] = []
        holdings = pieces.holdings { faults.append($0) }
        if let fault = faults.first { tell("\(fault.description); \(path) is asked for it again") }
    }

    /// Says a sentence of the cache.
    func tell(_ text: String) { cache?.tell("cache: \(text)") }

    /// Says a sentence.
    func say(_ text: String) { cache?.tell(text) }

    /// The rows of a range; `nil` where they are damaged, after which the holding is no more.
    mutating func rows(_ holding: InfluxHolding, _ range: Range<Timestamp>) -> InfluxRows? {
        read(holding) { (pieces) throws(CacheError) in try pieces.rows(holding.entry, of: range) }
    }

    /// What the server said of a range; `nil` where it did not, or where that is damaged.
    mutating func checks(_ holding: InfluxHolding, _ range: Range<Timestamp>) -> [String: InfluxCheck]? {
        read(holding) { (pieces) throws(CacheError) in try pieces.checks(holding.entry, of: range) } ?? nil
    }

    private mutating func read<Value>(
        _ holding: InfluxHolding, _ body: (InfluxPieces) throws(CacheError) -> Value
    ) -> Value? {
        guard let pieces, !damaged.contains(holding.entry.key) else { return nil }
        do throws(CacheError) { return try body(pieces) } catch {
            damaged.insert(holding.entry.key)
            tell("\(error.description); \(path) is asked for it again")
            do throws(CacheError) { try pieces.columns.discard(holding.entry.key) } catch { tell(error.description) }
            return nil
        }
    }

    /// Keeps rows.
    mutating func store(
        _ rows: InfluxRows, _ range: Range<Timestamp>, _ symbols: [String], _ checks: [String: InfluxCheck]?,
        isFinished: Bool, first: Timestamp?, now: Timestamp
    ) {
        guard let pieces, !isFull else { return }
        let known = first ?? holdings.first { $0.symbols == symbols }?.first
        do throws(CacheError) {
            try pieces.store(
                rows, of: range, symbols, checks: checks, isFinished: isFinished, first: known, now: now)
        } catch {
            isFull = true
            tell("\(path) is not kept: \(error.description)")
        }
    }
}

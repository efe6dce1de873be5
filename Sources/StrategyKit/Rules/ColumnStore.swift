import Synchronization
import TimeSeries

/// Columns of numbers over the bars of one panel, each computed once for all trials that read it.
///
/// Columns are known by what they are made of: the average of the close over 20 bars is the same column in every
/// program. Threads share a store.
public final class ColumnStore: Sendable {
    /// What a column is.
    struct Key: Hashable {
        /// Whose bars: the place of the instrument.
        var instrument: Int
        /// The timeframe; `nil` for the bars of the data.
        var timeframe: RuleTimeframe?
        /// What computes it.
        var source: Source
        /// The numbers of the operation, by their bits.
        var numbers: [UInt64] = []
        /// The columns that it reads.
        var operands: [Int] = []

        /// What computes a column.
        enum Source: Hashable {
            case operation(RuleOperation.Code)
            case indicator(String, output: String)
        }
    }

    /// A column with what every comparison wants to know of it.
    struct Entry: Sendable {
        /// Its number in the store; `nil` for a column that is not kept.
        var id: Int?
        var values: [Double]
        /// Where it is not `nan`.
        var defined: BitColumn
        /// Its values in single precision, by which most comparisons are settled; `nil` for a column that is not kept.
        var rounded: RoundedColumn?

        /// The size of a column that is kept, in bytes.
        static func byteCount(of values: [Double]) -> Int { values.count * 12 + values.count / 8 }

        /// Where a column is above another, and where below.
        static func comparing(_ a: Entry, _ b: Entry) -> (above: BitColumn, below: BitColumn) {
            guard let first = a.rounded, let second = b.rounded else { return BitColumn.comparing(a.values, b.values) }
            return BitColumn.comparing((a.values, first), (b.values, second))
        }
    }

    private struct Contents {
        var ids: [Key: Int] = [:]
        var entries: [Int: Entry] = [:]
        /// The columns that are kept, or will be when they are rounded.
        var claimed: Set<Int> = []
        var byteCount = 0

        /// Makes room for a column; `false` where it is kept already, or there is none.
        mutating func claim(_ id: Int, _ size: Int, of capacity: Int) -> Bool {
            guard byteCount + size <= capacity, claimed.insert(id).inserted else { return false }
            byteCount += size
            return true
        }
    }

    /// The greatest size of the columns kept, in bytes; what goes beyond is computed anew for each trial.
    public let capacity: Int
    private let contents = Mutex(Contents())
    private let pages = LargePages()

    /// A store without columns.
    ///
    /// - Parameter capacity: The greatest size of the columns kept, in bytes.
    public init(capacity: Int = 256 << 20) { self.capacity = capacity }

    /// The columns of a key: those kept, or else those computed now.
    func entries(_ keys: [Key], _ compute: () -> [[Double]]) -> [Entry] {
        let (ids, kept) = contents.withLock { contents in
            let ids = keys.map { key in
                if let id = contents.ids[key] { return id }
                let id = contents.ids.count
                contents.ids[key] = id
                return id
            }
            return (ids, ids.compactMap { contents.entries[$0] })
        }
        if kept.count == keys.count { return kept }
        return zip(ids, compute()).map { id, values in
            var entry = Entry(id: id, values: values, defined: BitColumn.defined(values))
            // Only what is kept is rounded, by one thread: the pages take nothing back.
            guard contents.withLock({ $0.claim(id, Entry.byteCount(of: values), of: capacity) }) else { return entry }
            entry.rounded = RoundedColumn(values, in: pages)
            contents.withLock { $0.entries[id] = entry }
            return entry
        }
    }

    /// The size of the columns kept, in bytes.
    public var byteCount: Int { contents.withLock { $0.byteCount } }
}

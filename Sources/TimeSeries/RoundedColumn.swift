internal import CColumns
import Core
import Synchronization

/// A column rounded to single precision: most comparisons of two columns are settled by it, with half the memory read.
public final class RoundedColumn: Sendable {
    private let bytes: LargePages.Piece
    /// The number of rows.
    public let count: Int

    /// Each value of a column rounded to the nearest of single precision.
    ///
    /// - Parameter pages: Where it lies.
    public init(_ column: [Double], in pages: LargePages = LargePages()) {
        count = column.count
        bytes = pages.piece(of: max(1, count) * MemoryLayout<Float>.stride)
        ccolumns_round(column, count, bytes.start.bindMemory(to: Float.self, capacity: max(1, count)))
    }

    /// Lends the values.
    func withValues<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
        withExtendedLifetime(self) { body(UnsafePointer(bytes.start.assumingMemoryBound(to: Float.self))) }
    }
}

/// Memory of large pages for columns that are kept as long as each other: small pages cost time where they are got, and
/// where much is read.
///
/// Memory is freed when nothing of its chunk is held any more; until then what is given back is not used again.
public final class LargePages: Sendable {
    /// Memory that lives as long as this is held.
    struct Piece: Sendable {
        nonisolated(unsafe) let start: UnsafeMutableRawPointer
        fileprivate let chunk: Chunk
    }

    fileprivate final class Chunk: Sendable {
        nonisolated(unsafe) let start: UnsafeMutableRawPointer

        init(_ byteCount: Int, alignment: Int) {
            start = .allocate(byteCount: byteCount, alignment: alignment)
            LongArray.useLargePages(UnsafeMutableRawBufferPointer(start: start, count: byteCount))
        }

        deinit { start.deallocate() }
    }

    private static let page = 2 << 20
    private static let chunkBytes = 4 * page
    /// Smaller pieces have memory of their own, since large pages would be mostly empty; so have those of more than half
    /// a chunk.
    private static let leastBytes = 64 << 10

    private let open = Mutex<(chunk: Chunk, used: Int)?>(nil)

    /// No memory.
    public init() {}

    /// Memory for so many bytes.
    func piece(of byteCount: Int) -> Piece {
        guard byteCount >= LargePages.leastBytes, byteCount <= LargePages.chunkBytes / 2 else {
            let chunk = Chunk(byteCount, alignment: byteCount < LargePages.leastBytes ? 64 : LargePages.page)
            return Piece(start: chunk.start, chunk: chunk)
        }
        return open.withLock { open in
            let room = (byteCount + 63) / 64 * 64
            if let (chunk, used) = open, used + room <= LargePages.chunkBytes {
                open = (chunk, used + room)
                return Piece(start: chunk.start + used, chunk: chunk)
            }
            let chunk = Chunk(LargePages.chunkBytes, alignment: LargePages.page)
            open = (chunk, room)
            return Piece(start: chunk.start, chunk: chunk)
        }
    }
}

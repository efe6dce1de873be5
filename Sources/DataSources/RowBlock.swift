import Core
import Glibc

/// The rows that begin in one stretch of a source, and what reading them gave.
struct RowBlock {
    /// The bytes in which the rows begin.
    var range: Range<Int>
    /// The place of its first row among all.
    var firstRow = 0
    /// Its line breaks, which are at least as many as its rows.
    var mostRows = 0
    /// Its rows.
    var rows = 0
    /// Whether it has a double quote.
    var hasQuote = false
    var notes = RowNotes()
    var failure: RowFailure?
}

/// One thread's copy of the rows of a block, in memory that it uses again for the next.
///
/// A copy costs less than to map the file's pages, and it stays what it is when the file is cut or written to.
struct RowBlockText: ~Copyable {
    private let source: SourceBytes
    private let rowsOffset: Int
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int

    /// A longer line is no row of any table.
    static let longestLine = 16 << 20

    init(source: SourceBytes, rowsOffset: Int, blockSize: Int) {
        self.source = source
        self.rowsOffset = rowsOffset
        capacity = blockSize + 4_096
        memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
    }

    deinit { memory.deallocate() }

    /// Copies the rows that begin in a range of bytes, whole, with a line break behind the last.
    ///
    /// - Returns: The rows, and the place of the first in the source.
    mutating func rows(of range: Range<Int>) throws(RowFailure) -> (text: UnsafeRawBufferPointer, offset: Int) {
        let total = source.bytes.count
        // The byte before tells whether a row begins with the range.
        let from = range.lowerBound > rowsOffset ? range.lowerBound - 1 : range.lowerBound
        var count = 0
        try extend(to: min(range.upperBound + 1_024, total) - from, from: from, count: &count)
        var begin = 0
        if from < range.lowerBound {
            guard let found = memchr(memory, 10, range.upperBound - from) else { return (nothing, from) }
            begin = UnsafeRawPointer(found) - UnsafeRawPointer(memory) + 1
        }
        guard from + begin < range.upperBound else { return (nothing, from) }
        var searched = range.upperBound - 1 - from
        while true {
            if let found = memchr(memory + searched, 10, count - searched) {
                let end = UnsafeRawPointer(found) - UnsafeRawPointer(memory) + 1
                return (UnsafeRawBufferPointer(start: memory + begin, count: end - begin), from + begin)
            }
            searched = count
            if from + count == total {
                memory.storeBytes(of: 10, toByteOffset: count, as: UInt8.self)
                return (UnsafeRawBufferPointer(start: memory + begin, count: count + 1 - begin), from + begin)
            }
            let line = lineStart(before: count, notBefore: begin)
            guard count - line < RowBlockText.longestLine else {
                throw RowFailure(offset: from + line, field: 0, text: "", reason: .lineTooLong)
            }
            try extend(to: min(2 * count, total - from), from: from, count: &count)
        }
    }

    private var nothing: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: 0) }

    /// The start of the line that holds the byte before a place.
    private func lineStart(before place: Int, notBefore begin: Int) -> Int {
        let bytes = UnsafeRawBufferPointer(start: memory + begin, count: place - begin)
        return bytes.lastIndex(of: 10).map { begin + $0 + 1 } ?? begin
    }

    private mutating func extend(to wanted: Int, from: Int, count: inout Int) throws(RowFailure) {
        // One byte of room for the line break that a last line may lack.
        if wanted >= capacity {
            let larger = UnsafeMutableRawPointer.allocate(byteCount: wanted + 1, alignment: 64)
            larger.copyMemory(from: memory, byteCount: count)
            memory.deallocate()
            (memory, capacity) = (larger, wanted + 1)
        }
        guard source.copy((from + count)..<(from + wanted), to: memory + count) else {
            throw RowFailure(offset: from + count, field: 0, text: "", reason: .sourceChanged)
        }
        count = wanted
    }
}

import CRows
import Core
import Dispatch
import Glibc
import Synchronization

/// One pass of several threads over the blocks of a source: each takes the next block, counts its lines, learns from the
/// block before where its rows go, and reads them while the next thread does the same with the next block.
///
/// So the source is read once, though no one knows before how many rows precede a block.
final class RowPass: Sendable {
    private let reader: RowReader
    private let capacity: Int
    /// The next block to take.
    private let next = Atomic(0)
    /// Whether the rest need not be read: something is wrong, or there is no room.
    private let isOver = Atomic(false)
    private let needed = Mutex<Int?>(nil)
    private let done: Mutex<Int>

    init(_ reader: RowReader, capacity: Int) {
        self.reader = reader
        self.capacity = capacity
        done = Mutex(reader.header.rowsOffset)
    }

    /// Whether all blocks were read.
    var isComplete: Bool { !isOver.load(ordering: .acquiring) }

    /// The room that the rows need where it was too small.
    var rowsNeeded: Int? { needed.withLock { $0 } }

    /// Reads the blocks into columns.
    func run(_ blocks: inout [RowBlock], _ sink: RowSink) {
        let ends = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: blocks.count + 1)
        defer { ends.deallocate() }
        for place in 0...blocks.count { (ends + place).initialize(to: Atomic(place == 0 ? 0 : -1)) }
        defer { (ends).deinitialize(count: blocks.count + 1) }
        let threads = min(reader.threads, blocks.count)
        blocks.withUnsafeMutableBufferPointer { blocks in
            // A block belongs to the thread that took it.
            nonisolated(unsafe) let (blocks, ends) = (blocks, ends)
            if threads > 1 {
                DispatchQueue.concurrentPerform(iterations: threads) { _ in work(blocks, ends, sink) }
            } else {
                work(blocks, ends, sink)
            }
            if let all = needed.withLock({ $0 }), all < 0 { needed.withLock { $0 = count(blocks) } }
        }
    }

    private func work(
        _ blocks: UnsafeMutableBufferPointer<RowBlock>, _ ends: UnsafeMutablePointer<Atomic<Int>>, _ sink: RowSink
    ) {
        let source = reader.source
        var copy = RowBlockText(
            source: source, rowsOffset: reader.header.rowsOffset, blockSize: blocks.first?.range.count ?? 0)
        while !isOver.load(ordering: .acquiring) {
            let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard place < blocks.count else { return }
            var block = blocks[place]
            var rows: (text: UnsafeRawBufferPointer, offset: Int)?
            do throws(RowFailure) {
                rows = try copy.rows(of: block.range)
            } catch {
                block.failure = error
            }
            if let text = rows?.text.assumingMemoryBound(to: UInt8.self) {
                var hasQuote: Int32 = 0
                block.mostRows = crows_count_lines(text.baseAddress, text.count, &hasQuote)
                block.hasQuote = hasQuote != 0
            }
            block.firstRow = RowPass.wait(ends + place)
            ends[place + 1].store(block.firstRow + block.mostRows, ordering: .releasing)
            if block.firstRow + block.mostRows > capacity {
                needed.withLock { $0 = -1 }
            } else if let rows {
                reader.parse(&block, sink: sink, text: rows.text, offset: rows.offset)
            }
            let fails = block.failure != nil || block.firstRow + block.mostRows > capacity
            blocks[place] = block
            if fails {
                isOver.store(true, ordering: .releasing)
            } else if let progress = reader.progress {
                let total = source.bytes.count
                done.withLock { done in
                    done += block.range.count
                    progress(done, total)
                }
            }
        }
    }

    /// Where the rows of a block begin, once its predecessor knows: that has been taken and only counts its lines.
    private static func wait(_ end: UnsafeMutablePointer<Atomic<Int>>) -> Int {
        var looks = 0
        while true {
            let value = end.pointee.load(ordering: .acquiring)
            if value >= 0 { return value }
            looks += 1
            // On a busy machine that thread may be waiting for the very processor that this one uses.
            if looks < 32 { sched_yield() } else { usleep(20) }
        }
    }

    /// The line breaks of all blocks.
    private func count(_ blocks: UnsafeMutableBufferPointer<RowBlock>) -> Int {
        var copy = RowBlockText(
            source: reader.source, rowsOffset: reader.header.rowsOffset, blockSize: blocks.first?.range.count ?? 0)
        var total = 1
        for block in blocks {
            // What cannot be read is said when it is read for its rows.
            guard let rows = try? copy.rows(of: block.range) else { return total }
            var hasQuote: Int32 = 0
            total += crows_count_lines(
                rows.text.assumingMemoryBound(to: UInt8.self).baseAddress, rows.text.count, &hasQuote)
        }
        return total
    }
}

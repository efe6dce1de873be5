import Core
import Dispatch
import Glibc
import Synchronization
import TimeSeries

/// Writes rows of one series: several threads write a block of rows each and put it when those before have been put.
struct BarRowText {
    /// The text of so many rows stays in a core's cache.
    private static let rowsOfBlock = 2_048

    let series: BarSeries
    let stamps: BarStamps
    let areDates: Bool
    let delimiter: UInt8
    /// The symbol's field with the delimiter before it; empty where there is none.
    let symbol: [UInt8]
    let hasBars: Bool
    let hasVolume: Bool
    let threads: Int

    /// The most bytes of a row.
    private var room: Int { TimestampPrinter.room + symbol.count + 5 * (NumberPrinter.room + 1) + 1 }

    /// Puts the text of all rows, in order.
    func put(_ put: @escaping BarText.Put) throws(DataError) {
        let blocks = (series.count + BarRowText.rowsOfBlock - 1) / BarRowText.rowsOfBlock
        let next = Atomic(0)
        // The block whose turn it is to be put; beyond the last where putting has failed.
        let turn = Atomic(0)
        let failure = Mutex<DataError?>(nil)
        // One thread puts at a time, and this call outlasts them.
        nonisolated(unsafe) let put = put
        let work: @Sendable () -> Void = {
            let memory = UnsafeMutablePointer<UInt8>.allocate(
                capacity: min(BarRowText.rowsOfBlock, series.count) * room)
            defer { memory.deallocate() }
            while true {
                let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard block < blocks else { return }
                let first = block * BarRowText.rowsOfBlock
                let end = write(first..<min(first + BarRowText.rowsOfBlock, series.count), at: memory)
                guard BarRowText.wait(turn, block) else { return }
                do throws(DataError) {
                    try put(UnsafeRawBufferPointer(start: memory, count: end - memory))
                    turn.store(block + 1, ordering: .releasing)
                } catch {
                    failure.withLock { $0 = error }
                    turn.store(blocks, ordering: .releasing)
                    return
                }
            }
        }
        let workers = max(1, min(threads, blocks))
        if workers == 1 { work() } else { DispatchQueue.concurrentPerform(iterations: workers) { _ in work() } }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Waits for the turn of a block; `false` where it does not come.
    private static func wait(_ turn: borrowing Atomic<Int>, _ block: Int) -> Bool {
        var looks = 0
        while true {
            let now = turn.load(ordering: .acquiring)
            if now >= block { return now == block }
            looks += 1
            // On a busy machine the thread whose turn it is may be waiting for the very processor that this one uses.
            if looks < 32 { sched_yield() } else { usleep(20) }
        }
    }

    private func write(
        _ rows: Range<Int>, at place: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let numbers = NumberPrinter()
        var times = TimestampPrinter()
        let (open, high, low) = (series.open.span, series.high.span, series.low.span)
        let (close, volume) = (series.close.span, series.volume.span)
        var p = place
        func put(_ number: Double) {
            p[0] = delimiter
            p = numbers.write(number, at: p + 1)
        }
        for row in rows {
            p = stamps.write(row, areDates: areDates, with: &times, at: p)
            for byte in symbol {
                p[0] = byte
                p += 1
            }
            if hasBars {
                put(open[row])
                put(high[row])
                put(low[row])
            }
            put(close[row])
            if hasVolume {
                if volume[row].isNaN {
                    p[0] = delimiter
                    p += 1
                } else {
                    put(volume[row])
                }
            }
            p[0] = 10
            p += 1
        }
        return p
    }
}

import Core
import Dispatch
import TimeSeries

/// Writes rows of one series: several threads write a block of rows each, the blocks are appended in order.
struct BarRowText {
    private static let rowsOfBlock = 8_192

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

    func append(to bytes: inout [UInt8]) {
        let most = BarRowText.rowsOfBlock
        let count = (series.count + most - 1) / most
        let atOnce = max(1, min(threads, count))
        let size = min(most, series.count) * room
        let blocks = UnsafeMutablePointer<UInt8>.allocate(capacity: atOnce * size)
        let ends = UnsafeMutablePointer<Int>.allocate(capacity: atOnce)
        ends.initialize(repeating: 0, count: atOnce)
        defer {
            blocks.deallocate()
            ends.deallocate()
        }
        // A block belongs to the iteration of its number.
        nonisolated(unsafe) let (blocksNow, endsNow) = (blocks, ends)
        for first in stride(from: 0, to: count, by: atOnce) {
            let wave = min(atOnce, count - first)
            let fill: @Sendable (Int) -> Void = { place in
                let start = (first + place) * most
                let block = blocksNow + place * size
                endsNow[place] = write(start..<min(start + most, series.count), at: block) - block
            }
            if wave == 1 { fill(0) } else { DispatchQueue.concurrentPerform(iterations: wave, execute: fill) }
            if first == 0 {
                // What the first rows took tells what all will, and a fiftieth more.
                let rows = min(wave * most, series.count)
                let taken = (0..<wave).reduce(0) { $0 + ends[$1] }
                bytes.reserveCapacity(bytes.count + taken * series.count / rows * 51 / 50)
            }
            for place in 0..<wave {
                bytes.append(contentsOf: UnsafeBufferPointer(start: blocks + place * size, count: ends[place]))
            }
        }
    }

    private func write(
        _ rows: Range<Int>, at place: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let numbers = NumberPrinter()
        var times = TimestampPrinter()
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
                put(series.open[row])
                put(series.high[row])
                put(series.low[row])
            }
            put(series.close[row])
            if hasVolume {
                let volume = series.volume[row]
                p[0] = delimiter
                p += 1
                if !volume.isNaN { p = numbers.write(volume, at: p) }
            }
            p[0] = 10
            p += 1
        }
        return p
    }
}

import Core
import DataSources
import Foundation
import TestSupport
import TimeSeries

/// W4: reads ten million rows of text into columns, prints rows a second and the most memory that stayed resident; the
/// sums are held against those that other tools read from the same file.
func benchmarkCSV(repetitions: Int = 4) {
    let rows = 10_000_000
    let truth = (close: 7_871_236_193.0, volume: 5_003_502_056.0)
    let path = CSVWorkload.path(rows: rows)
    guard CSVWorkload.write(rows: rows, to: path) else { return print("W4: cannot write \(path)") }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
    for (threads, hashes) in [(1, false), (2, false), (2, true)] {
        var best = Double.infinity
        for _ in 0..<repetitions {
            let clock = ContinuousClock()
            let start = clock.now
            do {
                let data = try MarketData.load(
                    CSVReadOptions(
                        paths: [path], stamp: .start, calendar: "24/7", threads: threads, hashesSources: hashes))
                best = min(best, Stopwatch.seconds(clock.now - start))
                let series = data.panel.series[0]
                let sums = (series.close.reduce(0, +).rounded(), series.volume.reduce(0, +).rounded())
                guard series.count == rows, sums == truth else {
                    return print("W4 failed: \(series.count) rows with sums \(sums); expected \(truth)")
                }
            } catch {
                return print("W4 failed: \(error)")
            }
        }
        print(
            "W4 CSV, \(rows) rows, \(bytes / 1_000_000) MB, \(threads) thread\(threads == 1 ? "" : "s")"
                + "\(hashes ? ", file hashed" : ""): \(Stopwatch.digits(best)) s, "
                + "\(Stopwatch.rate(Double(rows) / best)) rows/s, \(Int(Double(bytes) / best / 1e6)) MB/s; at most "
                + "\(PagedMemory.mostResidentBytes / 1_000_000) MB resident, of which columns \(rows * 56 / 1_000_000) MB"
        )
    }
}

/// The file of workload W4: one-minute bars from 2004-02-26T23:06:40Z on, prices with four decimals.
enum CSVWorkload {
    /// Where the file lies; it stays there for the next time and for other tools.
    static func path(rows: Int) -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("ohlcv_\(rows).csv").path
    }

    /// Writes the file where it is not there yet.
    static func write(rows: Int, to path: String) -> Bool {
        if FileManager.default.fileExists(atPath: path) { return true }
        let series = ReferenceWorkload.series(count: rows, seed: 4)
        guard let file = fopen(path + ".part", "w") else { return false }
        var text = Array("timestamp,open,high,low,close,volume\n".utf8)
        for row in 0..<rows {
            let time = 1_077_836_800 + row * 60
            let date = Timestamp(nanoseconds: Int64(time) * Timestamp.second).date
            text.append(contentsOf: "\(date)T".utf8)
            for (place, unit) in [3_600, 60, 1].enumerated() {
                if place > 0 { text.append(UInt8(ascii: ":")) }
                append(time % (unit == 3_600 ? 86_400 : unit * 60) / unit, digits: 2, to: &text)
            }
            text.append(UInt8(ascii: "Z"))
            for price in [series.open[row], series.high[row], series.low[row], series.close[row]] {
                let tenThousandths = Int((price * 10_000).rounded())
                text.append(UInt8(ascii: ","))
                text.append(contentsOf: "\(tenThousandths / 10_000).".utf8)
                append(tenThousandths % 10_000, digits: 4, to: &text)
            }
            text.append(contentsOf: ",\(Int(series.volume[row]))\n".utf8)
            if text.count > 1 << 20 || row + 1 == rows {
                guard fwrite(text, 1, text.count, file) == text.count else { return false }
                text.removeAll(keepingCapacity: true)
            }
        }
        return fclose(file) == 0 && rename(path + ".part", path) == 0
    }

    private static func append(_ value: Int, digits: Int, to text: inout [UInt8]) {
        var unit = 1
        for _ in 1..<digits { unit *= 10 }
        while unit > 0 {
            text.append(UInt8(48 + value / unit % 10))
            unit /= 10
        }
    }
}

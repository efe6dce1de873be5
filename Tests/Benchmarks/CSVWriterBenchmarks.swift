import DataSources
import Foundation
import TestSupport
import TimeSeries

/// Writes a million bars as a CSV file, prints rows a second: the reference workload W1 with all digits of its
/// doubles, and with prices rounded to two decimals.
func benchmarkCSVWriter(rows: Int = 1_000_000, repetitions: Int = 3) {
    let all = ReferenceWorkload.series(count: rows)
    func rounded(_ values: [Double]) -> [Double] { values.map { ($0 * 100).rounded() / 100 } }
    let few = BarSeries(
        instrument: all.instrument, calendar: all.calendar, start: all.start, end: all.end, open: rounded(all.open),
        high: rounded(all.high), low: rounded(all.low), close: rounded(all.close), volume: all.volume)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("written_\(rows).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (name, series) in [("all digits", all), ("two decimals", few)] {
        for threads in [1, 2] {
            var best = Double.infinity
            for _ in 0..<repetitions {
                let clock = ContinuousClock()
                let start = clock.now
                do throws(DataError) {
                    try BarWriter.write(
                        [series], to: path, options: BarWriteOptions(usesDates: false, threads: threads))
                } catch {
                    return print("CSV writer failed: \(error)")
                }
                best = min(best, Stopwatch.seconds(clock.now - start))
            }
            let count = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
            print(
                "CSV writer, \(rows) rows, \(name), \(threads) thread\(threads == 1 ? "" : "s"): "
                    + "\(Stopwatch.rate(Double(rows) / best)) rows/s, \(Int(Double(count) / best / 1e6)) MB/s")
        }
    }
}

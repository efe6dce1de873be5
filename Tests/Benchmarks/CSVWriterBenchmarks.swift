import DataSources
import TestSupport
import TimeSeries

/// Writes a million bars as CSV into memory, prints rows a second: the reference workload W1 with all digits of its
/// doubles, and with prices rounded to two decimals.
func benchmarkCSVWriter(rows: Int = 1_000_000, repetitions: Int = 3) {
    let all = ReferenceWorkload.series(count: rows)
    func rounded(_ values: [Double]) -> [Double] { values.map { ($0 * 100).rounded() / 100 } }
    let few = BarSeries(
        instrument: all.instrument, calendar: all.calendar, start: all.start, end: all.end, open: rounded(all.open),
        high: rounded(all.high), low: rounded(all.low), close: rounded(all.close), volume: all.volume)
    for (name, series) in [("all digits", all), ("two decimals", few)] {
        for threads in [1, 2] {
            var best = Double.infinity
            var count = 0
            for _ in 0..<repetitions {
                let clock = ContinuousClock()
                let start = clock.now
                do throws(DataError) {
                    count = try BarWriter.text(
                        [series], options: BarWriteOptions(usesDates: false, threads: threads)
                    ).count
                } catch {
                    return print("CSV writer failed: \(error)")
                }
                best = min(best, Stopwatch.seconds(clock.now - start))
            }
            print(
                "CSV writer, \(rows) rows, \(name), \(threads) thread\(threads == 1 ? "" : "s"): "
                    + "\(Stopwatch.rate(Double(rows) / best)) rows/s, \(Int(Double(count) / best / 1e6)) MB/s")
        }
    }
}

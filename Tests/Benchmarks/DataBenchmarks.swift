import ColumnCache
import Core
import DataSources
import Foundation
import TestSupport
import TimeSeries

/// W4: reads bars from text into columns, prints rows a second and the sum of closes.
func benchmarkData(rows: Int = 1_000_000, repetitions: Int = 3) {
    let path = WorkloadFile.write(rows: rows)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
    for threads in [1, 2] {
        var best = Double.infinity
        var close = 0.0
        for _ in 0..<repetitions {
            let clock = ContinuousClock()
            let start = clock.now
            do {
                let options = CSVReadOptions(
                    paths: [path], stamp: .start, calendar: "24/7", threads: threads, hashesSources: false)
                let data = try MarketData.load(options)
                close = data.panel.series[0].close.reduce(0, +)
            } catch {
                print("W4 failed: \(error)")
                return
            }
            best = min(best, Stopwatch.seconds(clock.now - start))
        }
        print(
            "W4 CSV, \(rows) rows, \(bytes / 1_000_000) MB, \(threads) thread\(threads == 1 ? "" : "s"): "
                + "\(Stopwatch.rate(Double(rows) / best)) rows/s, \(Int(Double(bytes) / best / 1e6)) MB/s; "
                + "sum of closes \(close.rounded())")
    }
}

/// The second load of W4's file, out of the cache, beside the first: until the bars are there, and until all are used.
func benchmarkCache(rows: Int = 10_000_000, repetitions: Int = 3) {
    let path = WorkloadFile.write(rows: rows)
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
        let folder = try TemporaryFolder()
        let cache = DataCache(ColumnCache(folder: folder.url.path)) { print("W4 cache: \($0)") }
        let options = CSVReadOptions(paths: [path], stamp: .start, calendar: "24/7")
        let clock = ContinuousClock()
        func seconds(_ cache: DataCache?) throws -> (load: Double, use: Double, close: Double) {
            let start = clock.now
            let data = try MarketData.load(options, cache: cache)
            let loaded = clock.now
            let one = data.panel.series[0]
            let close = one.close.reduce(0, +)
            let rest = [one.open, one.high, one.low, one.volume].reduce(0) { $0 + $1.reduce(0, +) }
            let times = one.start.reduce(0, &+) &+ one.end.reduce(0, &+)
            let used = clock.now
            return (
                Stopwatch.seconds(loaded - start), Stopwatch.seconds(used - start),
                rest.isNaN && times == 0 ? .nan : close
            )
        }
        func best(_ cache: DataCache?) throws -> (load: Double, use: Double, close: Double) {
            var best = try seconds(cache)
            for _ in 1..<repetitions {
                let next = try seconds(cache)
                best = (min(best.load, next.load), min(best.use, next.use), next.close)
            }
            return best
        }
        let first = try best(nil)
        let storing = try seconds(cache)
        let second = try best(cache)
        print(
            "W4 cache, \(rows) rows: first load \(Stopwatch.digits(first.load)) s "
                + "(\(Stopwatch.digits(storing.load)) s with keeping it), second \(Stopwatch.digits(second.load * 1e3)) ms, "
                + "\(Stopwatch.digits(first.load / second.load)) times faster; until every column is summed "
                + "\(Stopwatch.digits(first.use)) s and \(Stopwatch.digits(second.use)) s, "
                + "\(Stopwatch.digits(first.use / second.use)) times; sums of closes \(first.close.rounded()) and "
                + "\(second.close.rounded())")
    } catch {
        print("W4 cache failed: \(error)")
    }
}

/// W1 as a user runs it: `backtest run` on a CSV file, metrics and report included.
func benchmarkProgram(rows: Int = 1_000_000, repetitions: Int = 3) {
    guard Program.isPresent else {
        print("W1 program: \(Program.absentNote)")
        return
    }
    let path = WorkloadFile.write(rows: rows)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let config = """
        name: W1
        data: { source: csv, path: \(path), stamp: start, calendar: 24/7 }
        strategy: { type: moving-average-crossover, parameters: { fast: 10, slow: 50, units: 10 } }
        broker: { cash: 1_000_000, commission: { basis_points: 10 } }
        benchmark: none
        """
    do {
        let folder = try TemporaryFolder()
        let clock = ContinuousClock()
        var best = Double.infinity
        var output = ""
        for _ in 0..<repetitions {
            let start = clock.now
            let outcome = try Program.run(
                ["-f", "%M", Program.path, "run", "-", "--out", "w1", "--json", "--no-cache"], in: folder.url,
                input: config,
                executable: "/usr/bin/time")
            best = min(best, Stopwatch.seconds(clock.now - start))
            output = outcome.output + "\nmemory " + outcome.errors
        }
        let final = output.split(separator: "\n").first { $0.contains("\"final\"") } ?? ""
        let memory = output.split(separator: "\n").last { $0.hasPrefix("memory") } ?? ""
        print("W1 program, \(rows) bars, CSV to report: \(Stopwatch.digits(best)) s, \(memory) kB at most;\(final)")
        let daily = SharedFolder.projectRoot.appendingPathComponent("Strategies/golden-cross.yaml").path
        let run = "'\(Program.path)' run '\(daily)' --out '\(folder.url.path)/daily' --quiet"
        print(
            "daily program, 13 years of one stock, report written: \(Stopwatch.digits(try inShell(run, times: 10))) s")
        let start = try inShell("'\(Program.path)' --version > /dev/null", times: 50)
        print("start-up: \(Stopwatch.digits(start * 1_000)) ms")
    } catch {
        print("program failed: \(error)")
    }
}

/// Seconds that a command takes, the mean of a loop in one shell: starting a process from here costs more than the
/// command itself.
private func inShell(_ command: String, times: Int) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    _ = try Program.run(
        ["-c", "i=0; while [ $i -lt \(times) ]; do \(command); i=$((i + 1)); done"], executable: "/bin/sh")
    return Stopwatch.seconds(clock.now - start) / Double(times)
}

/// The bars of the reference workload as a file.
enum WorkloadFile {
    static func write(rows: Int) -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("w1-\(UUID().uuidString).csv").path
        do throws(DataError) {
            try BarWriter.write(
                [ReferenceWorkload.series(count: rows)], to: path, options: BarWriteOptions(usesDates: false))
        } catch {
            print("cannot write \(path): \(error)")
        }
        return path
    }
}

/// Seconds and rates as text.
enum Stopwatch {
    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    static func rate(_ perSecond: Double) -> String {
        perSecond >= 1e6 ? "\(digits(perSecond / 1e6)) M" : "\(digits(perSecond / 1e3)) k"
    }

    static func digits(_ value: Double) -> String { String(format: "%.3g", value) }
}

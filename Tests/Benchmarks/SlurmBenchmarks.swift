import Core
import Foundation
import TestSupport

/// What Slurm adds to a sweep: the same tasks of about half a minute on two nodes of one processor each on this host, and
/// as one sweep of two threads here, in alternating pairs.
///
/// The Donchian breakout over a million generated bars, a stop for each trial. A task has as many trials as take the asked
/// seconds here, timed first; the sweep is asked to run them as a local sweep of that many.
func benchmarkSlurm(bars: Int = 1_000_000, taskSeconds: Double = 30, tasks: Int = 8, pairs: Int = 3) {
    guard Program.isPresent, SlurmCluster.isPresent else {
        print("slurm: \(Program.isPresent ? SlurmCluster.absentNote : Program.absentNote)")
        return
    }
    do {
        let bench = try SlurmBench(bars: bars)
        _ = try bench.seconds(of: 2, on: nil, "warm")
        let (few, many) = (try bench.seconds(of: 8, on: nil, "few"), try bench.seconds(of: 72, on: nil, "many"))
        // Two threads run them here: a trial's own time is twice what it adds.
        let trial = (many - few) / 64 * 2
        let chunk = max(1, Int((taskSeconds / trial).rounded()))
        var ratios: [Double] = []
        for pair in 0..<pairs {
            var seconds: [Bool: Double] = [:]
            for isQueued in pair % 2 == 0 ? [false, true] : [true, false] {
                let cluster = isQueued ? try SlurmCluster(nodes: 2) : nil
                seconds[isQueued] = try bench.seconds(
                    of: tasks * chunk, on: cluster, "\(pair)-\(isQueued)", ["--chunk", "\(chunk)"])
            }
            let (here, there) = (seconds[false] ?? .nan, seconds[true] ?? .nan)
            ratios.append(there / here)
            print(
                "slurm, \(tasks) tasks of \(chunk) trials, \(Stopwatch.digits(trial * Double(chunk))) s each: two threads "
                    + "\(Stopwatch.digits(here)) s, two nodes \(Stopwatch.digits(there)) s, "
                    + "\(Stopwatch.digits(there / here)) of it")
        }
        let median = ratios.sorted()[ratios.count / 2]
        print("slurm: two nodes take \(Stopwatch.digits(median)) of two threads, median of \(pairs) alternating pairs")
    } catch { print("slurm failed: \(error)") }
}

/// A sweep in a folder of its own.
private struct SlurmBench {
    let folder: TemporaryFolder

    init(bars: Int) throws {
        folder = try TemporaryFolder()
        let path = WorkloadFile.write(rows: bars)
        try FileManager.default.moveItem(
            at: URL(fileURLWithPath: path), to: folder.url.appendingPathComponent("bars.csv"))
        try folder.write(
            """
            name: queued
            data: { source: csv, path: bars.csv, stamp: start, calendar: 24/7 }
            strategy: { type: donchian-breakout }
            benchmark: none
            """, to: "x.yaml")
    }

    /// Seconds of a sweep with so many trials.
    func seconds(of trials: Int, on cluster: SlurmCluster?, _ name: String, _ words: [String] = []) throws -> Double {
        var environment = cluster?.environment ?? ProcessInfo.processInfo.environment
        environment["BACKTEST_LEDGER"] = folder.url.appendingPathComponent("\(name).sqlite").path
        environment["BACKTEST_CACHE"] = folder.url.appendingPathComponent("cache").path
        let grid = "stop=1:\(Double(trials) / 1_000 + 0.999):0.001"
        let words =
            ["sweep", "x.yaml", "--grid", grid, "--out", name, "--quiet"]
            + (cluster == nil ? ["--jobs", "2"] : ["--executor", "slurm"] + words)
        let start = ContinuousClock.now
        let outcome = try StartedProgram(words, in: folder.url, environment: environment).outcome(within: 3_600)
        invariant(outcome.status == 0, "the sweep fails: \(outcome.errors)")
        return (ContinuousClock.now - start) / .seconds(1)
    }
}

import Core
import DataSources
import Foundation
import ParameterSearch
import Research
import StrategyKit
import TestSupport
import TimeSeries
import TrialLedger

/// Workload W2 as `backtest sweep` runs it: rules from a config, all figures, every trial in a ledger, and all files of the
/// folder, on one and on two threads in ten alternating pairs.
///
/// Prints bar-evaluations a second of the trials with their ledger, of these with all files, and the median ratio of two
/// threads to one. Stops the program where the sum of the final equities is not the truth, 998767265.7.
func benchmarkWholeSweep(bars: Int = 100_000, pairs: Int = 10) {
    do { try measureWholeSweep(bars: bars, pairs: pairs) } catch { print("whole sweep: \(error)") }
}

private func measureWholeSweep(bars: Int, pairs: Int) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(csv(ReferenceWorkload.series(count: bars)), to: "w2.csv")
    let source = StudySource(
        text: """
            name: w2
            data: { source: csv, path: \(file), calendar: 24/7, stamp: start }
            strategy:
              rules:
                parameters: { fast: { default: 5, range: [5, 44] }, slow: { default: 50, range: [50, 290] } }
                enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
                exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
                size: { units: 10 }
            broker: { cash: 1_000_000, commission: { basis_points: 10 }, fill: { market: same-close } }
            benchmark: none
            sweep: { space: { fast: "5:44:1", slow: "50:290:10" }, objective: final_equity }
            """, file: "w2.yaml")
    let plan = try SweepPlan(source)
    let study = try Study(plan.configuration)
    var number = 0
    func sweep(jobs: Int) throws -> (trials: Double, all: Double) {
        number += 1
        let evaluator = TrialEvaluator(base: study, source: plan.source, axes: plan.axes, columns: plan.columns)
        let target = SweepFolder(at: folder.url.appendingPathComponent("s\(number)").path)
        let ledger = try Ledger(
            path: folder.url.appendingPathComponent("\(number).sqlite").path, access: .writing)
        let start = ContinuousClock.now
        let hash = plan.hash(data: evaluator.dataHash)
        let lock = try target.begin(plan, data: evaluator.dataHash, isResumed: false, force: false)
        defer { withExtendedLifetime(lock) {} }
        let run = SweepRun(
            plan: plan, evaluator: evaluator, parts: SweepParts(in: target.url, sweep: hash),
            ledger: SweepLedger(ledger, plan: plan, evaluator: evaluator, sweep: hash))
        let trials = try run.run(jobs: jobs)
        let between = ContinuousClock.now
        let result = SweepResult(
            plan: plan, trials: trials, sessionDates: evaluator.sessionDates,
            hashes: (hash, plan.configuration.hash, evaluator.dataHash))
        try target.finish(result, command: "benchmark", jobs: jobs, timings: [])
        let end = ContinuousClock.now
        let column = plan.columns.place(of: "final_equity") ?? 0
        let sum = (0..<trials.count).reduce(0.0) { $0 + (trials.figure(column, of: $1) ?? .nan) }
        invariant(trials.count == 1_000 && abs(sum - 998_767_265.7) < 0.05, "W2: the final equities sum to \(sum)")
        return ((between - start) / .seconds(1), (end - start) / .seconds(1))
    }
    _ = try sweep(jobs: 2)
    var (ones, twos): ([(trials: Double, all: Double)], [(trials: Double, all: Double)]) = ([], [])
    for pair in 0..<pairs {
        for jobs in pair % 2 == 0 ? [1, 2] : [2, 1] {
            let seconds = try sweep(jobs: jobs)
            if jobs == 1 { ones.append(seconds) } else { twos.append(seconds) }
        }
    }
    let evaluations = Double(bars * plan.count) / 1e6
    for (jobs, seconds) in [(1, ones), (2, twos)] {
        let (trials, all) = (median(seconds.map(\.trials)), median(seconds.map(\.all)))
        print(
            "W2 whole sweep, \(jobs) thread\(jobs == 1 ? "" : "s"): trials with ledger "
                + "\((evaluations / trials).rounded()), with all files \((evaluations / all).rounded()) million "
                + "bar-evaluations/s, \(plan.count) trials, median of \(pairs)")
    }
    let ratio = median(zip(ones, twos).map { $0.trials / $1.trials })
    print("W2 whole sweep: two threads to one \((ratio * 100).rounded() / 100), median of \(pairs) alternating pairs")
}

private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

private func csv(_ series: BarSeries) -> String {
    var text = "time,open,high,low,close,volume\n"
    for bar in 0..<series.count {
        let fields = [series.open[bar], series.high[bar], series.low[bar], series.close[bar], series.volume[bar]]
        text +=
            "\(Timestamp(nanoseconds: series.start[bar]))," + fields.map(\.shortestText).joined(separator: ",") + "\n"
    }
    return text
}

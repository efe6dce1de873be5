import Foundation
import Research
import StrategyKit
import TestSupport

/// Robustness runs of two moving averages over nine years of shipped daily bars: prints the runs a second of each kind on one
/// thread and on two, and stops the program where the threads change a byte.
func benchmarkRobustness(runs: Int = 500) {
    let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path
    let config = """
        data: { source: csv, path: \(path), calendar: XNYS }
        strategy:
          rules:
            enter_long: crosses_above(sma(close, 10), sma(close, 30))
            exit_long: crosses_below(sma(close, 10), sma(close, 30))
        broker: { commission: { basis_points: 5 } }
        benchmark: none
        """
    do {
        let study = try Study(try StudyConfiguration(yaml: config, file: "robustness.yaml"))
        for kind in [RobustnessConfiguration.Kind.trades, .bars, .noise, .delays, .costs] {
            var settings = RobustnessConfiguration()
            (settings.kinds, settings.runs) = ([kind], runs)
            let plan = try RobustnessPlan(study, settings)
            var texts: [String] = []
            for threads in [1, 2] {
                let start = ContinuousClock.now
                let result = try RobustnessRunner(plan).run(jobs: threads)
                let (seconds, fraction) = (ContinuousClock.now - start).components
                let rate = Double(plan.runCount) / (Double(seconds) + Double(fraction) * 1e-18)
                print("robustness \(kind.rawValue), \(threads) threads: \(Int(rate.rounded())) runs/s")
                texts.append(result.runsCSV)
            }
            precondition(texts[0] == texts[1], "robustness \(kind.rawValue): the threads changed the outcome")
        }
    } catch {
        print("robustness: \(error)")
    }
}

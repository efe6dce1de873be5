import Statistics
import TestSupport

/// Daily returns of trials that share half of their variance, in 32 bits as a ledger keeps them.
private func trials(_ count: Int, days: Int) -> ReturnMatrix? {
    let market = (0..<days).map { ReferenceWorkload.gauss(1, $0) }
    var values = [Float](repeating: 0, count: count * days)
    for trial in 0..<count {
        for day in 0..<days {
            let own = ReferenceWorkload.gauss(UInt64(2 + trial), day)
            values[trial * days + day] = Float(0.007 * (market[day] + own))
        }
    }
    return try? ReturnMatrix(trials: count, days: days, values: values)
}

/// Seconds of the wall clock and of processors, as text, and the work done in a second of each.
private func timing(_ work: Int, _ unit: String, repetitions: Int = 1, _ body: () -> Void) -> String {
    var (wall, busy) = (Double.infinity, Double.infinity)
    for _ in 0..<repetitions {
        var used = Duration.zero
        wall = min(wall, ContinuousClock().measure { used = ProcessorTime.measure(body) } / .seconds(1))
        busy = min(busy, used / .seconds(1))
    }
    let hundredths = { (value: Double) in (value * 100).rounded() / 100 }
    return "\(hundredths(wall)) s, \(hundredths(busy)) s of processor time, \(Int(Double(work) / wall)) \(unit)/s, "
        + "\(Int(Double(work) / busy)) a second of processor time"
}

/// Judging 1,000 trials over 2,500 days: overfitting in 16 blocks, the tests by 10,000 resamples, the effective number.
///
/// Prints seconds and rates on one and two threads. The resampling tests are timed for three block lengths, since a
/// resample costs as many additions as it has blocks.
func benchmarkJudgement(repetitions: Int = 3) {
    guard let returns = trials(1_000, days: 2_500) else { return }
    for workers in [1, 2] {
        var found: BacktestOverfitting?
        let time = timing(12_870, "splits", repetitions: repetitions) {
            found = try? BacktestOverfitting(returns, blocks: 16, workers: workers)
        }
        print(
            "overfitting, 1,000 trials × 2,500 days, S = 16, \(workers) threads: \(time), PBO "
                + "\(found?.probability ?? .nan)")
    }
    for length in [1.0, 10, 50] {
        for workers in [1, 2] {
            var found: DataSnoopingTest?
            let time = timing(10_000, "resamples") {
                found = try? DataSnoopingTest(
                    returns, resampling: .stationary(blockLength: length, resamples: 10_000, seed: 1),
                    workers: workers)
            }
            print(
                "reality check, SPA and StepM, mean block \(length), \(workers) threads: \(time), p "
                    + "\(found?.studentised.consistent ?? .nan)")
        }
    }
    var found: EffectiveTrials?
    let time = timing(1_000, "trials") { found = try? EffectiveTrials(returns, seed: 1, workers: 2) }
    print(
        "effective number of 1,000 trials, 2 threads: \(time), \(found?.byMeanCorrelation ?? .nan) by mean correlation, "
            + "\(found?.byEigenvalues ?? .nan) by eigenvalues")
}

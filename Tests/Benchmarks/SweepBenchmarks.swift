import Core
import Dispatch
import Research
import Simulation
import Statistics
import StrategyKit
import Synchronization
import TestSupport

/// Workload W2: 1,000 pairs of moving averages over 100,000 bars, fills at the same close, 10 units, 0.1 % a side; of each
/// pair the headline figures; rules are compiled beforehand.
///
/// Prints bar-evaluations a second on all processors, and stops the program where a figure is not the truth: the final
/// equities sum to 998767265.7, and the best pair is (44, 280) with 999417.1325.
func benchmarkSweep(bars: Int = 100_000, repetitions: Int = 7) {
    let panel = Panel([ReferenceWorkload.series(count: bars)])
    var broker = Broker()
    broker.cash = 1_000_000
    broker.costs.commission.rate = 0.001
    broker.fill.market = .sameClose
    let pairs = (0..<1_000).map { (fast: 5 + $0 / 25, slow: 50 + $0 % 25 * 10) }
    let config = """
        data: { source: csv, path: x.csv, calendar: 24/7 }
        strategy:
          rules:
            parameters: { fast: 5, slow: 50 }
            enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
            exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
            size: { units: 10 }
        """
    guard let study = try? StudyConfiguration(yaml: config, file: "w2.yaml") else { return }
    let universe = Universe(panel)
    let plans = pairs.compactMap { pair in
        try? study.strategy.plan(
            registry: StrategyRegistry(), setting: [("fast", .integer(pair.fast)), ("slow", .integer(pair.slow))])
    }
    guard plans.count == pairs.count else { return }
    for threads in [1, 2] {
        var best = Duration.seconds(3_600)
        var orders = 0
        for _ in 0..<repetitions {
            let finals = Mutex([Double](repeating: 0, count: pairs.count))
            let next = Atomic(0)
            let traded = Atomic(0)
            let time = ContinuousClock().measure {
                let bench = TrialBench(panel: panel, broker: broker)
                DispatchQueue.concurrentPerform(iterations: threads) { _ in
                    while true {
                        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard number < pairs.count else { return }
                        guard let strategy = try? plans[number].make(for: universe),
                            let figures = try? bench.run(strategy).figures
                        else { continue }
                        finals.withLock { $0[number] = figures.finalEquity }
                        traded.wrappingAdd(figures.trades, ordering: .relaxed)
                    }
                }
            }
            best = min(best, time)
            orders = 2 * traded.load(ordering: .relaxed)
            let all = finals.withLock { $0 }
            let sum = all.reduce(0, +)
            let top = all.indices.max { all[$0] < all[$1] } ?? 0
            invariant(abs(sum - 998_767_265.7) < 0.05, "W2: the final equities sum to \(sum)")
            invariant(
                pairs[top] == (44, 280) && abs(all[top] - 999_417.1325) < 5e-5, "W2: best \(pairs[top]) \(all[top])")
        }
        let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) * 1e-18
        let rate = (Double(bars * pairs.count) / seconds / 1e6).rounded()
        print("W2 sweep, \(threads) threads: \(rate) million bar-evaluations/s, \(pairs.count) pairs, \(orders) orders")
    }
}

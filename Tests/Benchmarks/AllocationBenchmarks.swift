import CAllocations
import Core
import Simulation
import TestSupport
import TimeSeries

/// Calls of the allocator by the loop over bars, which are to be none.
///
/// Prints the calls of a whole run of W1, every bar visited, over 100,000 and 1,000,000 bars, and what is more of them
/// for each bar more: nothing without orders, and with orders one for each that is sent, which its event keeps. Stops the
/// program where the loop itself allocates.
func benchmarkAllocations(short: Int = 100_000, long: Int = 1_000_000) {
    let panels = [short, long].map { Panel([ReferenceWorkload.series(count: $0)]) }
    for trades in [false, true] {
        var calls: [Int] = []
        var orders = 0
        for panel in panels {
            var broker = Broker()
            broker.cash = 1_000_000
            broker.costs.commission.rate = 0.001
            let backtest = Backtest(panel: panel, broker: broker)
            // What is made once, at the first run of all, is not counted.
            _ = backtest.run(CrossingAverages(trades: trades))
            allocations_begin()
            let run = backtest.run(CrossingAverages(trades: trades))
            calls.append(allocations_end())
            orders = run.log.reduce(0) { if case .submitted = $1.body { $0 + 1 } else { $0 } }
        }
        let name = "allocations W1 \(trades ? "with \(orders) orders" : "without orders")"
        guard calls[0] >= 0 else {
            print("\(name): the C library of this machine cannot count them")
            continue
        }
        let difference = calls[1] - calls[0]
        let rate = Double(difference) / Double(long - short)
        print("\(name): \(calls[0]) at \(short) bars, \(calls[1]) at \(long) bars, \(hundredths(rate)) a bar")
        invariant(trades || difference == 0, "the loop allocates: \(difference) times in \(long - short) bars")
    }
}

/// A number with two digits after the point.
private func hundredths(_ number: Double) -> String {
    let whole = Int((number * 100).rounded())
    return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
}

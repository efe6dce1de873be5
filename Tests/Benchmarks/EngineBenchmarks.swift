import Core
import Simulation
import TestSupport
import TimeSeries

/// The rule of workload W1: running sums of 10 and 50 closes; in when the fast average crosses above the slow one, out
/// when it crosses below; 10 units, long only.
struct CrossingAverages: Strategy {
    private var (fastSum, slowSum) = (0.0, 0.0)
    private var (fastBefore, slowBefore) = (0.0, 0.0)
    /// Whether it sends its orders, or only computes them.
    private var trades = true

    init(trades: Bool = true) { self.trades = trades }
    init(_ parameters: NoParameters, for universe: Universe) {}

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        let instrument = InstrumentIndex(0)
        let bars = market.barCount(of: instrument)
        let close = market.close(instrument)
        fastSum += close
        slowSum += close
        if bars > 10 { fastSum -= market.close(instrument, ago: 10) }
        if bars > 50 { slowSum -= market.close(instrument, ago: 50) }
        let (fast, slow) = (fastSum / 10, slowSum / 50)
        if bars > 50 && trades {
            let position = market.position(of: instrument)
            if position.isFlat {
                if fastBefore <= slowBefore && fast > slow {
                    desk.submit(OrderRequest(.buy, .units(10), of: instrument))
                }
            } else if fastBefore >= slowBefore && fast < slow {
                desk.close(instrument, position)
            }
        }
        (fastBefore, slowBefore) = (fast, slow)
    }
}

/// Workload W1: one strategy with market orders, costs and the full event log, one thread, data in memory.
///
/// Prints bars a second for fills at the next open and at the same close, and stops the program where the final equity
/// is not the truth: a fast wrong answer is none.
func benchmarkEngine(bars: Int = 1_000_000, repetitions: Int = 5) {
    let truths: [Int: [MarketFill: Cash]] = [
        1_000_000: [.nextOpen: 968_138.1088558, .sameClose: 968_168.2885594],
        100_000: [.nextOpen: 997_322.506312, .sameClose: 997_329.388647],
    ]
    let panel = Panel([ReferenceWorkload.series(count: bars)])
    for market in [MarketFill.nextOpen, .sameClose] {
        var broker = Broker()
        broker.cash = 1_000_000
        broker.costs.commission.rate = 0.001
        broker.fill.market = market
        let backtest = Backtest(panel: panel, broker: broker)
        var best = Duration.seconds(3_600)
        var events = 0
        for _ in 0..<repetitions {
            var run: Run?
            best = min(best, ContinuousClock().measure { run = backtest.run(CrossingAverages()) })
            guard let run else { continue }
            events = run.log.count
            if let truth = truths[bars]?[market] {
                invariant(
                    abs(run.finalEquity - truth) < 1e-6, "W1 at \(market.rawValue): \(run.finalEquity), not \(truth)")
            }
        }
        let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) * 1e-18
        let rate = (Double(bars) / seconds / 1e5).rounded() / 10
        print("W1 \(market.rawValue): \(rate) million bars/s, \(events) events, \(bars) bars")
    }
}

import Core
import MarketSimulator
import MarketVenue
import Simulation
import TimeSeries

/// A day of the preset `liquid` with a strategy in it: what its seat costs beside the market alone, bars of a minute.
///
/// Checks that a strategy which never trades leaves the trades as they were, and that one which trades is told the same twice.
func benchmarkStrategyMarket(repetitions: Int = 5) {
    let market = StrategyMarket(MarketPreset.liquid.configuration, broker: Broker())
    do {
        let digest = try market.alone().tradeDigest
        let idle = try market.run(TurningStrategy(turns: false))
        invariant(idle.tradeDigest == digest, "a strategy that never trades has changed the market")
        let first = try market.run(TurningStrategy(turns: true))
        let orders = first.executions.count
        var (alone, seated, trading) = (Double.infinity, Double.infinity, Double.infinity)
        for _ in 0..<repetitions {
            alone = min(alone, try seconds { _ = try market.alone() })
            seated = min(seated, try seconds { _ = try market.run(TurningStrategy(turns: false)) })
            trading = min(
                trading,
                try seconds {
                    let run = try market.run(TurningStrategy(turns: true))
                    invariant(run.tradeDigest == first.tradeDigest, "the same seed has made other trades")
                })
        }
        print(
            "strategy in the market, a liquid day: alone \(whole(1_000 * alone)) ms, with a seat that never trades "
                + "\(whole(1_000 * seated)) ms (\(whole(100 * seated / alone)) %), with \(orders) orders \(whole(1_000 * trading)) ms "
                + "(\(whole(100 * trading / alone)) %)")
    } catch {
        invariant(false, "the preset is refused: \(error)")
    }
}

private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try body()
    return (clock.now - start) / .seconds(1)
}

private func whole(_ value: Double) -> Int { Int(value.rounded()) }

/// In with half of the equity, and out again, every two bars.
private struct TurningStrategy: Strategy {
    private let turns: Bool

    init(_ parameters: NoParameters, for universe: Universe) { self.init(turns: false) }

    init(turns: Bool) { self.turns = turns }

    mutating func decide(_ market: borrowing Simulation.Market, _ desk: inout Desk) {
        guard turns, market.step % 2 == 1 else { return }
        let instrument = InstrumentIndex(0)
        if market.position(of: instrument).isFlat {
            desk.submit(OrderRequest(.buy, .fractionOfEquity(0.5), of: instrument))
        } else {
            desk.close(instrument, market.position(of: instrument))
        }
    }
}

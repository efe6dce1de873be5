import Core
import Foundation
import Simulation
import TestSupport
import Testing
import TimeSeries

/// More seeds where asked for.
private let seedCount = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 60 : 2_000

/// Sends orders whose prices hang on the close and whose sizes hang on equity: nothing in it knows a unit.
private struct RelativeTrader: Strategy {
    private var random: RandomStream

    init(_ parameters: NoParameters, for universe: Universe) { self.init(seed: 0) }

    init(seed: UInt64) { random = RandomStream(seed: seed, name: "relative") }

    private mutating func kind(_ close: Price) -> OrderKind {
        func price() -> Price { close * (0.96 + 0.08 * random.uniform()) }
        return switch random.below(6) {
        case 0: .limit(price())
        case 1: .stop(price())
        case 2: .stopLimit(stop: price(), limit: price())
        case 3: .trailingStop(.fraction(0.03))
        case 4: .trailingStop(.amount(close * 0.03))
        default: .market
        }
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        for place in 0..<market.instrumentCount where market.barCount(of: InstrumentIndex(place)) > 0 {
            let instrument = InstrumentIndex(place)
            let close = market.close(instrument)
            let older = market.close(instrument, ago: min(5, market.barCount(of: instrument) - 1))
            guard random.below(3) == 0 else { continue }
            let brackets = [
                nil, Bracket(stop: .fraction(0.02), target: .amount(close * 0.03)),
                Bracket(target: .price(close * 1.05), trail: .amount(close * 0.02)),
            ]
            if random.below(5) == 0 {
                desk.close(instrument, market.position(of: instrument))
            } else if let order = market.workingOrders(in: instrument).first, random.below(4) == 0 {
                desk.replace(order.id, with: kind(close))
            } else {
                desk.submit(
                    OrderRequest(
                        close > older ? .buy : .sell, .fractionOfEquity(0.5 * random.uniform()), of: instrument,
                        kind: kind(close), bracket: brackets[random.below(3)]))
            }
        }
    }
}

@Suite struct SplitPropertyTests {
    /// Bars in raw units: divided by each ratio from a random bar on, volumes multiplied.
    private func raw(_ series: BarSeries, _ random: inout RandomStream) -> BarSeries {
        var bars = (0..<series.count).map { series[$0] }
        var actions: [CorporateAction] = []
        for first in bars.indices.dropFirst() where random.below(8) == 0 {
            let ratio = [2, 4, 0.5, 0.25][random.below(4)]
            for bar in first..<bars.count {
                bars[bar].open /= ratio
                bars[bar].high /= ratio
                bars[bar].low /= ratio
                bars[bar].close /= ratio
                bars[bar].volume *= ratio
            }
            actions.append(
                CorporateAction(date: bars[first].start.date, instant: bars[first].start, kind: .split(ratio: ratio)))
        }
        return BarSeries(instrument: series.instrument, calendar: series.calendar, bars: bars).with(actions)
    }

    @Test("S53 with splits and raw prices the same equity comes out as without them, whatever is traded")
    func s53equityIsThatOfAdjustedPrices() {
        var (splits, fills) = (0, 0)
        for seed in 0..<UInt64(seedCount) {
            var stage = RandomStage(seed: seed)
            // What hangs on the size of a unit is left out.
            stage.broker.costs.commission.perShare = 0
            stage.broker.costs.commission.tiers = []
            stage.broker.costs.slippage.ticks = 0
            stage.broker.costs.spread.half = 0
            stage.broker.fill.limit = .touch
            var random = RandomStream(seed: seed, name: "raw")
            let smooth = Panel(
                stage.panel.series.map { series in
                    var series = series.with([])
                    series.instrument.lotSize = 0
                    series.instrument.tickSize = 0
                    return series
                })
            let split = Panel(smooth.series.map { raw($0, &random) })
            func run(_ panel: Panel) -> (run: Run, equity: [Cash]) {
                let run = Backtest(panel: panel, broker: stage.broker).run(RelativeTrader(seed: seed))
                let curve = EquityCurve(
                    log: run.log, panel: panel, initialCash: stage.broker.cash, stepCount: run.stepCount)
                #expect(curve.equity.last == run.finalEquity, "seed \(seed)")
                return (run, curve.equity)
            }
            let (a, b) = (run(smooth), run(split))
            #expect(a.equity.count == b.equity.count, "seed \(seed)")
            for (step, (x, y)) in zip(a.equity, b.equity).enumerated() where abs(x - y) > 1e-9 * stage.broker.cash {
                Issue.record("\(x) without and \(y) with splits at step \(step), seed \(seed)")
                break
            }
            fills += a.run.log.count { if case .filled = $0.body { true } else { false } }
            splits += b.run.log.count { if case .split = $0.body { true } else { false } }
        }
        #expect(splits > seedCount && fills > seedCount)
    }
}

extension SplitPropertyTests {
    @Test("S78 bars with corporate actions are the plain loop's") func s78plainLoop() {
        let series = days(100, 100, 50, 50)
        let trader = SparseTrader(seed: 1, lot: 1, steps: 4)
        #expect(Backtest(panel: Panel([series]), broker: Broker()).runSkipping(trader) != nil)
        for kind: CorporateAction.Kind in [.split(ratio: 2), .dividend(1), .delisting(price: nil)] {
            let panel = Panel([series.having((2, kind))])
            #expect(Backtest(panel: panel, broker: Broker()).runSkipping(trader) == nil)
        }
    }
}

extension SplitPropertyTests {
    @Test("S53 orders that reach the market a bar late are meant in the units after a split on the way")
    func s53lateOrders() {
        let series = days(100, 100, 50, 50, 50).having((2, .split(ratio: 2)))
        var seen: [Double] = []
        let script = Scripted([
            1: { $1.submit(market(.buy, 10)) },
            2: { market, _ in
                seen.append(market.rescaling(of: one))
                seen += market.workingOrders(in: one).map(\.remaining)
            },
        ])
        let run = Backtest(panel: Panel([series]), broker: Broker()).run(Delayed(script))
        let fills = run.log.compactMap { event -> Double? in
            if case .filled(let fill) = event.body { fill.quantity } else { nil }
        }
        #expect(fills == [20] && seen == [2, 20])
    }
}

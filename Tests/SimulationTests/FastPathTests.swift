import Core
import Foundation
import Simulation
import TestSupport
import Testing
import TimeSeries

/// More seeds where asked for.
private let seedCount = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 400 : 12_000

/// Acts at some steps only, which it knows beforehand, and there as a random trader does: what it draws at a step
/// depends on the step alone.
struct SparseTrader: SkippingStrategy {
    let seed: UInt64
    let lot: Double
    let acts: BitColumn

    init(_ parameters: NoParameters, for universe: Universe) { self.init(seed: 0, lot: 1, steps: 0) }

    init(seed: UInt64, lot: Double, steps: Int) {
        self.seed = seed
        self.lot = lot
        var random = RandomStream(seed: seed, name: "acts")
        let rarity = 1 + random.below(12)
        acts = BitColumn((0..<steps).map { _ in random.below(rarity) == 0 })
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard market.step < acts.count, acts[market.step] else { return }
        var trader = RandomTrader(seed: seed &+ UInt64(market.step) &* 1_000_003, lot: lot)
        trader.decide(market, &desk)
    }

    mutating func prepare(on panel: Panel, from step: Int) -> Bool { true }

    mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int { acts.first(from: step + 1) }
}

@Suite struct FastPathTests {
    @Test func s78bothPathsGiveTheSameLog() throws {
        var (compared, skipped, filled) = (0, 0, 0)
        for seed in 0..<UInt64(seedCount) {
            var stage = RandomStage(seed: seed, count: 40 + Int(seed % 7) * 40, isRegular: true)
            if seed % 8 > 0 {
                // Terms under which every mark counts are the plain loop's.
                stage.broker.latency = Latency()
                stage.broker.margin = nil
                stage.broker.risk.dailyLoss = nil
                stage.broker.risk.drawdown = nil
            }
            let steps = stage.panel.series[0].count
            let trader = SparseTrader(seed: seed, lot: stage.lot, steps: steps)
            var backtest = Backtest(panel: stage.panel, broker: stage.broker)
            if seed % 5 == 0 {
                backtest.from = Timestamp(nanoseconds: stage.panel.series[0].end[steps / 4] - Int64(seed % 2))
            }
            let plain = backtest.run(trader)
            let terms = stage.broker
            guard let fast = backtest.runSkipping(trader) else {
                #expect(
                    terms.latency != Latency() || terms.margin != nil || terms.risk.dailyLoss != nil
                        || terms.risk.drawdown != nil, "seed \(seed): no fast path")
                continue
            }
            compared += 1
            let symbols = stage.panel.instruments.map(\.symbol)
            func lines(_ run: Run) -> [String] {
                String(decoding: EventText.bytes(of: run.log, symbols: symbols), as: UTF8.self)
                    .split(separator: "\n").map { String($0) }
            }
            expectLines(lines(fast), lines(plain), "seed \(seed)")
            #expect(fast.stepCount == plain.stepCount, "seed \(seed)")
            #expect(fast.outcome == plain.outcome, "seed \(seed)")
            #expect(fast.firstTradingStep == plain.firstTradingStep, "seed \(seed)")
            #expect(fast.finalEquity == plain.finalEquity && fast.finalCash == plain.finalCash, "seed \(seed)")
            #expect(fast.positions == plain.positions, "seed \(seed)")
            #expect(fast.isFast && !plain.isFast)
            skipped += trader.acts.count - trader.acts.trueCount
            filled += plain.log.count
        }
        #expect(compared > seedCount * 3 / 4 && skipped > 10 * compared && filled > 20 * compared)
    }

    @Test func s78ruinIsFoundBetweenTheBarsThatAreVisited() throws {
        // Sold short at 100 with 1,000 in cash: at 210 nothing is left; afterwards the price comes back.
        let prices = (0..<200).map { bar -> (Double, Double, Double, Double) in
            let close = bar < 120 ? 100.0 : bar < 125 ? 210 : 100
            return (close, close, close, close)
        }
        struct ShortOnce: SkippingStrategy {
            init(_ parameters: NoParameters, for universe: Universe) {}
            mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
                if market.step == 3 { desk.submit(OrderRequest(.sell, .units(10), of: one)) }
            }
            mutating func prepare(on panel: Panel, from step: Int) -> Bool { true }
            mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int { step < 3 ? 3 : .max }
        }
        let panel = Panel([BarFixtures.series(prices)])
        var broker = Broker()
        broker.cash = 1_000
        broker.fill.shortfall = .allow(upTo: 5)
        let backtest = Backtest(panel: panel, broker: broker)
        let strategy = ShortOnce(NoParameters(), for: Universe(panel))
        let (plain, fast) = (backtest.run(strategy), try #require(backtest.runSkipping(strategy)))
        #expect(plain.outcome == .ruined && fast.outcome == .ruined)
        #expect(plain.stepCount == 121 && fast.stepCount == 121)
        #expect(
            EventText.bytes(of: plain.log, symbols: ["TEST"]) == EventText.bytes(of: fast.log, symbols: ["TEST"]))
    }

    @Test func instrumentsWithBarsOfTheirOwnAreLeftToThePlainLoop() {
        let stage = RandomStage(seed: 3, isRegular: true)
        #expect(BarGrid(stage.panel).isRegular)
        let shortened = Panel([
            stage.panel.series[0], BarFixtures.series([(1, 1, 1, 1), (1, 1, 1, 1)]),
        ])
        #expect(!BarGrid(shortened).isRegular)
        let trader = SparseTrader(seed: 3, lot: 1, steps: 40)
        #expect(Backtest(panel: shortened, broker: stage.broker).runSkipping(trader) == nil)
        #expect(!Backtest(panel: shortened, broker: stage.broker).run(strategy: trader).isFast)
    }
}

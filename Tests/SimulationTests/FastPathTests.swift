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

/// Sends lists of market orders at some steps, which it knows beforehand, as a rebalancing does; some of them are faulty,
/// or not what a rebalancing sends.
struct SparseRebalancer: SkippingStrategy {
    let seed: UInt64
    let acts: BitColumn

    init(_ parameters: NoParameters, for universe: Universe) { self.init(seed: 0, steps: 0) }

    init(seed: UInt64, steps: Int) {
        self.seed = seed
        var random = RandomStream(seed: seed, name: "acts")
        let rarity = 1 + random.below(12)
        acts = BitColumn((0..<steps).map { _ in random.below(rarity) == 0 })
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard market.step < acts.count, acts[market.step] else { return }
        var random = RandomStream(seed: seed &+ UInt64(market.step) &* 1_000_003, name: "list")
        var requests: [OrderRequest] = []
        for place in 0..<market.instrumentCount where random.below(3) > 0 {
            let instrument = InstrumentIndex(place)
            let held = market.position(of: instrument).quantity
            let sizes: [OrderSize] = [
                .units(Double(random.below(40)) - 1), .units(20 * random.uniform()),
                .fractionOfEquity(random.uniform()), .value(market.close(instrument) * Double(random.below(20))),
                .fractionOfPosition(random.uniform()), .fractionOfCash(0.5), .units(.nan),
            ]
            var request = OrderRequest(
                random.below(2) == 0 ? .buy : .sell, sizes[random.below(sizes.count)], of: instrument,
                reduceOnly: random.below(4) == 0)
            if held != 0, random.below(2) == 0 {
                request = OrderRequest(
                    held > 0 ? .sell : .buy, .fractionOfPosition(1), of: instrument, reduceOnly: true)
            }
            if random.below(60) == 0 { request.kind = .limit(market.close(instrument)) }
            if random.below(60) == 0 { request.timeInForce = .immediateOrCancel }
            requests.append(request)
            if random.below(8) == 0 { requests.append(request) }
        }
        if random.below(8) == 0 { requests.reverse() }
        if random.below(3) > 0 { return desk.submitSellsBeforeBuys(requests) }
        for request in requests { desk.submit(request) }
    }

    mutating func prepare(on panel: Panel, from step: Int) -> Bool { true }

    mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int { acts.first(from: step + 1) }
}

extension RandomStage {
    /// Six instruments of the same bars, some with closes alone, under terms that let market orders fill without a look at
    /// anything but funds.
    static func plainTerms(seed: UInt64) -> (panel: Panel, broker: Broker) {
        var broker = RandomStage(seed: seed, isRegular: true).broker
        var random = RandomStream(seed: seed, name: "plain terms")
        broker.latency = Latency()
        broker.margin = nil
        broker.risk = RiskLimits()
        broker.fill.participation = nil
        broker.costs.slippage.staysInBar = false
        (broker.costs.slippage.volumeShare, broker.costs.slippage.squareRoot) = (0, 0)
        broker.costs.commission.tiers = []
        broker.costs.commission.makerRate = 0
        if random.below(3) > 0 { broker.fill.market = random.below(2) == 0 ? .sameClose : .nextOpen }
        let hours = (0..<120).filter { _ in random.below(12) > 0 }
        let closesOnly = random.below(3)
        let panel = Panel(
            (0..<6).map { place in
                let series = RandomStage.series(
                    "S\(place)", count: 120, hours: hours, lot: Double(seed % 2), tick: 0, &random)
                guard closesOnly == 0 || closesOnly == 1 && place == 3 else { return series }
                let bars = series.start.indices.map { bar in
                    let close = series.close[bar]
                    return Bar(
                        start: series[bar].start, end: series[bar].end, open: close, high: close, low: close,
                        close: close)
                }
                return BarSeries(
                    instrument: series.instrument, calendar: series.calendar, content: .closes, bars: bars)
            })
        return (panel, broker)
    }
}

@Suite struct FastPathTests {
    private func expectSame(_ fast: Run, _ plain: Run, _ panel: Panel, _ label: String) {
        let symbols = panel.instruments.map(\.symbol)
        func lines(_ run: Run) -> [String] {
            String(decoding: EventText.bytes(of: run.log, symbols: symbols), as: UTF8.self)
                .split(separator: "\n").map { String($0) }
        }
        expectLines(lines(fast), lines(plain), label)
        #expect(fast.stepCount == plain.stepCount, "\(label)")
        #expect(fast.outcome == plain.outcome, "\(label)")
        #expect(fast.firstTradingStep == plain.firstTradingStep, "\(label)")
        #expect(fast.finalEquity == plain.finalEquity && fast.finalCash == plain.finalCash, "\(label)")
        #expect(fast.positions == plain.positions, "\(label)")
        #expect(fast.isFast && !plain.isFast)
    }

    @Test func s78listsOfMarketOrdersGiveTheSameLog() throws {
        var (filled, rejected, listed) = (0, 0, 0)
        for seed in 0..<UInt64(seedCount) {
            let (panel, broker) = RandomStage.plainTerms(seed: seed)
            let trader = SparseRebalancer(seed: seed, steps: panel.series[0].count)
            let backtest = Backtest(panel: panel, broker: broker)
            let plain = backtest.run(trader)
            expectSame(try #require(backtest.runSkipping(trader)), plain, panel, "seed \(seed)")
            var steps: [Int32: Int] = [:]
            for event in plain.log {
                switch event.body {
                case .filled: (filled, steps[event.step]) = (filled + 1, (steps[event.step] ?? 0) + 1)
                case .rejected: rejected += 1
                default: break
                }
            }
            listed += steps.values.count { $0 > 2 }
        }
        #expect(filled > 20 * seedCount && rejected > 10 * seedCount && listed > 3 * seedCount)
    }

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
            expectSame(fast, plain, stage.panel, "seed \(seed)")
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

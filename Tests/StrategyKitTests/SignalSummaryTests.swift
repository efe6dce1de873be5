import Core
import Dispatch
import Foundation
import Simulation
import Synchronization
import Testing
import TimeSeries

@testable import StrategyKit

/// More seeds where asked for.
private let seedCount = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 300 : 10_000

/// Random rules of market orders on random bars of one instrument, with random terms.
private struct RandomSignals {
    let yaml: String
    let panel: Panel
    let broker: Broker

    init(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "signals")
        var rule = RandomRule(random: RandomStream(seed: seed, name: "rules"), symbols: [])
        func pick<Choice>(_ choices: [Choice]) -> Choice { choices[random.below(choices.count)] }
        func chance(_ one: Int, in many: Int) -> Bool { random.below(many) < one }
        var lines: [String] = []
        let sides = pick(["long", "short", "both", "both"])
        for side in ["long", "short"] where sides == side || sides == "both" {
            lines.append("enter_\(side): \"\(rule.condition(2))\"")
            if chance(3, in: 4) { lines.append("exit_\(side): \"\(rule.condition(2))\"") }
        }
        lines.append(
            "size: "
                + pick([
                    "{ units: 7 }", "{ percent_of_equity: 40 }", "{ percent_of_equity: 100 }",
                    "{ percent_of_cash: 90 }", "{ cash: 3000 }", "{ units: 40 + volume / 5 }", "{ units: close - 100 }",
                ]))
        if chance(1, in: 3) { lines.append("exit_after: \(1 + random.below(12))") }
        yaml = """
            data: { source: csv, path: x.csv, calendar: XNYS }
            strategy:
              rules:
                \(lines.joined(separator: "\n    "))
            """
        let first = CivilDate(year: 2021, month: 1, day: 4)
        let calendar = RuleFixture.calendar(from: first, days: 60 + random.below(30), holidays: [first + 14])
        let whole = RuleFixture.intraday("AAA", calendar, minutes: 130, seed: seed)
        var instrument = Instrument(symbol: "AAA")
        instrument.multiplier = pick([1, 1, 2.5])
        instrument.tickSize = pick([0, 0.01])
        instrument.lotSize = pick([0, 1, 10])
        instrument.minimumNotional = pick([0, 0, 2_000])
        let isIdle = chance(1, in: 6)
        let isWild = chance(1, in: 8)
        var level = 1.0
        let bars = (0..<whole.count).map { place in
            var bar = whole[place]
            if isIdle && place % 7 == 3 { bar.volume = 0 }
            if isWild { level *= pick([0.7, 1, 1, 1, 1.45]) }
            bar.open *= level
            bar.high *= level
            bar.low *= level
            bar.close *= level
            return bar
        }
        panel = Panel([BarSeries(instrument: instrument, calendar: calendar, bars: bars)])
        var broker = Broker()
        broker.cash = pick([20_000, 20_000, 4_000])
        broker.fill.market = pick(MarketFill.allCases)
        broker.fill.sizeAt = pick(SizeMoment.allCases)
        broker.fill.shortfall = pick([.reduce, .reduce, .reject, .allow(upTo: 0.5)])
        broker.fill.closesAtEnd = chance(1, in: 2)
        broker.fill.fillsOnZeroVolume = chance(1, in: 2)
        broker.allowsShort = chance(4, in: 5)
        if chance(1, in: 2) { broker.costs.commission.rate = 0.001 }
        if chance(1, in: 3) { broker.costs.commission.perShare = 0.01 }
        if chance(1, in: 3) { broker.costs.commission.perOrder = 1 }
        if chance(1, in: 4) { broker.costs.commission.minimum = 3 }
        if chance(1, in: 4) { broker.costs.commission.sellTax = 0.002 }
        if chance(1, in: 2) { broker.costs.slippage.rate = 0.0005 }
        if chance(1, in: 3) { broker.costs.spread.half = 0.02 }
        if chance(1, in: 10) { broker.costs.borrow.annualRate = 0.05 }
        self.broker = broker
    }
}

@Suite struct SignalSummaryTests {
    @Test func s78signalsAloneGiveTheFiguresOfTheWholeRun() throws {
        var (summaries, lots, ruined) = (0, 0, 0)
        for seed in 0..<UInt64(seedCount) {
            let random = RandomSignals(seed: seed)
            let study = try StudyConfiguration(yaml: random.yaml, file: "x.yaml")
            let program = try #require(study.plan.program)
            let backtest = Backtest(panel: random.panel, broker: random.broker)
            // Columns that the store has no room for are the same.
            let store = ColumnStore(capacity: [0, 2_000, 8_000, 256 << 20][Int(seed % 4)])
            let strategy = try RulesStrategy(program, for: Universe(random.panel)).sharing(store)
            let grid = BarGrid(random.panel)
            let times = random.panel.series[0].end
            let sessionEnds = times.indices.filter {
                $0 + 1 == times.count || times[$0 + 1] - times[$0] > Timestamp.hour * 12
            }.map { $0 + 1 }
            let run = backtest.run(strategy)
            if run.outcome == .ruined { ruined += 1 }
            let signals = try #require(strategy.marketSignals(on: random.panel), "seed \(seed)")
            guard
                let (first, summary) = backtest.summary(
                    of: signals, warmUp: strategy.warmUpBars, on: grid,
                    everyBarTrades: random.panel.everyBarTrades(random.broker.fill), sessionEnds: sessionEnds)
            else { continue }
            summaries += 1
            #expect(run.outcome == .finished, "seed \(seed)")
            #expect(run.firstTradingStep == first, "seed \(seed)")
            let whole = RunSummary(run, on: grid, from: first, sessionEnds: sessionEnds)
            #expect(summary.levels == whole.levels, "seed \(seed): \(random.yaml)")
            #expect(summary.levels.last == run.finalEquity, "seed \(seed)")
            #expect(summary.profits == whole.profits, "seed \(seed): \(random.yaml)")
            #expect(summary.maximumDrawdown == whole.maximumDrawdown && summary.lowest == whole.lowest, "seed \(seed)")
            #expect(summary.costs == whole.costs && summary.tradedNotional == whole.tradedNotional, "seed \(seed)")
            lots += whole.profits.count
        }
        #expect(2 * summaries > seedCount && lots > 5 * seedCount && ruined > 0, "\(ruined) ruined")
    }

    @Test func aColumnThatManyThreadsAskForIsKeptOnce() throws {
        let study = try StudyConfiguration(
            yaml: """
                data: { source: csv, path: x.csv, calendar: XNYS }
                strategy:
                  rules: { enter_long: "crosses_above(sma(close, 5), sma(close, 20))" }
                """, file: "x.yaml")
        let program = try #require(study.plan.program)
        let series = RuleFixture.daily(
            "AAA", RuleFixture.calendar(from: CivilDate(year: 1950, month: 1, day: 2), days: 28_000), seed: 1)
        let panel = Panel([series])
        let shared = ColumnStore()
        let holds = Mutex<[BitColumn?]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let columns = RuleColumns(program, of: InstrumentIndex(0), in: panel, store: shared)
            holds.withLock { $0.append(columns?.holds(program.long?.enter ?? 0)) }
        }
        let alone = ColumnStore()
        let columns = try #require(RuleColumns(program, of: InstrumentIndex(0), in: panel, store: alone))
        let expected = try #require(columns.holds(program.long?.enter ?? 0))
        #expect(expected.isAnyTrue && holds.withLock { $0 } == [BitColumn?](repeating: expected, count: 8))
        #expect(shared.byteCount == alone.byteCount && alone.byteCount > series.count * 36)
    }

    @Test func ordersThatWaitAreNoSignals() throws {
        for extra in ["stop_loss: { percent: 3 }", "enter_long_limit: close - 1", "exit_long: profit > 2"] {
            let study = try StudyConfiguration(
                yaml: """
                    data: { source: csv, path: x.csv, calendar: XNYS }
                    strategy:
                      rules:
                        enter_long: close > open
                        \(extra)
                    """, file: "x.yaml")
            let panel = RandomSignals(seed: 1).panel
            let strategy = try RulesStrategy(try #require(study.plan.program), for: Universe(panel))
            #expect(strategy.marketSignals(on: panel) == nil)
        }
    }
}

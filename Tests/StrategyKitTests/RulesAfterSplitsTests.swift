import Core
import Simulation
import StrategyKit
import Testing
import TimeSeries

/// Rules over raw prices with splits decide as rules over prices that were adjusted for them.
@Suite struct RulesAfterSplitsTests {
    private static let calendar = RuleFixture.calendar(from: CivilDate(year: 2021, month: 1, day: 4), days: 420)

    private func equity(_ rules: String, _ series: [BarSeries]) throws -> (equity: [Cash], splits: Int, fills: Int) {
        let study = try StudyConfiguration(
            yaml: ConfigSample.rules(rules).replacing("{ cash: 1000 }", with: "{ cash: 100_000 }"), file: "a.yaml")
        let panel = Panel(
            series.map {
                var one = $0
                one.instrument.lotSize = 0
                return one
            })
        let strategy = try study.plan.make(for: Universe(panel))
        func run<S: Strategy>(_ strategy: S) -> Run { Backtest(panel: panel, broker: study.broker).run(strategy) }
        let run = run(strategy)
        let curve = EquityCurve(log: run.log, panel: panel, initialCash: 100_000, stepCount: run.stepCount)
        var (splits, fills) = (0, 0)
        for event in run.log {
            if case .split = event.body { splits += 1 }
            if case .filled = event.body { fills += 1 }
        }
        return (curve.equity, splits, fills)
    }

    private static let rules = [
        "enter_long: crosses_above(sma(close, 5), sma(close, 20))\nexit_long: crosses_below(sma(close, 5), sma(close, 20))",
        "enter_long: rsi(close, 7) < 40\nexit_long: rsi(close, 7) > 60\nstop_loss: { amount: 2 * atr(14) }",
        "enter_long: close > highest(high, 10)[1] and volume > sma(volume, 10)\nexit_long: weekly(close) < weekly(close)[1]",
        "enter_long: close > ema(close, 9)\nexit_long: profit[1] > 1 or profit < -3 or bars_held[2] > 5",
        "enter_long: close > close[1]\nexit_long: close < entry_price[1]\ntrailing_stop: { percent: 4 }",
    ]

    @Test(
        "S53 indicators, timeframes and rules about the account go on as if there had been no split", arguments: rules)
    func s53rulesGoOn(rules: String) throws {
        for seed in 0..<UInt64(6) {
            let (smooth, raw) = RuleFixture.splitPair("AAA", Self.calendar, seed: seed)
            let (a, b) = (try equity(rules, [smooth]), try equity(rules, [raw]))
            #expect(a.fills > 3 && b.splits == raw.actions.count && a.fills == b.fills, "seed \(seed)")
            #expect(a.equity.count == b.equity.count)
            for (x, y) in zip(a.equity, b.equity) where abs(x - y) > 1e-9 * 100_000 {
                Issue.record("\(x) against \(y), seed \(seed)")
                break
            }
        }
    }

    @Test("S53 rules that read another instrument go on after splits of either") func s53otherInstruments() throws {
        let rules = """
            on: [AAA]
            enter_long: close / BBB.close > sma(close / BBB.close, 10) and BBB.rsi(close, 5) < 80
            exit_long: close / BBB.close < sma(close / BBB.close, 10)
            """.replacing("BBB.rsi(close, 5)", with: "rsi(BBB.close, 5)")
        for seed in 0..<UInt64(6) {
            let (a, b) = (
                RuleFixture.splitPair("AAA", Self.calendar, seed: seed),
                RuleFixture.splitPair("BBB", Self.calendar, seed: seed + 100)
            )
            let smooth = try equity(rules, [a.smooth, b.smooth])
            let raw = try equity(rules, [a.raw, b.raw])
            #expect(smooth.fills > 3 && smooth.fills == raw.fills, "seed \(seed)")
            #expect(zip(smooth.equity, raw.equity).allSatisfy { abs($0 - $1) <= 1e-9 * 100_000 }, "seed \(seed)")
        }
    }

    @Test("data.actions and data.adjust: splits are checked together") func keysAreChecked() {
        func error(_ data: String) -> String? {
            ConfigSample.error(
                ConfigSample.rules("enter_long: close > 1").replacing("path: a.csv", with: "path: a.csv, \(data)"))
        }
        #expect(error("adjust: splits, actions: b.csv") == nil && error("actions: b.csv") == nil)
        #expect(
            error("adjust: total, actions: b.csv")
                == "a.yaml:1:46: error: 'data.actions' with 'data.adjust: total' would count dividends and splits twice: "
                + "total-return prices hold them already; choose adjust: none or splits, or leave the actions out")
        #expect(
            error("adjust: splits")
                == "a.yaml:1:30: error: 'data.adjust: splits' needs 'data.actions', the file that the splits stand in")
    }
}

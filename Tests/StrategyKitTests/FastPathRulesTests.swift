import Core
import Foundation
import Indicators
import Simulation
import Testing
import TimeSeries

@testable import StrategyKit

/// More seeds where asked for.
private let seedCount = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 150 : 6_000

/// Random rules, sizes, exits and terms on random bars.
private struct RandomStudy {
    let yaml: String
    let panel: Panel
    let broker: Broker

    init(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "study")
        var rule = RandomRule(random: RandomStream(seed: seed, name: "rules"), symbols: ["BBB"])
        func pick(_ choices: [String]) -> String { choices[random.below(choices.count)] }
        func chance(_ one: Int, in many: Int) -> Bool { random.below(many) < one }
        var lines: [String] = []
        let sides = pick(["long", "long", "short", "both"])
        for side in ["long", "short"] where sides == side || sides == "both" {
            lines.append("enter_\(side): \"\(rule.condition(2))\"")
            if chance(3, in: 4) { lines.append("exit_\(side): \"\(rule.condition(2))\"") }
            let sign = side == "long" ? "-" : "+"
            switch random.below(6) {
            case 0: lines.append("enter_\(side)_limit: close * (1 \(sign) 0.01)")
            case 1: lines.append("enter_\(side)_stop: close * (1 \(sign == "-" ? "+" : "-") 0.01)")
            case 2:
                lines.append("enter_\(side)_stop: close")
                lines.append("enter_\(side)_limit: close * (1 \(sign == "-" ? "+" : "-") 0.002)")
            default: break
            }
        }
        if chance(1, in: 2) {
            lines.append(
                "entry_valid: "
                    + pick(
                        lines.contains { $0.contains("_stop:") }
                            ? ["day", "gtc", "{ bars: 1 }", "{ bars: 3 }", "{ bars: 17 }"]
                            : ["day", "gtc", "{ bars: 3 }", "{ bars: 17 }", "ioc", "fok", "at-open", "at-close"]))
        }
        if chance(1, in: 2) {
            lines.append(
                "size: "
                    + pick([
                        "{ units: 7 }", "{ percent_of_equity: 40 }", "{ percent_of_cash: 90 }", "{ cash: 3000 }",
                        "{ units: 1 + volume / 500 }",
                    ]))
        }
        if chance(1, in: 3) { lines.append("stop_loss: " + pick(["{ percent: 3 }", "{ amount: 2 * atr(5) }"])) }
        if chance(1, in: 3) { lines.append("take_profit: " + pick(["{ percent: 4, of: decision }", "{ amount: 3 }"])) }
        if chance(1, in: 5) { lines.append("trailing_stop: { percent: 4 }") }
        if chance(1, in: 3) { lines.append("exit_after: \(1 + random.below(20))") }
        yaml = """
            data: { source: csv, path: x.csv, calendar: XNYS }
            strategy:
              rules:
                \(lines.joined(separator: "\n    "))
            """
        let first = CivilDate(year: 2021, month: 1, day: 4)
        let calendar = RuleFixture.calendar(
            from: first, days: 75, holidays: [first + 14], halfDays: [CivilDate(year: 2021, month: 1, day: 15)])
        panel = Panel(
            ["AAA", "BBB", "CCC"].prefix(2 + random.below(2)).map {
                RuleFixture.intraday($0, calendar, minutes: 130, seed: seed)
            })
        var broker = Broker()
        broker.cash = 20_000
        broker.fill.market = MarketFill.allCases[random.below(4)]
        broker.fill.intrabar = IntrabarPath.allCases[random.below(6)]
        broker.fill.sizeAt = SizeMoment.allCases[random.below(2)]
        broker.fill.closesAtEnd = chance(1, in: 2)
        broker.allowsShort = chance(4, in: 5)
        if chance(1, in: 3) { broker.fill.participation = 0.05 }
        if chance(1, in: 2) { broker.costs.commission.rate = 0.001 }
        if chance(1, in: 2) { broker.costs.slippage.rate = 0.0005 }
        if chance(1, in: 3) { broker.costs.borrow.annualRate = 0.05 }
        self.broker = broker
    }
}

@Suite struct FastPathRulesTests {
    @Test func s78rulesGiveTheSameLogOnBothPaths() throws {
        var events = 0
        for seed in 0..<UInt64(seedCount) {
            let random = RandomStudy(seed: seed)
            let study = try StudyConfiguration(yaml: random.yaml, file: "x.yaml")
            let program = try #require(study.plan.program)
            let backtest = Backtest(panel: random.panel, broker: random.broker)
            let strategy = try RulesStrategy(program, for: Universe(random.panel))
            let plain = backtest.run(strategy)
            let fast = try #require(backtest.runSkipping(strategy), "seed \(seed)")
            let symbols = random.panel.instruments.map(\.symbol)
            let (a, b) = (
                EventText.bytes(of: plain.log, symbols: symbols), EventText.bytes(of: fast.log, symbols: symbols)
            )
            if a != b {
                let (x, y) = (a.split(separator: 10), b.split(separator: 10))
                let line = zip(x, y).first { $0 != $1 } ?? ((x.last ?? []), (y.last ?? []))
                Issue.record(
                    "seed \(seed): \(String(decoding: line.0, as: UTF8.self)) — \(String(decoding: line.1, as: UTF8.self))\n\(random.yaml)"
                )
            }
            #expect(plain.firstTradingStep == fast.firstTradingStep, "seed \(seed): \(random.yaml)")
            #expect(plain.stepCount == fast.stepCount && plain.outcome == fast.outcome, "seed \(seed)")
            #expect(plain.finalEquity == fast.finalEquity && plain.positions == fast.positions, "seed \(seed)")
            events += plain.log.count
        }
        #expect(events > 20 * seedCount)
    }

    @Test func rulesThatReadTheAccountAreLeftToThePlainLoop() throws {
        let study = try StudyConfiguration(
            yaml: """
                data: { source: csv, path: x.csv, calendar: XNYS }
                strategy: { rules: { enter_long: close > open, exit_long: profit > 2 } }
                """, file: "x.yaml")
        let panel = RandomStudy(seed: 1).panel
        let strategy = try study.plan.make(for: Universe(panel))
        #expect(!Backtest(panel: panel, broker: Broker()).run(strategy: strategy).isFast)
    }

    @Test func trialsThatShareAStoreGiveWhatTheyGiveAlone() throws {
        let random = RandomStudy(seed: 5)
        let store = ColumnStore()
        for fast in [3, 5, 8] {
            let study = try StudyConfiguration(
                yaml: """
                    data: { source: csv, path: x.csv, calendar: XNYS }
                    strategy:
                      rules:
                        enter_long: crosses_above(sma(close, \(fast)), sma(close, 20))
                        exit_long: crosses_below(sma(close, \(fast)), sma(close, 20)) or rsi(close, 5) > 90
                    """, file: "x.yaml")
            let program = try #require(study.plan.program)
            let strategy = try RulesStrategy(program, for: Universe(random.panel))
            let backtest = Backtest(panel: random.panel, broker: random.broker)
            let alone = try #require(backtest.runSkipping(strategy))
            let sharing = try #require(backtest.runSkipping(strategy.sharing(store)))
            #expect(alone.log.count == sharing.log.count && alone.finalEquity == sharing.finalEquity)
        }
        // Of each instrument the close, three fast averages, the slow one and the index.
        let bars = random.panel.series[0].count
        #expect(store.byteCount == random.panel.count * 6 * (bars * 12 + bars / 8))
    }
}

import Core
import Dispatch
import Indicators
import Synchronization
import Testing

@testable import StrategyKit

/// What was compiled for some values of the parameters serves for others, where that is what compiling would give.
@Suite struct CompiledRulesTests {
    /// Random rules of which some numbers are parameters.
    private struct Parametrised {
        let rules: RulesConfiguration
        let names = ["a", "b", "c"]
        private var random: RandomStream

        init?(seed: UInt64) throws {
            var random = RandomStream(seed: seed, name: "parameters")
            var rule = RandomRule(random: RandomStream(seed: seed, name: "rules"), symbols: [])
            func named(_ text: String, _ random: inout RandomStream) -> String {
                var result = ""
                var isWord = false
                for character in text {
                    // A single digit that is no part of a name or of a longer number.
                    if !isWord, character.isWholeNumber, random.below(2) == 0 {
                        result += "$" + ["a", "b", "c"][random.below(3)]
                        isWord = true
                        continue
                    }
                    isWord = character.isLetter || character.isNumber || character == "." || character == "_"
                    result.append(character)
                }
                return result
            }
            let enter = named(rule.condition(2), &random)
            let exit =
                random.below(3) == 0
                ? "crosses_below(sma(close, $a), sma(close, $b))" : named(rule.condition(2), &random)
            let values = (0..<3).map { _ in 1 + random.below(9) }
            let yaml = """
                data: { source: csv, path: x.csv, calendar: XNYS }
                strategy:
                  rules:
                    parameters: { a: \(values[0]), b: \(values[1]), c: \(values[2]) }
                    enter_long: "\(enter)"
                    exit_long: "\(exit)"
                """
            guard let rules = (try? StudyConfiguration(yaml: yaml, file: "x.yaml"))?.strategy.rules else { return nil }
            self.rules = rules
            self.random = random
        }

        mutating func setting() -> [(name: String, value: Double)] {
            var setting: [(name: String, value: Double)] = []
            for name in names where random.below(3) > 0 {
                setting.append((name, random.below(12) == 0 ? 2.5 : Double(random.below(14))))
            }
            return setting
        }
    }

    /// All that a program is.
    private func text(_ program: RuleProgram) -> String {
        let stages = program.stages.map { stage in
            """
            \(stage.clock) \(stage.operations) \(stage.links) \(stage.constants) \(stage.slotCount) \(stage.memoryCount)
            \(stage.warmUps) \(stage.warmUp) \(stage.dependsOnAccount)
            \(stage.indicators.map { "\($0.declaration.name) \($0.parameters) \($0.inputs) \($0.firstOutput)" })
            """
        }
        let orders: [Any?] = [
            program.long, program.short, program.size, program.stopLoss, program.takeProfit, program.trailingStop,
            program.entryValidity, program.exitAfter, program.symbols, program.warmUpBars,
        ]
        return "\(stages) \(orders)"
    }

    @Test func otherValuesGiveWhatCompilingGives() throws {
        var (reused, compiled, refused) = (0, 0, 0)
        for seed in UInt64(0)..<600 {
            guard var random = try Parametrised(seed: seed) else { continue }
            let prepared = PreparedRules(random.rules)
            var before: String?
            for _ in 0..<8 {
                let setting = random.setting()
                var values: [String: Double] = [:]
                for parameter in random.rules.parameters { values[parameter.name] = parameter.value }
                for (name, value) in setting { values[name] = value }
                let known = prepared.last.program(setting: values)
                let fresh = Result { () throws(ConfigError) in
                    try RuleProgram(PreparedRules(random.rules), setting: setting)
                }
                let found = Result { () throws(ConfigError) in try RuleProgram(prepared, setting: setting) }
                switch (fresh, found) {
                case (.success(let fresh), .success(let found)):
                    #expect(text(fresh) == text(found), "seed \(seed): \(random.rules) with \(setting)")
                    // The same program once more shows nothing.
                    if known == nil { compiled += 1 } else if before != text(found) { reused += 1 }
                    before = text(found)
                case (.failure(let fresh), .failure(let found)):
                    #expect("\(fresh)" == "\(found)", "seed \(seed)")
                    #expect(known == nil, "seed \(seed)")
                    refused += 1
                default: Issue.record("seed \(seed): \(random.rules) with \(setting)")
                }
            }
        }
        #expect(
            reused > 200 && compiled > 200 && refused > 20, "\(reused) reused, \(compiled) compiled, \(refused) refused"
        )
    }

    @Test(arguments: [
        "crosses_above(sma(close, period = $a), ema(close, $b))", "crosses_above(sma(close), sma(close, $a))",
        "macd(close, $a, $b, $c).signal > macd(close, $b, $a, $c)", "SPY.sma(close, $a) > weekly(ema(close, $b))",
        "SPY.weekly(sma(close, $a)) > sma(close, $a)", "rsi(close, $a) < $b", "sma(close, $a)[$b] > close[1]",
        "sma(close, $a) > sma(close, 5) and sma(close, $b) > sma(close, 5)",
        "sma(sma(close, $a), $b) > sma(close, $a + 1)",
        "minutes($a, sma(close, $b)) > close", "bollinger(close, $a, $b).upper < high",
    ])
    func everyWayOfAParameterOnManyThreads(_ rule: String) throws {
        let study = try StudyConfiguration(
            yaml: """
                data: { source: csv, path: x.csv, calendar: XNYS }
                strategy:
                  rules:
                    parameters: { a: 5, b: 20, c: 9 }
                    enter_long: "\(rule)"
                    enter_short: "sma(open, $c) > close"
                    stop_loss: { percent: 2 }
                    size: { units: "$c + 1" }
                """, file: "x.yaml")
        let rules = try #require(study.strategy.rules)
        let prepared = PreparedRules(rules)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            var random = RandomStream(seed: UInt64(thread), name: rule)
            for _ in 0..<200 {
                let setting = ["a", "b", "c"].map { name in
                    (name: name, value: [-0.0, 0, 1, 2, 2.5, 5, 9, 12, 20, 26, 1e9, .nan][random.below(12)])
                }
                let fresh = Result { () throws(ConfigError) in try RuleProgram(PreparedRules(rules), setting: setting) }
                let found = Result { () throws(ConfigError) in try RuleProgram(prepared, setting: setting) }
                if "\(fresh.map { text($0) })" != "\(found.map { text($0) })" {
                    failures.withLock { $0.append("thread \(thread): \(setting)") }
                }
            }
        }
        #expect(failures.withLock { $0 } == [])
        let values = ["a": 7.0, "b": 30, "c": 9]
        _ = try? RuleProgram(prepared, setting: [("a", 6), ("b", 20), ("c", 9)])
        let isBound = !["$b]", "< $b", "minutes($a", "$a + 1"].contains { rule.contains($0) }
        #expect((prepared.last.program(setting: values) != nil) == isBound)
    }

    @Test func averagesOfOnePeriodAreOneColumn() throws {
        let study = try StudyConfiguration(
            yaml: """
                data: { source: csv, path: x.csv, calendar: XNYS }
                strategy:
                  rules:
                    parameters: { fast: 5, slow: 20 }
                    enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
                """, file: "x.yaml")
        let rules = try #require(study.strategy.rules)
        let prepared = PreparedRules(rules)
        func indicators(_ fast: Double, _ slow: Double) throws -> [[Double]] {
            try RuleProgram(prepared, setting: [("fast", fast), ("slow", slow)]).stages[0].indicators.map(\.parameters)
        }
        #expect(try indicators(5, 20) == [[5], [20]])
        #expect(prepared.last.program(setting: ["fast": 7, "slow": 30]) != nil)
        #expect(try indicators(7, 30) == [[7], [30]])
        #expect(prepared.last.program(setting: ["fast": 30, "slow": 30]) == nil)
        #expect(try indicators(30, 30) == [[30]])
        #expect(prepared.last.program(setting: ["fast": 7, "slow": 30]) == nil)
        #expect(try indicators(7, 30) == [[7], [30]])
    }
}

extension StrategyConfiguration {
    /// The rules, where it is rules.
    fileprivate var rules: RulesConfiguration? {
        if case .rules(let rules) = self { rules } else { nil }
    }
}

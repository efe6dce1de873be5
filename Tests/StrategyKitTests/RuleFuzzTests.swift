import Core
import Testing

@testable import StrategyKit

/// Whatever is written, there is an error and never a trap.
@Suite struct RuleFuzzTests {
    private static let words = [
        "close", "open", "sma", "rsi", "weekly", "SPY", "macd", "signal", "if", "min", "crosses_above", "and", "or",
        "not",
        "true", "(", ")", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "%", "<", "<=", "==", "=", "!=", ">",
        "$fast",
        "$x", "1", "20", "0", "1e308", "0.5", "-1", "'SPY'", "15:30", "position", "minutes", "period", "\"", "'", "#",
        "é", "1e999",
        "donchian", "upper", "volume", "\n", "ichimoku", "quantile", "99999999999999999999",
    ]

    @Test(arguments: UInt64(0)..<40) func noSoupOfWordsTraps(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "soup")
        for _ in 0..<250 {
            let count = 1 + random.below(14)
            let text = (0..<count).map { _ in Self.words[random.below(Self.words.count)] }.joined(
                separator: random.uniform() < 0.5 ? " " : "")
            _ = try? RuleFixture.Compiled([text], parameters: ["fast": 20])
        }
    }

    @Test(arguments: UInt64(0)..<20) func noBrokenRuleTraps(seed: UInt64) {
        var rule = RandomRule(random: RandomStream(seed: seed, name: "broken"), symbols: ["SPY"])
        for _ in 0..<60 {
            var text = Array(rule.condition(3).unicodeScalars)
            for _ in 0...rule.random.below(3) {
                let place = rule.random.below(text.count)
                switch rule.random.below(3) {
                case 0: text.remove(at: place)
                case 1: text.insert(text[rule.random.below(text.count)], at: place)
                default: text[place] = ["(", ")", ".", "[", "$", "'", "9", "="][rule.random.below(8)]
                }
                if text.isEmpty { text = ["1"] }
            }
            var string = ""
            string.unicodeScalars.append(contentsOf: text)
            _ = try? RuleFixture.Compiled([string])
        }
    }

    @Test(arguments: [
        String(repeating: "(", count: 100_000), String(repeating: "-", count: 3_000) + "1",
        String(repeating: "not ", count: 3_000) + "true", String(repeating: "abs(", count: 1_500) + "1",
        String(repeating: "a.", count: 1_800) + "b", "close" + String(repeating: "[1]", count: 1_200),
        "1" + String(repeating: " + 1", count: 1_900), "1" + String(repeating: "+1", count: 50_000),
        "true" + String(repeating: " and true", count: 1_900), String(repeating: "close[", count: 900),
        (1...50).map { "close[\(100_000 - $0)]" }.joined(separator: " + "),
        String(repeating: "weekly(", count: 1_000), String(repeating: "if(true, 1, ", count: 900),
        "sma(" + String(repeating: "sma(close, ", count: 700),
    ])
    func deepNestingIsAnErrorNotATrap(_ text: String) {
        #expect(throws: RuleError.self) { try RuleFixture.Compiled([text]) }
    }

    @Test func aHundredTermsAreFine() throws {
        _ = try RuleFixture.Compiled(["close" + String(repeating: " + close[1]", count: 100)])
    }
}

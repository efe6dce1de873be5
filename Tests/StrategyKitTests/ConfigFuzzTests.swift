import Core
import StrategyKit
import Testing

/// Whatever a file holds, there is an error with a place and never a trap, and it takes a moment only.
@Suite struct ConfigFuzzTests {
    @Test(arguments: UInt64(0)..<30) func noBrokenConfigTraps(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "config")
        let noise = Array("{}[]:-\"'|>&*!%@#,?~ \n\tabc0.9$()\u{0}\u{7f}é\u{2028}".unicodeScalars)
        for _ in 0..<40 {
            var text = Array(ConfigSample.golden.unicodeScalars)
            for _ in 0...random.below(6) {
                let place = random.below(text.count)
                switch random.below(4) {
                case 0: text.remove(at: place)
                case 1: text.insert(noise[random.below(noise.count)], at: place)
                case 2: text[place] = noise[random.below(noise.count)]
                default: text.removeSubrange(place..<min(text.count, place + random.below(60)))
                }
                if text.isEmpty { text = ["a"] }
            }
            var string = ""
            string.unicodeScalars.append(contentsOf: text)
            if let error = ConfigSample.error(string) {
                #expect(error.hasPrefix("a.yaml:"), "seed \(seed): \(error)")
            }
        }
    }

    @Test func aBombOfAliasesIsRefused() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            text += "a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]\n"
        }
        #expect(ConfigSample.error(text) == "a.yaml:4:41: error: a config has at most 24 aliases (*name)")
    }

    @Test func aliasesAsKeysDoNotTakeLong() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...11 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        text += "? *a11\n: 1\n"
        #expect(
            ConfigSample.error(text) == "a.yaml:12:6: error: a key is a single word; found a list or a section of keys")
        #expect(
            ConfigSample.error(String(repeating: "? ", count: 5_000))
                == "a.yaml:1:82: error: a key is a single word; found '?'")
    }

    @Test func aliasesWithinReasonWork() {
        let text = ConfigSample.rules("enter_long: &rule close > sma(close, 5)\nenter_short: *rule\nsize: { units: 1 }")
        #expect(ConfigSample.error(text) == nil)
    }

    @Test(arguments: [
        String(repeating: "[", count: 5_000), String(repeating: "{a: ", count: 5_000),
        String(repeating: "- ", count: 5_000),
        "a: " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60),
        (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ])
    func deepNestingIsAnErrorNotATrap(_ text: String) {
        #expect(
            ConfigSample.error(text)?.contains("nest") == true || ConfigSample.error(text)?.contains("depth") == true)
    }

    @Test func aHugeFileIsRefused() {
        let text = "notes: " + String(repeating: "x", count: 2_000_000)
        #expect(ConfigSample.error(text) == "a.yaml:1:1: error: a config has at most 1048576 bytes; found 2000007")
    }

    @Test func aControlCharacterIsNamedWithItsPlace() {
        #expect(ConfigSample.error("name: a\nnotes: é\u{1}b")?.hasPrefix("a.yaml:2:") == true)
    }
}

import Foundation
import TestSupport
import Testing

/// Bad input gets an error that names place and remedy, its own status, and loses nothing.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct BadInputTests {
    /// A config that should be refused: its text, the status and what the message must hold.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var config: String
        var status: Int32
        var says: [String]
    }

    static let good = "data: { source: csv, path: bars.csv, calendar: 24/7 }\n"
    static let rule = "strategy: { rules: { enter_long: close > open, exit_long: close < open } }\n"

    static let configs: [Case] = [
        Case(testDescription: "an empty config", config: "", status: 3, says: ["<stdin>:1:1: error:", "empty"]),
        Case(
            testDescription: "YAML that does not parse", config: "data: { source: csv\n", status: 3,
            says: ["<stdin>:", "error:"]),
        Case(
            testDescription: "an unknown key", config: good + rule + "brokr: { cash: 5 }\n", status: 3,
            says: ["<stdin>:3:1: error:", "'brokr'", "broker"]),
        Case(
            testDescription: "a wrong type", config: good + rule + "broker: { cash: lots }\n", status: 3,
            says: ["<stdin>:3:17: error:", "cash", "number"]),
        Case(
            testDescription: "a number out of range", config: good + rule + "broker: { cash: -5 }\n", status: 3,
            says: ["<stdin>:3:17: error:", "-5"]),
        Case(
            testDescription: "a key whose part comes later", config: good + rule + "venue: market\n", status: 3,
            says: ["<stdin>:3:", "venue"]),
        Case(
            testDescription: "a rule that divides by a text",
            config: good + "strategy: { rules: { enter_long: close / \"a\" > 1 } }\n", status: 3,
            says: ["<stdin>:2:", "error:"]),
        Case(
            testDescription: "an unknown function",
            config: good + "strategy:\n  rules:\n    enter_long: close > smma(close, 5)\n", status: 3,
            says: ["<stdin>:4:25: error:", "'smma'", "sma"]),
        Case(
            testDescription: "an unknown parameter",
            config: good + "strategy:\n  rules:\n    enter_long: close > sma(close, $n)\n", status: 3,
            says: ["<stdin>:4:", "$n"]),
        Case(
            testDescription: "a period out of range",
            config: good + "strategy:\n  rules:\n    enter_long: close > sma(close, 0)\n", status: 3,
            says: ["<stdin>:4:", "0"]),
        Case(
            testDescription: "an unknown strategy", config: good + "strategy: { type: golden }\n", status: 3,
            says: ["<stdin>:2:", "'golden'", "moving-average-crossover"]),
        Case(
            testDescription: "a strategy's parameter out of range",
            config: good + "strategy: { type: moving-average-crossover, parameters: { fast: -3 } }\n", status: 3,
            says: ["<stdin>:2:", "fast", "-3"]),
        Case(
            testDescription: "parameters that do not go together",
            config: good + "strategy: { type: moving-average-crossover, parameters: { fast: 30, slow: 10 } }\n",
            status: 3, says: ["fast (30) must be below slow (10)"]),
        Case(
            testDescription: "windows longer than the data",
            config: good + "strategy:\n  rules:\n    enter_long: close > sma(close, 50)\n", status: 3,
            says: ["warm up"]),
        Case(
            testDescription: "a benchmark that is not in the data", config: good + rule + "benchmark: SPY\n", status: 3,
            says: ["SPY", "BARS"]),
    ]

    static let bars = """
        date,open,high,low,close,volume
        2021-01-01,10,11,9,10.5,100
        2021-01-02,10.5,12,10,11.5,100
        2021-01-03,11.5,12,11,11.2,100
        2021-01-04,11.2,11.5,10,10.2,100

        """

    @Test(arguments: configs)
    func aBadConfigIsRefusedAtItsPlace(one: Case) throws {
        let folder = try TemporaryFolder()
        try folder.write(BadInputTests.bars, to: "bars.csv")
        let outcome = try Program.run(["run", "-"], in: folder.url, input: one.config)
        #expect(outcome.status == one.status, "\(outcome.status): \(outcome.errors)")
        for text in one.says { #expect(outcome.errors.contains(text), "'\(text)' is not in: \(outcome.errors)") }
        #expect(outcome.output.isEmpty)
        #expect(folder.namesBesideLedger == ["bars.csv"])
    }

    /// Data that should be refused.
    static let data: [Case] = [
        Case(testDescription: "an empty file", config: "", status: 4, says: ["bars.csv"]),
        Case(
            testDescription: "a header only", config: "date,open,high,low,close,volume\n", status: 4, says: ["bars.csv"]
        ),
        Case(
            testDescription: "a truncated last line", config: bars + "2021-01-05,10.2,1", status: 4,
            says: ["bars.csv:6: error:"]),
        Case(
            testDescription: "a wrong number of columns", config: bars + "2021-01-05,10,11,9,10,100,7\n", status: 4,
            says: ["bars.csv:6: error:", "7", "6"]),
        Case(
            testDescription: "letters for a number", config: bars + "2021-01-05,10,eleven,9,10,100\n", status: 4,
            says: ["bars.csv:6: error:", "eleven", "high"]),
        Case(
            testDescription: "a number beyond range", config: bars + "2021-01-05,10,1e999,9,10,100\n", status: 4,
            says: ["bars.csv:6: error:", "1e999"]),
        Case(
            testDescription: "rows out of order", config: bars + "2020-12-31,10,11,9,10,100\n", status: 4,
            says: ["bars.csv:6: error:", "sort"]),
        Case(
            testDescription: "a stamp twice", config: bars + "2021-01-04,10,11,9,10,100\n", status: 4,
            says: ["bars.csv:6: error:", "first"]),
        Case(
            testDescription: "zones mixed",
            config: """
                timestamp,open,high,low,close,volume
                2021-01-01T10:00:00Z,10,11,9,10,1
                2021-01-01T10:01:00,10,11,9,10,1

                """, status: 4, says: ["bars.csv:3: error:"]),
    ]

    @Test(arguments: data)
    func badDataAreRefusedAtTheirLine(one: Case) throws {
        let folder = try TemporaryFolder()
        try folder.write(one.config, to: "bars.csv")
        let outcome = try Program.run(
            ["run", "-"], in: folder.url,
            input: BadInputTests.good.replacingOccurrences(
                of: "calendar", with: "stamp: start, calendar") + BadInputTests.rule)
        #expect(outcome.status == one.status, "\(outcome.status): \(outcome.errors)")
        for text in one.says { #expect(outcome.errors.contains(text), "'\(text)' is not in: \(outcome.errors)") }
        #expect(folder.namesBesideLedger == ["bars.csv"])
    }

    @Test func aMissingFileAndAFolderAreNamed() throws {
        let folder = try TemporaryFolder()
        let config = BadInputTests.good + BadInputTests.rule
        let missing = try Program.run(["run", "-"], in: folder.url, input: config)
        #expect(missing.status == 4 && missing.errors.contains("bars.csv"), "\(missing.errors)")
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("bars.csv"), withIntermediateDirectories: true)
        let directory = try Program.run(["run", "-"], in: folder.url, input: config)
        #expect(directory.status == 4 && directory.errors.contains("bars.csv"), "\(directory.errors)")
        let config2 = try Program.run(["run", "nothing.yaml"], in: folder.url)
        #expect(config2.status == 3 && config2.errors.contains("backtest new"))
        let noConfig = try Program.run(["run", "bars.csv"], in: folder.url)
        #expect(noConfig.status == 3 && noConfig.errors.contains("folder"))
    }

    @Test func aWrongCommandLineEndsWithStatusTwo() throws {
        #expect(try Program.run(["run"]).status == 2)
        #expect(try Program.run(["runn", "x.yaml"]).status == 2)
        #expect(try Program.run(["run", "x.yaml", "--json", "--csv"]).status == 2)
        #expect(try Program.run(["list", "pigs"]).status == 2)
        let help = try Program.run(["run", "--help"])
        #expect(help.status == 0 && help.output.contains("--set"))
        #expect(try Program.run(["--version"]).output.hasPrefix("0."))
    }

    @Test func garbageForAConfigIsAnErrorNeverATrap() throws {
        let folder = try TemporaryFolder()
        let seed = UInt64.random(in: 0..<UInt64.max)
        var state = seed
        for _ in 0..<20 {
            var text = ""
            for _ in 0..<200 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let alphabet = Array("{}[]:,-#&*!|>'\"%@` \n\tabc019$.()<>=/+")
                text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            let outcome = try Program.run(["run", "-"], in: folder.url, input: text)
            #expect(outcome.status == 3, "seed \(seed): \(outcome.status) for \(text.debugDescription)")
        }
    }
}

import Core
import Simulation
import StrategyKit
import Testing

/// A strategy of which only the parameters matter.
private struct TwoAverages: Strategy {
    struct Parameters: StrategyParameters {
        var fast = 50
        var slow = 200
        static var declarations: [ParameterDeclaration<Self>] {
            [
                .integer("fast", \.fast, in: 2...500, "Bars of the fast average"),
                .integer("slow", \.slow, in: 2...1000, "Bars of the slow average"),
            ]
        }
    }

    init(_ parameters: Parameters, for universe: Universe) throws(StrategyError) {}

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {}
}

/// The hashes and families of trials.
@Suite struct ConfigHasherTests {
    private static func source(_ strategy: String) -> StudySource {
        StudySource(
            text:
                "data: { source: csv, path: x.csv, calendar: XNYS }\nstrategy: \(strategy)\nsweep: { objective: calmar }",
            file: "x.yaml",
            registry: StrategyRegistry([
                .strategy(TwoAverages.self, name: "two-averages", "Two averages")
            ]))
    }

    @Test func s72theHashOfATrialIsThatOfItsRun() throws {
        let rules = """
            { rules: { parameters: { b: { default: 2.5, range: [1, 9] }, a: 3 }, enter_long: "close > sma(close, $a) * $b" } }
            """
        let cases: [(String, [(String, ParameterValue)])] = [
            (rules, [("a", .number(7)), ("b", .number(1.1 + 0.2))]), (rules, [("b", .number(4))]),
            ("{ type: two-averages }", [("slow", .integer(60)), ("fast", .integer(9))]),
            ("{ type: two-averages, parameters: { fast: 4 } }", [("fast", .integer(9))]),
        ]
        for (strategy, values) in cases {
            let source = ConfigHasherTests.source(strategy)
            let hasher = ConfigHasher(try source.configuration(), setting: values.map(\.0))
            let changes = values.map { ConfigOverride(key: $0.0, value: $0.1.description) }
            let run = try source.configuration(setting: changes)
            #expect(hasher.hash(setting: values.map(\.1)) == run.hash)
            #expect(run.hash != (try source.configuration()).hash)
        }
    }

    @Test func aFamilyIsWhatDecidesWithoutItsNumbers() throws {
        func family(_ strategy: String) throws -> String {
            try ConfigHasherTests.source(strategy).configuration().familyText
        }
        let first = try family("{ rules: { parameters: { n: 20 }, enter_long: 'close > sma(close, $n) * 1.5e+3' } }")
        #expect(first == (try family("{ rules: { enter_long: 'close > sma(close, 100) * 2' } }")))
        #expect(first.contains("enter_long: close > sma(close, #) * #"))
        #expect(first != (try family("{ rules: { enter_long: 'close > ema(close, 100) * 2' } }")))
        #expect(
            try family("{ type: two-averages, parameters: { fast: 4 } }")
                == family("{ type: two-averages }"))
    }
}

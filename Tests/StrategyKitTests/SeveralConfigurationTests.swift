import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Several strategies in one config (S39).
@Suite struct SeveralConfigurationTests {
    private static let start = "data: { path: a.csv, calendar: XNYS }\n"

    private static let two = """
        strategies:
          - name: trend
            capital: 0.6
            on: [B]
            rules:
              parameters: { fast: { default: 5 }, slow: { default: 20, range: [10, 40] } }
              enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
              exit_long: "close[1] < sma(close, $slow)"
              size: { percent_of_equity: 90 }
              stop_loss: { percent: 3 }
          - name: spread over weights
            portfolio: { allocation: inverse-volatility, schedule: week }
        """

    private static func configuration(_ text: String, _ changes: [String] = []) throws -> StudyConfiguration {
        try StudyConfiguration(
            yaml: start + text, file: "a.yaml", overrides: changes.map { try ConfigOverride($0) })
    }

    @Test func theCanonicalFormReadsBack() throws {
        let first = try Self.configuration(Self.two)
        let again = try StudyConfiguration(yaml: first.canonicalYAML, file: "b.yaml")
        #expect(again.canonicalYAML == first.canonicalYAML && again.hash == first.hash)
        #expect(
            first.canonicalYAML.contains(
                "strategies:\n  - name: trend\n    \"on\": [B]\n    capital: 0.6\n    rules:\n"))
        #expect(first.plan.name == "trend, spread over weights")
        #expect(
            first.plan.parameters.map(\.name).prefix(3) == ["trend.fast", "trend.slow", "spread over weights.schedule"])
    }

    @Test func aGroupIsMadeOfTheMembers() throws {
        let universe = Universe(
            instruments: [Instrument(symbol: "A"), Instrument(symbol: "B")],
            calendars: [BarFixtures.calendar, BarFixtures.calendar])
        let group = try Self.configuration(Self.two).plan.make(for: universe) as? StrategyGroup
        #expect(
            group?.parts == [
                AccountPart(name: "trend", capital: 0.6, instruments: [InstrumentIndex(1)]),
                AccountPart(name: "spread over weights"),
            ])
        #expect(group?.strategies.count == 2)
        let wrong = try Self.configuration(Self.two.replacing("[B]", with: "[C]"))
        do {
            _ = try wrong.plan.make(for: universe)
            Issue.record("a symbol that is not there is taken")
        } catch {
            #expect(error.description == "'trend' trades 'C', which is not in the data; in the data: A, B")
        }
    }

    @Test func overridesNameTheStrategy() throws {
        func slow(_ changes: [String], _ text: String = Self.two) throws -> [ParameterValue] {
            try Self.configuration(text, changes).plan.parameters.filter { $0.name.hasSuffix("slow") }.map(\.value)
        }
        #expect(try slow(["slow=30"]) == [.number(30)])
        #expect(try slow(["strategies.trend.rules.parameters.slow=31"]) == [.number(31)])
        #expect(try slow(["strategies.0.rules.parameters.slow=32"]) == [.number(32)])
        func error(_ change: String, _ text: String = Self.two) -> String? {
            ConfigSample.error(Self.start + text, overrides: [change])
        }
        let both = Self.two.replacing(
            "    portfolio: { allocation: inverse-volatility, schedule: week }",
            with: "    rules: { parameters: { slow: { default: 3 } }, enter_long: close > $slow }")
        #expect(
            error("slow=30", both)
                == "--set slow=30: error: 'slow' is a parameter of several strategies; say which one: "
                + "strategies.trend.rules.parameters.slow, strategies.spread over weights.rules.parameters.slow")
        #expect(
            error("strategies.tend.name=x")
                == "--set strategies.tend.name=x: error: 'strategies' has no element 'tend'; did you mean 'trend'? "
                + "elements: trend, spread over weights")
    }

    @Test(arguments: [
        (
            "strategies: []", "a.yaml:2:13: error: 'strategies' must hold at least 1 value; found 0"
        ),
        (
            "strategies: [{ name: a, rules: { enter_long: close > 1 } }]\nportfolio: { allocation: equal }",
            "a.yaml:3:12: error: a config takes one of the keys 'strategy', 'strategies' and 'portfolio'; found "
                + "'strategies' and 'portfolio'"
        ),
        (
            "strategies: [{ rules: { enter_long: close > 1 } }]",
            "a.yaml:2:14: error: 'strategies[0]' needs the key 'name': a text"
        ),
        (
            "strategies: [{ name: a }]",
            "a.yaml:2:14: error: 'strategies[0]' needs one of the keys 'rules', 'type' and 'model'"
        ),
        (
            "strategies: [{ name: a, rules: { exit_long: close > 1 } }]",
            "a.yaml:2:32: error: 'strategies[0].rules' needs one of the keys 'enter_long' and 'enter_short'\n"
                + "a.yaml:2:45: error: 'strategies[0].rules.exit_long' does nothing without 'enter_long'"
        ),
        (
            "strategies:\n- { name: a, type: x }\n- { name: a, type: y }",
            "a.yaml:4:11: error: 'strategies[1].name' is 'a', as that of another one"
        ),
        (
            "strategies:\n- { name: a, capital: 0.7, type: x }\n- { name: b, capital: 0.4, type: y }",
            "a.yaml:4:23: error: 'capital' of the strategies up to 'strategies[1]' sums to 1.1, more than 1"
        ),
        (
            "strategies: [{ name: a, portfolio: { allocation: equal, top: 3 } }]",
            "a.yaml:2:57: error: 'strategies[0].portfolio.top' does nothing with the allocation 'equal'; leave it out, or "
                + "use it with momentum"
        ),
        (
            "strategies: [{ name: a, rules: { enter_long: clse > 1 } }]",
            "a.yaml:2:46: error: "
        ),
        ("seed: 1", "a.yaml:1:1: error: a config needs one of the keys 'strategy', 'strategies' and 'portfolio'"),
    ])
    func whatIsWrongIsNamedWithItsPlace(_ row: (yaml: String, error: String)) {
        let found = ConfigSample.error(Self.start + row.yaml) ?? "nothing"
        #expect(row.error.hasSuffix("error: ") ? found.hasPrefix(row.error) : found == row.error)
    }
}

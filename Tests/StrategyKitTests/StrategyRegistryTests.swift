import Core
import Simulation
import StrategyKit
import Testing
import TimeSeries

@Suite struct StrategyRegistryTests {
    /// A strategy with a parameter of each type.
    struct Sample: Strategy {
        struct Parameters: StrategyParameters {
            var bars = 5
            var factor = 1.5
            var isOn = true
            var mode = "slow"
            static var declarations: [ParameterDeclaration<Self>] {
                [
                    .integer("bars", \.bars, in: 1...10, "Bars"), .number("factor", \.factor, in: 0...2, "Factor"),
                    .boolean("on", \.isOn, "Whether it is on"), .choice("mode", \.mode, of: ["slow", "quick"], "How"),
                ]
            }
        }

        var parameters: Parameters
        init(_ parameters: Parameters, for universe: Universe) throws(StrategyError) {
            guard parameters.bars < 9 || parameters.mode == "slow" else {
                throw StrategyError("too many bars to be quick")
            }
            self.parameters = parameters
        }
        mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {}
    }

    private static let registry = StrategyRegistry([
        .strategy(Sample.self, name: "sample", "Does nothing"), .strategy(Sample.self, name: "another", "Nor this"),
    ])

    private func yaml(_ strategy: String) -> String {
        "data: { path: a.csv, calendar: XNYS }\nstrategy: \(strategy)\n"
    }

    private func plan(_ strategy: String, set: String...) throws -> StrategyPlan {
        let overrides = try set.map { try ConfigOverride($0) }
        return try StudyConfiguration(
            yaml: yaml(strategy), file: "a.yaml", overrides: overrides, registry: Self.registry
        ).plan
    }

    private let universe = Universe(instruments: [], calendars: [])

    @Test func aStrategyIsMadeWithItsParameters() throws {
        let plan = try plan("{ type: sample, parameters: { bars: 7, on: false, mode: quick } }")
        let sample = try #require(plan.make(for: universe) as? Sample)
        #expect(sample.parameters.bars == 7 && sample.parameters.factor == 1.5)
        #expect(!sample.parameters.isOn && sample.parameters.mode == "quick")
        #expect(plan.parameters.map(\.value) == [.integer(7), .number(1.5), .boolean(false), .choice("quick")])
    }

    @Test func aParameterCanBeSetByItsNameAlone() throws {
        #expect(try plan("{ type: sample }", set: "bars=3", "factor=2").parameters[0].value == .integer(3))
    }

    @Test(arguments: [
        (
            "{ type: sampel }",
            "a.yaml:2:19: error: unknown strategy 'sampel'; did you mean 'sample'? strategies: another, sample"
        ),
        (
            "{ type: sample, parameters: { bar: 5 } }",
            "a.yaml:2:41: error: 'sample' has no parameter 'bar'; did you mean 'bars'? parameters: bars, factor, on, mode"
        ),
        (
            "{ type: sample, parameters: { bars: 50 } }",
            "a.yaml:2:47: error: 'bars' must be a whole number from 1 to 10; found the number 50"
        ),
        (
            "{ type: sample, parameters: { bars: 5.5, factor: x } }",
            "a.yaml:2:47: error: 'bars' must be a whole number from 1 to 10; found the number 5.5\n"
                + "a.yaml:2:60: error: 'factor' must be a number from 0 to 2; found the text 'x'"
        ),
        (
            "{ type: sample, parameters: { on: 1 } }",
            "a.yaml:2:45: error: 'on' must be true or false; found the number 1"
        ),
        (
            "{ type: sample, parameters: { mode: fast } }",
            "a.yaml:2:47: error: 'mode' must be slow or quick; found the text 'fast'"
        ),
    ])
    func aWrongStrategyIsNamedWithItsPlace(_ row: (strategy: String, error: String)) {
        let error = #expect(throws: ConfigError.self) { try plan(row.strategy) }
        #expect(error?.description == row.error)
    }

    @Test func aCombinationIsRefusedWhenTheStrategyIsMade() throws {
        let plan = try plan("{ type: sample, parameters: { bars: 9, mode: quick } }")
        #expect(throws: StrategyError("too many bars to be quick")) { try plan.make(for: universe) }
    }

    @Test func theResolvedConfigHoldsAllParameters() throws {
        let study = try StudyConfiguration(
            yaml: yaml("{ type: sample, parameters: { bars: 7 } }"), file: "a.yaml", registry: Self.registry)
        #expect(
            study.canonicalYAML.contains(
                """
                strategy:
                  type: sample
                  parameters:
                    bars: 7
                    factor: 1.5
                    "on": true
                    mode: slow
                """))
        let again = try StudyConfiguration(yaml: study.canonicalYAML, file: "b.yaml", registry: Self.registry)
        #expect(again.hash == study.hash)
    }

    @Test func aUsersStrategyGoesBeforeOneOfTheSameName() {
        let registry = StrategyRegistry([
            .strategy(Sample.self, name: "x", "ours"), .strategy(Sample.self, name: "x", "theirs"),
        ])
        #expect(registry.strategies.map(\.summary) == ["theirs"])
        #expect(registry.named("x")?.parameters.map(\.name) == ["bars", "factor", "on", "mode"])
        #expect(registry.named("y") == nil)
    }
}

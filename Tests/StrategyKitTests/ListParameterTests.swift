import Simulation
import StrategyKit
import Testing

/// Parameters that are lists or texts, as configs give them.
@Suite struct ListParameterTests {
    struct Sample: Strategy {
        struct Parameters: StrategyParameters {
            var hidden = [64, 32]
            var penalties = [0.1]
            var feature = ""
            static var declarations: [ParameterDeclaration<Self>] {
                [
                    .integers("hidden", \.hidden, in: 1...100, count: 0...3, "Widths"),
                    .numbers("penalties", \.penalties, in: 0...10, count: 1...2, "Penalties"),
                    .text("feature", \.feature, "A name"),
                ]
            }
        }

        var parameters: Parameters
        init(_ parameters: Parameters, for universe: Universe) throws(StrategyError) { self.parameters = parameters }
        mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {}
    }

    private static let registry = StrategyRegistry([.strategy(Sample.self, name: "sample", "Does nothing")])

    private func study(_ parameters: String, set: String...) throws -> StudyConfiguration {
        try StudyConfiguration(
            yaml: "data: { path: a.csv, calendar: XNYS }\nstrategy: { type: sample, parameters: { \(parameters) } }\n",
            file: "a.yaml", overrides: try set.map { try ConfigOverride($0) }, registry: Self.registry)
    }

    private func sample(_ parameters: String) throws -> Sample.Parameters {
        let made = try study(parameters).plan.make(for: Universe(instruments: [], calendars: []))
        return try #require(made as? Sample).parameters
    }

    @Test func listsAndNumbersAloneAreTaken() throws {
        let one = try sample("hidden: [8, 4, 2], penalties: 1, feature: momentum")
        #expect(one.hidden == [8, 4, 2] && one.penalties == [1] && one.feature == "momentum")
        let two = try sample("hidden: [], penalties: [0.5, 10]")
        #expect(two.hidden.isEmpty && two.penalties == [0.5, 10] && two.feature.isEmpty)
        #expect(try sample("").hidden == [64, 32])
        let set = try study("hidden: [8]", set: "hidden=[4, 2]", "penalties=3")
        #expect(set.plan.parameters.map(\.value) == [.numbers([4, 2]), .numbers([3]), .text("")])
    }

    @Test func theResolvedConfigHoldsListsAndIsReadBackTheSame() throws {
        let study = try study("penalties: [1, 2.5]")
        #expect(study.canonicalYAML.contains("    hidden: [64, 32]\n    penalties: [1, 2.5]\n    feature: \"\"\n"))
        let again = try StudyConfiguration(yaml: study.canonicalYAML, file: "b.yaml", registry: Self.registry)
        #expect(again.hash == study.hash)
    }

    @Test(arguments: [
        (
            "hidden: [8, 4, 2, 1]",
            "a.yaml:2:49: error: 'hidden' must be a list of 0 to 3 whole numbers from 1 to 100; found a list of 4"
        ),
        (
            "hidden: [8, 4.5]",
            "a.yaml:2:53: error: 'hidden' must be a list of 0 to 3 whole numbers from 1 to 100; found the number 4.5"
        ),
        (
            "penalties: [1, x]",
            "a.yaml:2:56: error: 'penalties' must be a list of 1 to 2 numbers from 0 to 10; found the text 'x'"
        ),
        (
            "penalties: 11",
            "a.yaml:2:52: error: 'penalties' must be a list of 1 to 2 numbers from 0 to 10; found the number 11"
        ),
        (
            "penalties: [[1]]",
            "a.yaml:2:53: error: 'strategy.parameters.penalties[0]' must be a number, text, true or false; found a list"
        ),
        ("feature: [a]", "a.yaml:2:50: error: 'feature' must be a text; found a list"),
    ])
    func aWrongListIsNamedWithItsPlace(_ row: (parameters: String, error: String)) {
        let error = #expect(throws: ConfigError.self) { try study(row.parameters) }
        #expect(error?.description == row.error)
    }
}

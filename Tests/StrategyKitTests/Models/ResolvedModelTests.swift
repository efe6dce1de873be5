import Simulation
import Testing

@testable import StrategyKit

/// The config of a model with all defaults filled in, and values laid over it.
@Suite struct ResolvedModelTests {
    private static let full = """
        kind: elastic-net
        parameters: { share: 0.25 }
        on: [AAA, BBB]
        features:
          r1: close / close[1] - 1
          trend: { value: "close / sma(close, 20) - 1", across: rank }
          other: "BBB.close / BBB.close[5]"
        window: 5
        transforms: [winsorise, { kind: pca, count: 3 }]
        label: { kind: triple-barrier, horizon: 10, gain: 2, loss: 1, width: "atr(14) / close", side: "close - sma(close, 9)", cost: 0.001 }
        weights: uniqueness
        select: { parameters: { penalty: [0.1, 1], share: [0.5] }, metric: mse }
        retrain: { every: 5, window: 100 }
        validation: { kind: k-fold, folds: 4 }
        policy: { kind: thresholds, buy: 0.6, exit_long: 0.5, side: both }
        """

    private static let plain = "kind: ridge\nfeatures: { r: close }"

    @Test(arguments: [full, plain, plain.replacing("ridge", with: "mlp"), plain + "\nparameters: { penalties: 3 }"])
    func whatIsResolvedReadsBackAsTheSame(lines: String) throws {
        let study = try ModelFixture.study(lines)
        let again = try StudyConfiguration(yaml: study.canonicalYAML, file: "a.yaml")
        #expect(again.canonicalYAML == study.canonicalYAML)
        #expect(again.hash == study.hash)
        let (a, b) = (try #require(study.plan.model), try #require(again.plan.model))
        #expect(a.kind == b.kind && a.parameters.map(\.value) == b.parameters.map(\.value) && a.label == b.label)
        #expect(a.policy == b.policy && a.schedule == b.schedule && a.validation == b.validation)
        #expect(a.features.features.map(\.expression) == b.features.features.map(\.expression))
        #expect(a.window == b.window && a.transforms == b.transforms && a.features.symbols == b.features.symbols)
    }

    @Test func defaultsAreFilledIn() throws {
        let yaml = try ModelFixture.study(Self.plain).canonicalYAML
        #expect(
            yaml.contains(
                """
                strategy:
                  model:
                    kind: ridge
                """))
        #expect(yaml.contains("    parameters:\n      penalties: [0.01, 0.1, 1, 10, 100, 1000, 10000]\n"))
        for line in [
            "    window: 1\n", "      - kind: standardise\n", "      kind: return\n", "      horizon: 1\n",
            "      prices: next-open\n", "    weights: equal\n", "      every: 21\n", "      kind: walk-forward\n",
            "      kind: thresholds\n", "      side: long\n", "        value: close\n",
        ] {
            #expect(yaml.contains(line), "\(line) in\n\(yaml)")
        }
        let given = try ModelFixture.study(Self.full).canonicalYAML
        #expect(given.contains("      penalty: 0\n") && given.contains("      share: 0.25\n"))
    }

    @Test func theHashTellsModelsApart() throws {
        let hash = try ModelFixture.study(Self.plain).hash
        #expect(try ModelFixture.study(Self.plain + "\nwindow: 1").hash == hash)
        for line in ["window: 2", "policy: { side: both }", "parameters: { penalties: [1] }", "weights: return"] {
            #expect(try ModelFixture.study(Self.plain + "\n" + line).hash != hash, "\(line)")
        }
    }

    private func study(_ lines: String, _ overrides: String...) throws -> StudyConfiguration {
        try StudyConfiguration(
            yaml: ModelFixture.yaml(lines), file: "a.yaml", overrides: overrides.map { try ConfigOverride($0) })
    }

    @Test func valuesAreLaidOver() throws {
        let kalman = Self.plain.replacing("ridge", with: "kalman")
        #expect(try study(kalman, "drift=0.5").plan.parameters.first?.value == .number(0.5))
        #expect(try study(kalman, "strategy.model.parameters.prior=2").plan.parameters.last?.value == .number(2))
        #expect(try study(Self.plain, "strategy.model.window=3").plan.model?.window == 3)
        #expect(
            try study(Self.plain, "strategy.model.features.r=open").plan.model?.features.features[0].expression
                == "open")
        #expect(try study(Self.plain, "strategy.model.features.s=high").plan.model?.features.names == ["r", "s"])
        #expect(try study(Self.plain, "strategy.model.retrain.every=7").plan.model?.schedule.every == 7)
        #expect(try study(Self.plain, "penalties=[1, 2]").plan.parameters.map(\.value) == [.numbers([1, 2])])
        #expect(try study(Self.plain, "seed=3").plan.model?.seed == 3)
        let errors = [
            (
                "drft=1",
                "--set drft=1: error: 'kalman' has no parameter 'drft'; did you mean 'drift'? parameters: drift, prior"
            ),
            ("drift=x", "--set drift=x: error: 'drift' must be a number from 0 to 1000000; found the text 'x'"),
            (
                "strategy.model.window=0",
                "--set strategy.model.window=0: error: 'strategy.model.window' must be a whole number from 1 to 10000; "
                    + "found the number 0"
            ),
        ]
        for (override, error) in errors {
            #expect(ConfigSample.error(ModelFixture.yaml(kalman), overrides: [override]) == error)
        }
    }

    @Test func aSweepSetsParameters() throws {
        let stated = try study(Self.plain.replacing("ridge", with: "kalman")).strategy
        let plan = try stated.plan(registry: StrategyRegistry(), setting: [("drift", .number(0.25))])
        #expect(plan.parameters.map(\.value) == [.number(0.25), .number(1e6)] && plan.models.count == 1)
    }

    @Test func membersHaveTheirOwnModels() throws {
        let yaml = """
            data: { path: a.csv, calendar: XNYS }
            strategies:
            - { name: a, model: { kind: kalman, parameters: { drift: 1 }, features: { r: close } } }
            - { name: b, capital: 0.5, model: { kind: ridge, features: { r: open } } }
            """
        let study = try StudyConfiguration(
            yaml: yaml, file: "a.yaml", overrides: [ConfigOverride("drift=0.125"), ConfigOverride("seed=5")])
        #expect(study.plan.models.map(\.kind) == ["kalman", "ridge"] && study.plan.models.map(\.seed) == [5, 5])
        #expect(study.plan.parameters.map(\.name) == ["a.drift", "a.prior", "b.penalties"])
        #expect(study.plan.parameters.first?.value == .number(0.125) && study.plan.model == nil)
        let again = try StudyConfiguration(yaml: study.canonicalYAML, file: "a.yaml")
        #expect(again.canonicalYAML == study.canonicalYAML && again.hash == study.hash)
        #expect(study.canonicalYAML.contains("prior: 1000000"))
    }
}

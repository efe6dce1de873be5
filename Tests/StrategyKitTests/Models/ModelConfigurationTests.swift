import Core
import Learning
import Testing

@testable import StrategyKit

/// What is wrong with the config of a model, word for word, and what a right one means.
@Suite struct ModelConfigurationTests {
    private static let ridge = "kind: ridge\nfeatures: { r: close }\n"
    private static let nothing = "does nothing here;"

    private static let rows: [(lines: String, error: String)] = [
        (
            "kind: rigde\nfeatures: { r: close }",
            "a.yaml:5:11: error: unknown model 'rigde'; did you mean 'ridge'? models: "
                + ModelRegistry().models.map(\.name).joined(separator: ", ")
        ),
        (
            "kind: ridge\nparameters: { penaltes: 1 }\nfeatures: { r: close }",
            "a.yaml:6:19: error: 'ridge' has no parameter 'penaltes'; did you mean 'penalties'? parameters: penalties"
        ),
        (
            "kind: mlp\nparameters: { loss: softmax }\nfeatures: { r: close }\nlabel: { kind: return }",
            "a.yaml:8:20: error: 'mlp' predicts one of a few labels here; choose label.kind: sign or triple-barrier, or "
                + "give label.side"
        ),
        (
            "kind: ridge\nfeatures: { r: close }\nlabel: { touch: high-low }",
            "a.yaml:7:21: error: 'strategy.model.label.touch' does nothing here; it is for labels with barriers"
        ),
        (
            "kind: ridge\nfeatures: { r: close }\nlabel: { kind: barrier-return, touch: highs }",
            "a.yaml:7:43: error: 'strategy.model.label.touch' must be close or high-low; found the text 'highs'"
        ),
        (
            "kind: ridge\nfeatures: { r: close }\nlabel: { kind: sign, across: difference }",
            "a.yaml:7:34: error: 'strategy.model.label.across' does nothing here; it is for labels that are returns, "
                + "without label.side"
        ),
        (
            "kind: ridge\non: [AAA]\nfeatures: { r: close }\nlabel: { across: difference }",
            "a.yaml:8:22: error: 'strategy.model.label.across' needs two instruments or more; strategy.model.on names one"
        ),
        (
            "kind: kalman\nparameters: { drift: -1 }\nfeatures: { r: close }",
            "a.yaml:6:26: error: 'drift' must be a number from 0 to 1000000; found the number -1"
        ),
        ("features: { r: close }", "a.yaml:5:5: error: 'strategy.model' needs the key 'kind': a text"),
        (
            "kind: ridge",
            "a.yaml:5:5: error: 'strategy.model' needs the key 'features': a section, each key the name of a feature"
        ),
        (
            "kind: ridge\nfeatures: {}",
            "a.yaml:6:15: error: 'strategy.model.features' needs at least one feature, such as r1: close / close[1] - 1"
        ),
        (
            "kind: ridge\nfeatures: { r: clse }",
            "a.yaml:6:20: error: unknown name 'clse'; did you mean 'close'? the price of another instrument is written clse.close"
        ),
        (
            "kind: ridge\nfeatures: { r: close + foo(close) }",
            "a.yaml:6:28: error: unknown function 'foo'; see backtest list indicators"
        ),
        (
            "kind: ridge\nfeatures: { r: close > 1 }",
            "a.yaml:6:20: error: the rule must give a number, such as 2 * atr(14); it gives a condition"
        ),
        (
            "kind: ridge\nfeatures: { r: { value: close * position } }",
            "a.yaml:6:29: error: a model's features know bars alone; position, entry_price, bars_held and profit are "
                + "not known"
        ),
        (
            "kind: ridge\nfeatures: { r: close }\nlabel: { kind: scaled-return, width: profit }",
            "a.yaml:7:42: error: a model's features know bars alone; position, entry_price, bars_held and profit are "
                + "not known"
        ),
        (
            "kind: ridge\nfeatures: { r: { value: close, across: rnk } }",
            "a.yaml:6:44: error: 'strategy.model.features.r.across' must be rank, score or difference; found the text "
                + "'rnk'; did you mean 'rank'?"
        ),
        (
            ridge + "label: { dead_band: 0.1 }",
            "a.yaml:7:25: error: 'strategy.model.label.dead_band' \(nothing) it is for label.kind: sign"
        ),
        (
            ridge + "label: { kind: sign, dead_band: 0.1, side: close }",
            "a.yaml:7:37: error: 'strategy.model.label.dead_band' \(nothing) it is for label.kind: sign"
        ),
        (
            ridge + "label: { kind: sign, gain: 1, loss: 2 }",
            "a.yaml:7:32: error: 'strategy.model.label.gain' \(nothing) it is for labels with barriers\n"
                + "a.yaml:7:41: error: 'strategy.model.label.loss' \(nothing) it is for labels with barriers"
        ),
        (
            ridge + "label: { width: atr(5) }",
            "a.yaml:7:21: error: 'strategy.model.label.width' \(nothing) it is for scaled returns and barriers"
        ),
        (
            ridge + "label: { cost: 0.1 }",
            "a.yaml:7:20: error: 'strategy.model.label.cost' \(nothing) it is for label.side"
        ),
        (
            ridge + "label: { kind: retrun }",
            "a.yaml:7:20: error: 'strategy.model.label.kind' must be return, log-return, sign, scaled-return, "
                + "triple-barrier or barrier-return; found the text 'retrun'; did you mean 'return'?"
        ),
        (
            ridge + "transforms: [{ kind: select }, { kind: standardise, count: 3 }, { kind: pca, tail: 0.1 }]",
            "a.yaml:7:18: error: 'strategy.model.transforms' of kind select needs 'count': how many features are kept\n"
                + "a.yaml:7:64: error: 'count' does nothing for the transform standardise; it is for select and pca\n"
                + "a.yaml:7:88: error: 'tail' does nothing for the transform pca; it is for winsorise"
        ),
        (
            ridge + "validation: { folds: 3 }",
            "a.yaml:7:26: error: 'strategy.model.validation.folds' does nothing for walk-forward, whose folds are those "
                + "of 'strategy.model.retrain'"
        ),
        (
            ridge + "validation: { kind: k-fold, test_folds: 2 }",
            "a.yaml:7:45: error: 'strategy.model.validation.test_folds' is for combinatorial folds"
        ),
        (
            ridge + "retrain: { every: 0 }",
            "a.yaml:7:23: error: 'strategy.model.retrain.every' must be a whole number of at least 1; found the number 0"
        ),
        (
            ridge + "select: { parameters: {} }",
            "a.yaml:7:13: error: 'strategy.model.select.parameters' names no parameter"
        ),
        (
            ridge + "select: { folds: 2 }",
            "a.yaml:7:13: error: 'strategy.model.select' needs the key 'parameters': a section, each key a parameter of the model's kind"
        ),
        (
            ridge + "select: { parameters: { penlties: [1, 2] } }",
            "a.yaml:7:29: error: 'ridge' has no parameter 'penlties'; did you mean 'penalties'? parameters: penalties"
        ),
        (
            "kind: kalman\nfeatures: { r: close }\nselect: { parameters: { drift: [1, -1, 2], prior: [1] } }",
            "a.yaml:7:40: error: 'drift' must be a number from 0 to 1000000; found the number -1"
        ),
        (
            "kind: kalman\nfeatures: { r: close }\nselect: { parameters: { drift: "
                + "[\((1...40).map { "\($0)" }.joined(separator: ", "))], prior: "
                + "[\((1...26).map { "\($0)" }.joined(separator: ", "))] } }",
            "a.yaml:7:189: error: the values to choose among make more than 1000 combinations; give fewer"
        ),
        (
            "kind: logistic\nfeatures: { r: close }\nlabel: { kind: return }",
            "a.yaml:7:20: error: 'logistic' predicts the probability of one of two labels; choose label.kind: sign "
                + "without a dead band, or give label.side"
        ),
        (
            "kind: logistic\nfeatures: { r: close }\nlabel: { kind: sign, dead_band: 0.01 }",
            "a.yaml:7:20: error: 'logistic' predicts the probability of one of two labels; choose label.kind: sign "
                + "without a dead band, or give label.side"
        ),
    ]

    @Test(arguments: rows) func whatIsWrongIsNamedWithItsPlace(_ row: (lines: String, error: String)) {
        #expect(ConfigSample.error(ModelFixture.yaml(row.lines)) == row.error)
    }

    private static let policies: [(policy: String, error: String)] = [
        (
            "kind: rank, buy: 0.1",
            "a.yaml:7:27: error: 'strategy.model.policy.buy' does nothing for rank, which reads weight, top, band, kind, "
                + "side, every"
        ),
        (
            "top: 2, cap: 1",
            "a.yaml:7:15: error: 'strategy.model.policy.top' does nothing for thresholds, which reads buy, sell, "
                + "exit_long, exit_short, weight, units, kind, side, every\n"
                + "a.yaml:7:23: error: 'strategy.model.policy.cap' does nothing for thresholds, which reads buy, sell, "
                + "exit_long, exit_short, weight, units, kind, side, every"
        ),
        (
            "kind: kelly, scale: 2",
            "a.yaml:7:28: error: 'strategy.model.policy.scale' does nothing for kelly, which reads fraction, lookback, "
                + "cap, band, kind, side, every"
        ),
        (
            "kind: proportional",
            "a.yaml:7:13: error: 'strategy.model.policy' of kind proportional needs 'scale', a number above 0"
        ),
        (
            "buy: 0.1, exit_long: 0.2",
            "a.yaml:7:36: error: 'strategy.model.policy.exit_long' is 0.2, above 'buy', 0.1: a position would be closed "
                + "at the bar that opens it"
        ),
        (
            "side: short, sell: -0.1, exit_short: -0.2",
            "a.yaml:7:52: error: 'strategy.model.policy.exit_short' is -0.2, below 'sell', -0.1: a position would be "
                + "closed at the bar that opens it"
        ),
        (
            "side: both, buy: -0.1, sell: 0.1",
            "a.yaml:7:44: error: 'strategy.model.policy.sell' is 0.1, above 'buy', -0.1: a prediction between them would "
                + "do both"
        ),
        (
            "exit_long: 0.2",
            "a.yaml:7:26: error: 'strategy.model.policy.exit_long' is 0.2, above 'buy', which is 0 where absent: a "
                + "position would be closed at the bar that opens it"
        ),
        (
            "side: short, exit_short: -0.2",
            "a.yaml:7:40: error: 'strategy.model.policy.exit_short' is -0.2, below 'sell', which is 0 where absent: a "
                + "position would be closed at the bar that opens it"
        ),
        (
            "side: both, buy: -0.1, exit_long: -0.2",
            "a.yaml:7:32: error: 'strategy.model.policy.buy' is -0.1, below 'sell', which is 0 where absent: a "
                + "prediction between them would do both"
        ),
        (
            "side: long, sell: 0, exit_short: 1",
            "a.yaml:7:33: error: 'strategy.model.policy.sell' does nothing with 'side: long'; choose side: both, or leave "
                + "it out\n"
                + "a.yaml:7:48: error: 'strategy.model.policy.exit_short' does nothing with 'side: long'; choose side: both, "
                + "or leave it out"
        ),
        (
            "side: short, buy: 0, exit_long: -1",
            "a.yaml:7:33: error: 'strategy.model.policy.buy' does nothing with 'side: short'; choose side: both, or leave "
                + "it out\n"
                + "a.yaml:7:47: error: 'strategy.model.policy.exit_long' does nothing with 'side: short'; choose side: both, "
                + "or leave it out"
        ),
        (
            "weight: 0.5, units: 2",
            "a.yaml:7:35: error: 'strategy.model.policy' takes one of the keys 'weight' and 'units', not both"
        ),
        (
            "units: 0",
            "a.yaml:7:22: error: 'strategy.model.policy.units' must be a number above 0; found the number 0"
        ),
        (
            "kind: rank, units: 2",
            "a.yaml:7:27: error: 'strategy.model.policy.units' does nothing for rank, which reads weight, top, band, kind, "
                + "side, every"
        ),
        (
            "side: bth",
            "a.yaml:7:21: error: 'strategy.model.policy.side' must be long, short or both; found the text 'bth'; did you "
                + "mean 'both'?"
        ),
    ]

    @Test(arguments: policies) func aPolicyHoldsOnlyWhatItReads(_ row: (policy: String, error: String)) {
        #expect(ConfigSample.error(ModelFixture.yaml(Self.ridge + "policy: { \(row.policy) }")) == row.error)
    }

    @Test func ofASideThatIsFollowedTwoLevelsAreNotRead() {
        func error(_ policy: String) -> String? {
            ConfigSample.error(ModelFixture.yaml(Self.ridge + "label: { side: close }\npolicy: { \(policy) }"))
        }
        let why = "does nothing with 'label.side', which is followed above 'buy' and left below 'exit_long'"
        #expect(
            error("side: both, sell: 0, exit_short: 1")
                == "a.yaml:8:33: error: 'strategy.model.policy.sell' \(why)\n"
                + "a.yaml:8:48: error: 'strategy.model.policy.exit_short' \(why)")
        #expect(error("side: short, buy: 0.6, exit_long: 0.5") == nil)
    }

    @Test func kellyNeedsBarriersThatAreAsFar() {
        func error(_ label: String) -> String? {
            ConfigSample.error(ModelFixture.yaml(Self.ridge + "label: { \(label) }\npolicy: { kind: kelly }"))
        }
        let text =
            "a.yaml:8:21: error: 'strategy.model.policy.kind: kelly' needs 'label.gain' and 'label.loss' to be the same "
            + "here, as which of them is met says what is earned only then; found"
        let remedy =
            "; give both the same, let 'label.kind: barrier-return' be predicted without a side, or choose another policy"
        #expect(error("kind: triple-barrier, gain: 2, loss: 1") == "\(text) 2 and 1\(remedy)")
        #expect(error("kind: barrier-return, gain: 2, side: close") == "\(text) 2 and absent\(remedy)")
        #expect(error("kind: triple-barrier, gain: 2, loss: 2") == nil)
        #expect(error("kind: barrier-return, gain: 2, loss: 1") == nil)
        #expect(error("side: close") == nil)
    }

    @Test func aProbabilityHasItsOwnCentre() throws {
        let logistic = "kind: logistic\nfeatures: { r: close }\nlabel: { kind: sign }\npolicy: { exit_long: 0.6 }"
        #expect(
            ConfigSample.error(ModelFixture.yaml(logistic))
                == "a.yaml:8:26: error: 'strategy.model.policy.exit_long' is 0.6, above 'buy', which is 0.5 where absent: "
                + "a position would be closed at the bar that opens it")
        #expect(ConfigSample.error(ModelFixture.yaml(logistic.replacing("0.6", with: "0.4"))) == nil)
    }

    @Test func aConfigHasOneThingThatDecides() {
        let data = "data: { path: a.csv, calendar: XNYS }\n"
        let model = "model: { kind: ridge, features: { r: close } }"
        #expect(
            ConfigSample.error(data + "strategy: { rules: { enter_long: close > 1 }, \(model) }")
                == "a.yaml:2:54: error: 'strategy' takes one of the keys 'rules' and 'model', not both")
        #expect(
            ConfigSample.error(data + "strategy: { \(model), parameters: { penalties: [1] } }")
                == "a.yaml:2:73: error: 'strategy.parameters' belongs to 'type'; a model has 'strategy.model.parameters'"
        )
        #expect(ConfigSample.error(data + "strategies: [{ name: a, \(model) }, { name: b, \(model), on: [X] }]") == nil)
        #expect(
            ConfigSample.error(data + "strategies: [{ name: a, rules: { enter_long: close > 1 }, \(model) }]")
                == "a.yaml:2:66: error: 'strategies[0]' takes one of the keys 'rules' and 'model', not both")
        #expect(
            ConfigSample.error(data + "strategies: [{ name: a, model: { kind: ridge, features: { r: clse } } }]")
                == "a.yaml:2:62: error: unknown name 'clse'; did you mean 'close'? the price of another instrument is written clse.close"
        )
        #expect(
            ConfigSample.error(
                data + "strategies: [{ name: a, model: { kind: ridge, features: { r: close }, label: { cost: 1 } } }]")
                == "a.yaml:2:86: error: 'strategies[0].model.label.cost' does nothing here; it is for label.side")
    }

    @Test func aSectionMeansWhatItSays() throws {
        let plan = try ModelFixture.plan(
            """
            kind: kalman
            parameters: { drift: 0.5 }
            features: { s: { value: close, across: score }, r: 'close / close[1] - 1' }
            window: 4
            transforms: [{ kind: winsorise, tail: 0.05 }, { kind: pca, count: 2 }, normal]
            label: { horizon: 7 }
            retrain: { every: 5, window: 50, first: 30 }
            validation: { kind: combinatorial, folds: 8, test_folds: 3, embargo: 0.1 }
            policy: { kind: rank, side: both, top: 1 }
            """)
        #expect(plan.kind == "kalman" && plan.parameters.map(\.name) == ["drift", "prior"])
        #expect(plan.parameters.map(\.value) == [.number(0.5), .number(1e6)])
        #expect(
            plan.text == "kalman on 2 features × 4 bars" && plan.transforms == ["winsorise 0.05", "pca 2", "normal"])
        #expect(plan.features.names == ["r", "s"] && plan.features.features.map(\.across) == [nil, .score])
        #expect(plan.features.features[0].expression == "close / close[1] - 1" && plan.features.width == nil)
        #expect(plan.schedule.text == "after 30 instants, then every 5, on the newest 50 (rolling)")
        #expect(
            plan.validation
                == .combinatorial(CombinatorialFolds(folds: 8, testFolds: 3, embargo: .fraction(0.1))))
        #expect(plan.policy.every == 7 && plan.policy.top == 1 && plan.policy.side == .both)
        #expect(plan.context(fold: 3).seed == NetworkSeed(run: plan.seed, fold: 3))
        let plain = try ModelFixture.plan("kind: ridge\nfeatures: { r: close }\nvalidation: { kind: k-fold }")
        #expect(plain.text == "ridge on 1 feature" && plain.transforms == ["standardise"])
        #expect(plain.validation == .kFold(KFold(folds: 5, embargo: .fraction(0.01))))
        #expect(plain.policy.kind == .thresholds && plain.policy.every == 1 && plain.policy.side == .long)
        let seeded = try StudyConfiguration(yaml: "seed: 9\n" + ModelFixture.yaml(Self.ridge), file: "a.yaml")
        #expect(seeded.plan.model?.seed == 9 && seeded.plan.name == "ridge model")
    }

    @Test func aScheduleIsDueAfterTheFirstAndThenEverySoMany() throws {
        let schedule = try ModelFixture.plan(Self.ridge + "retrain: { every: 4, first: 10 }").schedule
        #expect((0..<25).filter(schedule.isDue) == [10, 14, 18, 22])
        #expect(schedule.longest == nil)
        #expect(schedule.text == "after 10 instants, then every 4, on all of the past (expanding)")
        #expect(try ModelFixture.plan(Self.ridge).schedule.first == 250)
        #expect(try ModelFixture.plan(Self.ridge).schedule.every == 21)
        let rolling = try ModelFixture.plan(Self.ridge + "retrain: { window: 80 }").schedule
        #expect(rolling.first == 80 && rolling.longest == 80)
        #expect(ModelConfigurationTests.configuration(of: try ModelFixture.study(Self.ridge))?.kind == "ridge")
    }

    private static func configuration(of study: StudyConfiguration) -> ModelConfiguration? {
        if case .model(let stated) = study.strategy { stated } else { nil }
    }

    @Test func whatIsChosenAmongIsEveryCombination() throws {
        let plan = try ModelFixture.plan(
            """
            kind: kalman
            features: { r: close }
            transforms: []
            select: { parameters: { drift: [0.1, 0.2], prior: [1, 2, 3] }, folds: 4, metric: mse }
            """)
        let model = try #require(plan.model as? SelectedModel)
        #expect(model.candidates.map(\.label).first == "drift 0.1, prior 1" && model.candidates.count == 6)
        #expect(model.metric == .meanSquaredError && model.splitter as? LastParts == LastParts(count: 4))
        let kalman = try #require(model.candidates[5].model as? KalmanRegression)
        #expect(kalman.processVariances == [0.2] && kalman.priorVariance == 3)
    }
}

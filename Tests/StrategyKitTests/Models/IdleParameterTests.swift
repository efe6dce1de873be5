import Learning
import Simulation
import Testing

@testable import StrategyKit

/// Parameters of models that a config sets and nothing reads.
@Suite struct IdleParameterTests {
    private static let rows: [(parameters: String, error: String)] = [
        (
            "{ weight_decay: 0.1 }",
            "a.yaml:6:19: error: 'weight_decay' does nothing with optimiser: adam; it is for optimiser: adamw"
        ),
        (
            "{ validation: 0.3 }",
            "a.yaml:6:19: error: 'validation' does nothing with patience: 0; it is for patience: 1 or more"
        ),
        (
            "{ optimiser: adamw, momentum: 0.5 }",
            "a.yaml:6:37: error: 'momentum' does nothing with optimiser: adamw; it is for optimiser: sgd or nesterov"
        ),
        (
            "{ activation: tanh, leak: 0.1 }",
            "a.yaml:6:37: error: 'leak' does nothing with activation: tanh; it is for activation: leaky-relu"
        ),
        (
            "{ huber_delta: 2 }",
            "a.yaml:6:19: error: 'huber_delta' does nothing with loss: squared; it is for loss: huber"
        ),
        (
            "{ decay_epochs: 5 }",
            "a.yaml:6:19: error: 'decay_epochs' does nothing with schedule: constant; it is for schedule: step"
        ),
        (
            "{ schedule: exponential, decay_epochs: 5 }",
            "a.yaml:6:42: error: 'decay_epochs' does nothing with schedule: exponential; it is for schedule: step"
        ),
        (
            "{ schedule: cosine, decay_factor: 0.1 }",
            "a.yaml:6:37: error: 'decay_factor' does nothing with schedule: cosine; it is for schedule: step or exponential"
        ),
        (
            "{ hidden: [], dropout: 0.1 }",
            "a.yaml:6:31: error: 'dropout' does nothing with hidden: []; it is for hidden: [one or more]"
        ),
    ]

    @Test(arguments: rows) func whatNothingReadsIsRefusedAtItsKey(row: (parameters: String, error: String)) {
        let error = #expect(throws: ConfigError.self) {
            try ModelFixture.study("kind: mlp\nparameters: \(row.parameters)\nfeatures: { r: close }")
        }
        #expect(error?.description == row.error)
    }

    @Test func everyIdleOneIsNamedAndTreesHaveSomeToo() {
        let error = #expect(throws: ConfigError.self) {
            try ModelFixture.study(
                "kind: xgboost\nparameters: { huber_slope: 2, validation: 0.1 }\nfeatures: { r: close }")
        }
        #expect(
            error?.description == """
                a.yaml:6:19: error: 'huber_slope' does nothing with objective: squared; it is for objective: huber
                a.yaml:6:35: error: 'validation' does nothing with patience: 0; it is for patience: 1 or more
                """)
    }

    @Test func whatIsReadIsTaken() throws {
        for parameters in [
            "{ optimiser: adamw, weight_decay: 0.1 }", "{ patience: 3, validation: 0.3 }",
            "{ optimiser: sgd, momentum: 0.5 }", "{ activation: leaky-relu, leak: 0.1 }",
            "{ loss: huber, huber_delta: 2 }", "{ schedule: step, decay_epochs: 5, decay_factor: 0.1 }",
            "{ schedule: exponential, decay_factor: 0.1 }", "{ hidden: [4], dropout: 0.1 }",
        ] {
            _ = try ModelFixture.plan("kind: mlp\nparameters: \(parameters)\nfeatures: { r: close }")
        }
    }

    @Test func aSelectionMayReadInOneChoiceWhatAnotherDoesNot() throws {
        let some = "features: { r: close }\nselect: { parameters: { optimiser: [adam, adamw] } }"
        let plan = try ModelFixture.plan("kind: mlp\nparameters: { weight_decay: 0.1 }\n\(some)")
        #expect(!plan.idleParameters.contains("weight_decay") && plan.idleParameters.contains("momentum"))
        let error = #expect(throws: ConfigError.self) {
            try ModelFixture.study("kind: mlp\nparameters: { momentum: 0.1 }\n\(some)")
        }
        #expect(
            error?.description
                == "a.yaml:6:19: error: 'momentum' does nothing with optimiser: adam or adamw; it is for optimiser: sgd or "
                + "nesterov")
        let tried = #expect(throws: ConfigError.self) {
            try ModelFixture.study(
                "kind: mlp\nfeatures: { r: close }\nselect: { parameters: { momentum: [0.1, 0.2] } }")
        }
        #expect(
            tried?.description
                == "a.yaml:7:29: error: 'momentum' does nothing with optimiser: adam; it is for optimiser: sgd "
                + "or nesterov")
    }

    /// A trial of a sweep may set what makes a key of the config idle.
    @Test func whatATrialSetsIsNotHeldAgainstTheConfig() throws {
        let study = try ModelFixture.study(
            "kind: mlp\nparameters: { optimiser: adamw, weight_decay: 0.1 }\nfeatures: { r: close }")
        let plan = try study.strategy.plan(
            registry: StrategyRegistry(), setting: [("optimiser", .choice("adam"))])
        #expect(try #require(plan.model).idleParameters.contains("weight_decay"))
    }

    @Test func theResolvedConfigLeavesOutWhatNothingReads() throws {
        let yaml = try ModelFixture.study("kind: mlp\nfeatures: { r: close }").canonicalYAML
        #expect(yaml.contains("      optimiser: adam\n") && yaml.contains("      patience: 0\n"))
        for name in ["weight_decay", "momentum", "leak", "validation:", "decay_epochs", "huber_delta"] {
            #expect(!yaml.contains("      \(name)"), "\(name)")
        }
        let given = try ModelFixture.study(
            "kind: mlp\nparameters: { optimiser: adamw }\nfeatures: { r: close }"
        ).canonicalYAML
        #expect(given.contains("      weight_decay: 0.01\n"))
    }
}

import StrategyKit
import Testing

@Suite struct ModelRegistryTests {
    /// A user's model: the mean of the training labels, times a factor.
    struct Scaled: Model {
        struct Parameters: StrategyParameters {
            enum Side: String, CaseIterable {
                case up
                case down
            }

            var factors = [1.0]
            var side = Side.up
            var note = ""
            static var declarations: [ParameterDeclaration<Self>] {
                [
                    .numbers("factors", \.factors, in: 0...2, count: 1...2, "Factors"),
                    .choice("side", \.side, "Up or down"), .text("note", \.note, "A note"),
                ]
            }
        }
        struct Fitted: FittedModel {
            let width: Int
            let value: Double
            func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
                [Double](repeating: value, count: inputs.count)
            }
        }

        var parameters: Parameters

        func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
            let mean = samples.labels.reduce(0, +) / Double(samples.count)
            let factor = parameters.factors.reduce(1, *) * (parameters.side == .up ? 1 : -1)
            return Fitted(width: samples.inputs.width, value: factor * mean)
        }
    }

    static let scaled = ModelDeclaration.model("scaled", "A scaled mean", parameters: Scaled.Parameters.self) {
        parameters throws(LearningError) in
        guard parameters.note != "never" else {
            throw .parameter(name: "note", found: "never", allowed: "anything else")
        }
        return Scaled(parameters: parameters)
    }

    @Test func everyBuiltInModelIsMadeAtItsDefaultsAndDescribed() throws {
        let registry = ModelRegistry()
        let names = registry.models.map(\.name)
        #expect(names == names.sorted())
        #expect(
            Set(names).isSuperset(of: [
                "elastic-net", "huber", "lasso", "last", "logistic", "mean", "mlp", "multinomial", "ols",
                "pca-regression", "pls", "quantile", "ridge", "zero",
            ]))
        for model in registry.models {
            _ = try model.make()
            let defaults = model.parameters.map { (name: $0.name, value: $0.defaultValue) }
            // A default that its own domain refused could not be written into a config and read back.
            #expect(throws: Never.self, "\(model.name)") { _ = try model.make(defaults) }
            #expect(!model.summary.isEmpty && model.parameters.allSatisfy { !$0.summary.isEmpty }, "\(model.name)")
            #expect(Set(model.parameters.map(\.name)).count == model.parameters.count, "\(model.name)")
        }
    }

    @Test func aUsersModelIsMadeByItsParametersAndGoesBeforeOneOfTheSameName() throws {
        let own = ModelDeclaration.model("ols", "Not ours") { Baseline(.mean) }
        let registry = ModelRegistry([Self.scaled, own])
        #expect(registry.named("ols")?.summary == "Not ours")
        #expect(registry.models.count == ModelRegistry().models.count + 1)
        #expect(registry.named("nothing") == nil)
        let declaration = try #require(registry.named("scaled"))
        let made = try declaration.make([
            ("factors", .numbers([2, 0.5])), ("side", .choice("down")), ("note", .text("x")),
        ])
        let scaled = try #require(made as? Scaled)
        #expect(scaled.parameters.factors == [2, 0.5] && scaled.parameters.side == .down)
        #expect(scaled.parameters.note == "x")
        #expect(try #require(try declaration.make([("factors", .integer(2))]) as? Scaled).parameters.factors == [2])
    }

    @Test func wrongParametersOfAModelAreRefused() {
        func error(_ values: (name: String, value: ParameterValue)...) -> String? {
            #expect(throws: StrategyError.self) { try Self.scaled.make(values) }?.description
        }
        #expect(error(("factor", .number(1))) == "there is no parameter 'factor'")
        #expect(
            error(("factors", .numbers([1, 1, 1])))
                == "'factors' must be a list of 1 to 2 numbers from 0 to 2; found [1, 1, 1]")
        #expect(
            error(("factors", .numbers([1, 3])))
                == "'factors' must be a list of 1 to 2 numbers from 0 to 2; found [1, 3]")
        #expect(error(("side", .choice("left"))) == "'side' must be up or down; found left")
        #expect(error(("note", .text("never"))) == "note is never; allowed is anything else")
    }
}

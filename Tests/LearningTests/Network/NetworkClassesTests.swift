import Core
import LinearAlgebra
import Testing

@testable import Learning

/// Networks as models of several classes.
@Suite struct NetworkClassesTests {
    static let network = NetworkModel(
        hidden: [NetworkLayer(width: 12, activation: .tanh)],
        plan: TrainingPlan(loss: .softmaxCrossEntropy, schedule: .init(rate: 0.02), batch: 32, epochs: 30))

    /// Labels −1, 0 and 1 by thirds of a linear function of two features.
    static func set(seed: UInt64, rows: Int = 500) throws -> SampleSet {
        try SimulatedSamples.set(
            seed: seed, rows: rows, coefficients: [2, -1], noise: 0.1,
            label: { $0 > 1.5 ? 1 : ($0 < -0.5 ? -1 : 0) })
    }

    @Test func threeLabelsAreToldApart() throws {
        let set = try Self.set(seed: 1)
        let inputs = try set.inputs(of: set.instruments[0], rows: Array(420..<490))
        let fitted = try Self.network.fit(set.known(at: 400), in: FitContext())
        #expect(Self.network.predictsClass && !Self.network.predictsProbability)
        #expect(Self.network.behind(Standardisation()).ensemble(of: 2).predictsClass)
        #expect(fitted.classes == [-1, 0, 1] && fitted.network.design.outputs == 3)
        let (labels, probabilities) = (try fitted.predict(inputs), try fitted.probabilities(inputs))
        let places = Set(420..<490)
        let truth = try set.known(at: 1_000)
        let known = zip(truth.inputs.rows, truth.labels).filter { places.contains($0.0) }.map(\.1)
        #expect(known.count == labels.count && Set(known) == [-1, 0, 1])
        #expect(zip(labels, known).count { $0 == $1 } > 62)
        for row in 0..<inputs.count {
            let values = probabilities.row(row)
            #expect(abs(values.reduce(0, +) - 1) < 1e-12 && values.allSatisfy { $0 >= 0 })
            #expect(fitted.classes[values.firstIndex(of: values.max() ?? 0) ?? 0] == labels[row])
        }
        // The multinomial regression, which is right here but for the noise, mostly says the same.
        let regression = try MultinomialRegression(penalty: 0.01).fit(set.known(at: 400), in: FitContext())
        #expect(regression.classes == fitted.classes && MultinomialRegression().predictsClass)
        #expect(try zip(labels, regression.predict(inputs)).count { $0 == $1 } > 62)
    }

    @Test func itIsReadBackToTheSameBits() throws {
        let set = try Self.set(seed: 2)
        let inputs = try set.inputs(of: set.instruments[0], rows: Array(420..<490))
        let fitted = try Self.network.fit(set.known(at: 400), in: FitContext())
        let restored = try ModelRestorers().model(try StoredModel(of: fitted))
        #expect(try restored.predict(inputs) == fitted.predict(inputs))
        let same = try #require(restored as? NetworkModel.Fitted)
        #expect(same.classes == fitted.classes && same.network == fitted.network)
        #expect(try same.probabilities(inputs) == fitted.probabilities(inputs))
        var wrong = try StoredModel(of: fitted)
        for classes in [[1.0, 0, -1], [0], [-1, 0, 1, 2], [.nan, 0, 1]] {
            wrong.numbers["classes"] = classes
            #expect(throws: LearningError.self) { try ModelRestorers().model(wrong) }
        }
    }

    @Test func anEnsembleSaysTheClassOfTheGreatestMeanProbability() throws {
        let set = try Self.set(seed: 3, rows: 120)
        let inputs = try set.inputs(of: set.instruments[0], rows: Array(60..<118))
        var network = Self.network
        network.plan.epochs = 2
        let fitted = try network.ensemble(of: 3).fit(set.known(at: 50), in: FitContext())
        let members = try fitted.members.map { try $0.probabilities(inputs) }
        let labels = try fitted.predict(inputs)
        for row in 0..<inputs.count {
            let total = (0..<3).map { column in members.reduce(0) { $0 + $1[row, column] } }
            #expect(labels[row] == [-1, 0, 1][total.firstIndex(of: total.max() ?? 0) ?? 0])
        }
        let restored = try ModelRestorers().model(try StoredModel(of: fitted))
        #expect(try restored.predict(inputs) == labels)
    }

    @Test func tooManyClassesAndOneAreErrors() throws {
        let numbers = try SimulatedSamples.set(seed: 4, rows: 300, coefficients: [1], noise: 1)
        #expect(
            throws: LearningError.parameter(
                name: "labels", found: "200 different ones", allowed: "2 to 100 with softmax cross-entropy")
        ) { try Self.network.fit(numbers.known(at: 200), in: FitContext()) }
        let one = try SimulatedSamples.set(seed: 4, rows: 300, coefficients: [1], noise: 1, label: { _ in 2 })
        #expect(throws: LearningError.oneClass(label: 2)) {
            try Self.network.fit(one.known(at: 200), in: FitContext())
        }
    }

    /// The gradient of a training step by its parameters, over samples of a set, against central differences.
    @Test func theGradientOfATrainingStepIsTheSlopeOfItsLoss() throws {
        let seed: UInt64 = 5
        var random = RandomStream(seed: seed, name: "three classes")
        let design = try NetworkDesign(inputs: 3, hidden: [5], activation: .tanh, outputs: 3)
        let workspace = NetworkWorkspace<Double>(design: design, capacity: 9, targets: 1)
        for place in 0..<27 { workspace.inputs[place] = 2 * random.uniform() - 1 }
        for row in 0..<9 { workspace.labels[row] = Double(row % 3) }
        // Logits that differ by hundreds: exponentials of them alone would overflow.
        workspace.load((0..<design.parameterCount).map { _ in 400 * (random.uniform() - 0.5) })
        func loss(_ makesGradient: Bool) -> Double {
            workspace.forward(rows: 9, dropout: nil)
            return workspace.loss(.softmaxCrossEntropy, rows: 9, isWeighted: false, makesGradient: makesGradient) / 9
        }
        #expect(loss(true).isFinite && loss(true) > 10)
        workspace.backward(rows: 9)
        let gradient = workspace.array(workspace.gradient)
        for place in gradient.indices {
            let before = workspace.parameters[place]
            workspace.parameters[place] = before + 1e-5
            let above = loss(false)
            workspace.parameters[place] = before - 1e-5
            let slope = (above - loss(false)) / 2e-5
            workspace.parameters[place] = before
            #expect(abs(slope - gradient[place]) < 1e-4 * (1 + abs(slope)), "seed \(seed), parameter \(place)")
        }
    }
}

import Learning
import LinearAlgebra
import Testing

@Suite struct EnsembleModelTests {
    static let network = NetworkModel(
        hidden: [NetworkLayer(width: 6, activation: .tanh)],
        plan: TrainingPlan(schedule: .init(rate: 0.01), batch: 32, epochs: 10))

    @Test func anEnsembleForecastsTheMeanOfItsMembers() throws {
        let set = try SimulatedSamples.set(seed: 1, rows: 200, coefficients: [1, -1], noise: 0.5)
        let known = try set.known(at: 150)
        let inputs = try set.inputs(of: set.instruments[0], rows: Array(160..<190))
        let context = FitContext(seed: NetworkSeed(run: 9, fold: 2))
        let fitted = try Self.network.ensemble(of: 3).fit(known, in: context)
        #expect(fitted.members.count == 3)
        var total = [Double](repeating: 0, count: inputs.count)
        var alone: [[Double]] = []
        for member in 0..<3 {
            var context = context
            context.seed.member = member
            alone.append(try Self.network.fit(known, in: context).predict(inputs))
            for (place, value) in alone[member].enumerated() { total[place] += value }
        }
        #expect(alone[0] != alone[1] && alone[1] != alone[2])
        #expect(try fitted.predict(inputs) == total.map { $0 / 3 })
        let networks = try NetworkEnsemble(members: fitted.members.map(\.network))
        #expect(networks.members.count == 3)
        #expect(throws: LearningError.self) { _ = try Self.network.ensemble(of: 0).fit(known, in: context) }
    }

    @Test func twoLabelsOfAnyValuesAreTheClassesOfANetwork() throws {
        func set(_ label: @escaping (Double) -> Double) throws -> SampleSet {
            try SimulatedSamples.set(seed: 2, rows: 300, coefficients: [2, -1], noise: 0.3, label: label)
        }
        var network = Self.network
        #expect(!network.predictsProbability && !network.behind(Standardisation()).predictsProbability)
        network.plan.loss = .binaryCrossEntropy
        #expect(network.predictsProbability && network.behind(Standardisation()).predictsProbability)
        #expect(network.ensemble(of: 2).predictsProbability)
        let (signs, flags) = (try set { $0 > 0.5 ? 1 : -1 }, try set { $0 > 0.5 ? 1 : 0 })
        let inputs = try signs.inputs(of: signs.instruments[0], rows: Array(250..<290))
        let one = try network.fit(signs.known(at: 240), in: FitContext()).predict(inputs)
        let two = try network.fit(flags.known(at: 240), in: FitContext()).predict(inputs)
        #expect(one == two && one.allSatisfy { $0 > 0 && $0 < 1 })
        let logistic = try LogisticRegression(penalty: 0.1).fit(signs.known(at: 240), in: FitContext()).predict(inputs)
        let agreeing = zip(one, logistic).count { ($0 > 0.5) == ($1 > 0.5) }
        #expect(agreeing > 30)
        #expect(throws: LearningError.oneClass(label: 1)) {
            _ = try network.fit(set { _ in 1 }.known(at: 240), in: FitContext())
        }
        #expect(
            throws: LearningError.parameter(
                name: "labels", found: "3 different ones", allowed: "two with binary cross-entropy")
        ) {
            _ = try network.fit(set { $0 > 1 ? 1 : ($0 < 0 ? -1 : 0) }.known(at: 240), in: FitContext())
        }
    }
}

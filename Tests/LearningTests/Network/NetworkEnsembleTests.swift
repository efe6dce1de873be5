import LinearAlgebra
import Testing

@testable import Learning

@Suite struct NetworkEnsembleTests {
    @Test func membersDoNotHangOnTheOrderInWhichTheyAreTrained() throws {
        let trainer = try NetworkTrainerTests.trainer(seed: 9, epochs: 3)
        let ensemble = try NetworkEnsemble<Double>.train(count: 3, trainer)
        #expect(Set(ensemble.members.map(\.parameters)).count == 3)
        for member in [2, 0, 1] {
            let network = try NetworkEnsemble<Double>.trainer(member: member, of: trainer).train().get()
            #expect(network == ensemble.members[member])
        }
    }

    @Test func thePredictionIsTheMeanOfTheMembers() throws {
        let trainer = try NetworkTrainerTests.trainer(seed: 9, epochs: 2)
        let ensemble = try NetworkEnsemble<Double>.train(count: 3, trainer)
        let source = trainer.data.source
        let mean = try ensemble.predict(source, loss: .squared)
        let members = try ensemble.members.map { try $0.predict(source) }
        let chances = try ensemble.predict(source, loss: .binaryCrossEntropy)
        for row in 0..<source.count {
            #expect(mean[row, 0] == members.reduce(0) { $0 + $1[row, 0] } / 3)
            let chance = members.reduce(0) { $0 + Activation.logistic($1[row, 0]) } / 3
            #expect(chances[row, 0] == chance)
        }
    }

    @Test func membersOfOtherShapesAreRefused() throws {
        let one = Network<Double>(design: try NetworkDesign(inputs: 2, hidden: [3]), seed: NetworkSeed(run: 1))
        let two = Network<Double>(design: try NetworkDesign(inputs: 3, hidden: [3]), seed: NetworkSeed(run: 1))
        #expect(
            throws: LearningError.shape(found: "a network of 3 inputs and 1 outputs", needed: "2 and 1, as the first")
        ) { try NetworkEnsemble(members: [one, two]) }
        #expect(throws: LearningError.shape(found: "no networks", needed: "1 and more")) {
            try NetworkEnsemble<Double>(members: [])
        }
        #expect(throws: LearningError.parameter(name: "members", found: "0", allowed: "1 and more")) {
            try NetworkEnsemble<Double>.train(count: 0, NetworkTrainerTests.trainer(seed: 1))
        }
    }
}

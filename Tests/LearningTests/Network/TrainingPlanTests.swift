import Core
import LinearAlgebra
import Testing

@testable import Learning

@Suite struct TrainingPlanTests {
    @Test func schedulesFollowTheirFormulas() {
        func rates(_ schedule: LearningRateSchedule, _ steps: [Int]) -> [Double] {
            steps.map { schedule.rate(step: $0, stepsPerEpoch: 10, epochs: 10) }
        }
        #expect(rates(.init(rate: 0.5), [0, 99]) == [0.5, 0.5])
        #expect(
            rates(.init(rate: 8, decay: .step(epochs: 2, factor: 0.5)), [0, 19, 20, 39, 40, 99])
                == [8, 8, 4, 4, 2, 0.5])
        #expect(rates(.init(rate: 8, decay: .exponential(factor: 0.5)), [0, 9, 10, 35]) == [8, 8, 4, 1])
        let cosine = rates(.init(rate: 1, decay: .cosine(floor: 0.2)), [0, 50, 100, 25])
        for (rate, truth) in zip(cosine, [1, 0.6, 0.2, 0.2 + 0.4 * (1 + 0.5.squareRoot())]) {
            #expect(abs(rate - truth) < 1e-15)
        }
        #expect(rates(.init(rate: 1, warmUpSteps: 4), [0, 1, 2, 3, 4, 5]) == [0.25, 0.5, 0.75, 1, 1, 1])
        let both = rates(.init(rate: 1, decay: .cosine(), warmUpSteps: 20), [0, 20, 60, 100])
        for (rate, truth) in zip(both, [0.05, 1, 0.5, 0]) { #expect(abs(rate - truth) < 1e-15) }
    }

    @Test func gradientsAreClippedByValueAndByNorm() throws {
        let design = try NetworkDesign(inputs: 2, hidden: [3])
        let workspace = NetworkWorkspace<Double>(design: design, capacity: 1, targets: 1)
        let given = (0..<design.parameterCount).map { Double($0) - 6 }
        workspace.copy(given, to: workspace.gradient)
        let norm = workspace.clip(.none, measuresNorm: true)
        #expect(abs(norm - given.reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-12)
        #expect(workspace.array(workspace.gradient) == given)
        _ = workspace.clip(.norm(norm + 1), measuresNorm: false)
        #expect(workspace.array(workspace.gradient) == given)
        let left = workspace.clip(.norm(2), measuresNorm: false)
        #expect(abs(left - 2) < 1e-6)
        for (a, b) in zip(workspace.array(workspace.gradient), given) { #expect(abs(a - b * 2 / norm) < 1e-6) }
        workspace.copy(given, to: workspace.gradient)
        _ = workspace.clip(.value(2.5), measuresNorm: false)
        #expect(workspace.array(workspace.gradient) == given.map { max(-2.5, min(2.5, $0)) })
    }

    @Test func penaltiesLeaveBiasesAloneUnlessAsked() throws {
        let design = try NetworkDesign(
            inputs: 2, layers: [NetworkLayer(width: 3, normalises: true), NetworkLayer(width: 1)])
        let given = (0..<design.parameterCount).map { Double($0) - 5 }
        for includes in [false, true] {
            let workspace = NetworkWorkspace<Double>(design: design, capacity: 1, targets: 1)
            workspace.load(given)
            let penalty = WeightPenalty(l1: 0.25, l2: 0.5, includesBiases: includes)
            workspace.update(.gradientDescent, rate: 1, step: 1, penalty: penalty)
            let weights = design.places.flatMap { Array($0.weights) }
            for (index, value) in workspace.currentParameters.enumerated() {
                let sign: Double = given[index] > 0 ? 1 : (given[index] < 0 ? -1 : 0)
                let cost = includes || weights.contains(index) ? 0.25 * sign + 0.5 * given[index] : 0
                #expect(value == given[index] - cost)
            }
        }
    }

    @Test func normalisedSumsHaveMeanZeroAndVarianceOne() throws {
        let design = try NetworkDesign(
            inputs: 5, layers: [NetworkLayer(width: 13, activation: .identity, normalises: true)])
        let network = Network<Double>(design: design, seed: NetworkSeed(run: 4))
        let outputs = try network.predict(MatrixSource(NetworkProblems.features(9, 5, seed: 4)))
        for row in 0..<9 {
            let values = outputs.row(row)
            let mean = values.reduce(0, +) / 13
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 13
            #expect(abs(mean) < 1e-14)
            #expect(abs(variance - 1) < 1e-3)
        }
    }

    @Test func dropoutLeavesOutItsShareAndKeepsTheMean() throws {
        let design = try NetworkDesign(
            inputs: 1,
            layers: [NetworkLayer(width: 1_000, activation: .identity, dropout: 0.3), NetworkLayer(width: 1)])
        let workspace = NetworkWorkspace<Double>(design: design, capacity: 100, targets: 1)
        // Without weights and with biases of one, every value is one before dropout.
        for bias in design.places[0].biases { workspace.parameters[bias] = 1 }
        let seed = NetworkSeed(run: 17)
        func values(step: Int?) -> [Double] {
            workspace.forward(rows: 100, dropout: step.map { DropoutDraw(seed: seed, step: $0) })
            let layer = workspace.layers[0]
            return Array(UnsafeBufferPointer(start: step == nil ? layer.values : layer.outputs, count: 100_000))
        }
        let first = values(step: 5)
        let missing = first.count { $0 == 0 }
        // Five standard deviations of a binomial count: 5 √(100,000 · 0.3 · 0.7).
        #expect(abs(missing - 30_000) < 725, "\(missing) of 100,000 are left out")
        let scale = 65_536 / (65_536 - (0.3 * 65_536).rounded())
        #expect(first.allSatisfy { $0 == 0 || $0 == scale })
        #expect(first == values(step: 5))
        #expect(first != values(step: 6))
        #expect(values(step: nil).allSatisfy { $0 == 1 })
        // Four values for each number of the stream, whatever is drawn at a time.
        var stream = seed.stream("dropout", index: 5 * 2)
        for place in stride(from: 0, to: first.count, by: 4) {
            let bits = stream.next()
            for part in 0..<4 {
                let isLeftOut = (bits >> (16 * UInt64(part)) & 0xffff) < UInt64((0.3 * 65_536).rounded())
                #expect((first[place + part] == 0) == isLeftOut, "value \(place + part)")
            }
        }
    }

    @Test func softmaxAndCrossEntropyOfLargeLogitsAreFinite() throws {
        let logits = try Matrix<Double>(rows: 2, columns: 3, order: .rowMajor, elements: [1e4, 0, -1e4, 1, 2, 3])
        let chances = NetworkLoss.softmaxCrossEntropy.probabilities(logits)
        #expect(chances.row(0) == [1, 0, 0])
        // e^−2, e^−1 and 1 over their sum.
        for (a, b) in zip(chances.row(1), [0.09003057317038046, 0.24472847105479764, 0.6652409557748218]) {
            #expect(abs(a - b) < 1e-15)
        }
        let design = try NetworkDesign(inputs: 1, layers: [NetworkLayer(width: 2, activation: .identity)])
        for loss in [NetworkLoss.binaryCrossEntropy, .softmaxCrossEntropy] {
            let workspace = NetworkWorkspace<Double>(design: design, capacity: 1, targets: 2)
            (workspace.outputs[0], workspace.outputs[1]) = (1e4, -1e4)
            (workspace.labels[0], workspace.labels[1]) = (1, 0)
            let value = workspace.loss(loss, rows: 1, isWeighted: false, makesGradient: true)
            #expect(value == (loss == .softmaxCrossEntropy ? 2e4 : 0))
            #expect(workspace.layers[0].delta[0].isFinite && workspace.layers[0].delta[1].isFinite)
        }
    }
}

import Core
import LinearAlgebra
import Testing

@testable import Learning

/// Gradients against central differences, over random networks of every layer, activation and loss.
@Suite struct NetworkGradientTests {
    static let activations: [Activation] = [
        .identity, .relu, .leakyRelu(slope: 0.1), .tanh, .sigmoid, .gelu, .geluTanh, .silu,
    ]
    static let losses: [NetworkLoss] = [.squared, .huber(delta: 0.7), .binaryCrossEntropy, .softmaxCrossEntropy]

    /// The mean loss of all samples, and its gradient; dropout of a given step.
    struct Problem {
        let workspace: NetworkWorkspace<Double>
        let loss: NetworkLoss
        let rows: Int
        let dropout: DropoutDraw?

        init(_ random: inout RandomStream, design: NetworkDesign, loss: NetworkLoss, drops: Bool, weighted: Bool) {
            rows = 3 + random.below(9)
            self.loss = loss
            let columns = loss.labels(outputs: design.outputs)
            workspace = NetworkWorkspace(design: design, capacity: rows, targets: columns)
            for index in 0..<rows * design.inputs { workspace.inputs[index] = random.uniform() * 4 - 2 }
            for index in 0..<rows * columns {
                workspace.labels[index] =
                    switch loss {
                    case .squared, .huber: random.uniform() * 4 - 2
                    case .binaryCrossEntropy: Double(random.below(2))
                    case .softmaxCrossEntropy: Double(random.below(design.outputs))
                    }
            }
            for index in 0..<rows { workspace.weights[index] = random.uniform() * 2 }
            let network = Network<Double>(design: design, seed: NetworkSeed(run: random.next()))
            workspace.load(network.parameters.map { $0 + random.uniform() * 0.4 - 0.2 })
            dropout = drops ? DropoutDraw(seed: NetworkSeed(run: random.next()), step: random.below(100)) : nil
            isWeighted = weighted
        }
        let isWeighted: Bool

        func value(makesGradient: Bool = false) -> Double {
            workspace.forward(rows: rows, dropout: dropout)
            let total = workspace.loss(loss, rows: rows, isWeighted: isWeighted, makesGradient: makesGradient)
            if makesGradient { workspace.backward(rows: rows) }
            return total / Double(loss.terms(rows: rows, width: workspace.design.outputs))
        }

        /// The greatest difference between the gradient and central differences, beside the greatest slope.
        ///
        /// At a kink the differences of both sides are no derivative: such places are told by one-sided differences that
        /// do not agree, counted, and left out.
        func difference() -> (worst: Double, kinks: Int) {
            _ = value(makesGradient: true)
            let gradient = workspace.array(workspace.gradient)
            let middle = value()
            let width = 1e-5
            var (worst, kinks) = (0.0, 0)
            for index in gradient.indices {
                let before = workspace.parameters[index]
                workspace.parameters[index] = before + width
                let above = value()
                workspace.parameters[index] = before - width
                let below = value()
                workspace.parameters[index] = before
                let (right, left) = ((above - middle) / width, (middle - below) / width)
                if abs(right - left) > 1e-2 * (1 + abs(right)) {
                    kinks += 1
                    continue
                }
                let error = abs((right + left) / 2 - gradient[index]) / (1 + abs(gradient[index]))
                // A kink just inside one side shows as half the difference of both sides.
                if error > 1e-7, abs(right - left) > 1e-4 {
                    kinks += 1
                    continue
                }
                worst = max(worst, error)
            }
            return (worst, kinks)
        }
    }

    @Test(arguments: activations, losses)
    func gradientsAreDerivatives(activation: Activation, loss: NetworkLoss) throws {
        for seed in 0..<6 as Range<UInt64> {
            var random = RandomStream(seed: seed, name: "network gradients")
            let outputs = loss == .softmaxCrossEntropy ? 2 + random.below(4) : 1 + random.below(3)
            let (drops, normalises) = (seed % 2 == 1, seed % 3 == 1)
            var layers: [NetworkLayer] = []
            for _ in 0..<random.below(3) + 1 {
                layers.append(
                    NetworkLayer(
                        width: 1 + random.below(18), activation: activation, dropout: drops ? 0.3 : 0,
                        normalises: normalises && random.below(3) > 0))
            }
            layers.append(NetworkLayer(width: outputs, activation: .identity))
            let design = try NetworkDesign(inputs: 1 + random.below(11), layers: layers)
            let problem = Problem(&random, design: design, loss: loss, drops: drops, weighted: seed >= 3)
            let (worst, kinks) = problem.difference()
            #expect(worst < 1e-6, "seed \(seed): \(design): \(worst)")
            #expect(kinks * 10 <= design.parameterCount, "seed \(seed): \(kinks) of \(design.parameterCount) are kinks")
        }
    }

    @Test func slopesAreDerivativesOfValues() {
        for activation in Self.activations {
            for step in -40...40 where step != 0 {
                let z = Double(step) / 8
                let difference = (activation.value(z + 1e-6) - activation.value(z - 1e-6)) / 2e-6
                #expect(abs(difference - activation.slope(z)) < 1e-8, "\(activation) at \(z)")
            }
        }
    }

    /// Values of PyTorch 2.13, float64.
    @Test func valuesOfBothGelus() {
        #expect(abs(Activation.gelu.value(1) - 0.8413447460685429) < 1e-15)
        #expect(abs(Activation.geluTanh.value(1) - 0.8411919906082768) < 1e-15)
        #expect(abs(Activation.gelu.value(-0.5) - -0.15426876936299344) < 1e-15)
        #expect(abs(Activation.geluTanh.value(-0.5) - -0.15428599017485606) < 1e-15)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func singlePrecisionFollowsDoublePrecision(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "network precision")
        for activation in Self.activations {
            let design = try NetworkDesign(
                inputs: 7, hidden: [19, 9], activation: activation, normalises: seed % 2 == 1, outputs: 2)
            let network = Network<Double>(design: design, seed: NetworkSeed(run: seed))
            let single = try Network(design: design, parameters: network.parameters.map { Float($0) })
            var features = Matrix<Double>(rows: 33, columns: 7, order: .rowMajor)
            for row in 0..<33 { for column in 0..<7 { features[row, column] = random.uniform() * 2 - 1 } }
            let narrow = try Matrix(
                rows: 33, columns: 7, order: .rowMajor, elements: features.elements(.rowMajor).map { Float($0) })
            let wide = try network.predict(MatrixSource(features), batch: 10).elements(.rowMajor)
            let less = try single.predict(MatrixSource(narrow), batch: 10).elements(.rowMajor)
            for (a, b) in zip(wide, less) { #expect(abs(a - Double(b)) < 2e-5, "seed \(seed): \(activation)") }
        }
    }
}

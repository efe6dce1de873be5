import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Learning

/// Nine runs of 200 steps of PyTorch in float64, held step by step.
@Suite struct NetworkOracleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var activation: Activation
        var loss: NetworkLoss = .squared
        var optimiser: Optimiser
        var rate: Double
        var penalty = WeightPenalty(includesBiases: true)
        var clipping = GradientClipping.none
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "tanh_mse_sgd", activation: .tanh, optimiser: .gradientDescent, rate: 0.01),
        Case(name: "tanh_mse_momentum", activation: .tanh, optimiser: .momentum(), rate: 0.003),
        Case(name: "tanh_mse_nesterov", activation: .tanh, optimiser: .nesterov(), rate: 0.003),
        Case(name: "relu_mse_adam", activation: .relu, optimiser: .adam(), rate: 0.01),
        Case(name: "tanh_mse_adamw", activation: .tanh, optimiser: .adamW(decay: 0.05), rate: 0.01),
        Case(
            name: "sigmoid_bce_adam", activation: .sigmoid, loss: .binaryCrossEntropy, optimiser: .adam(), rate: 0.02),
        Case(
            name: "gelu_huber_rmsprop", activation: .gelu, loss: .huber(delta: 1), optimiser: .rmsprop(), rate: 0.003),
        Case(
            name: "silu_mse_adagrad_clip", activation: .silu, optimiser: .adagrad(), rate: 0.05, clipping: .norm(1)),
        Case(
            name: "tanh_mse_sgd_l2", activation: .tanh, optimiser: .gradientDescent, rate: 0.01,
            penalty: WeightPenalty(l2: 0.01, includesBiases: true)),
    ]

    /// Parameters as the files hold them: weights as `[out][in]`.
    struct Parameters: Decodable {
        var firstWeights: [[Double]]
        var firstBiases: [Double]
        var secondWeights: [[Double]]
        var secondBiases: [Double]
        var thirdWeights: [[Double]]
        var thirdBiases: [Double]

        enum CodingKeys: String, CodingKey {
            case firstWeights = "W1"
            case firstBiases = "b1"
            case secondWeights = "W2"
            case secondBiases = "b2"
            case thirdWeights = "W3"
            case thirdBiases = "b3"
        }

        /// In the order of a network: weights as `[in][out]`.
        var flat: [Double] {
            [(firstWeights, firstBiases), (secondWeights, secondBiases), (thirdWeights, thirdBiases)].flatMap {
                weights, biases in
                weights[0].indices.flatMap { input in weights.map { $0[input] } } + biases
            }
        }
    }

    struct Runs: Decodable {
        struct Run: Decodable {
            var firstGradient: Parameters
            var finalWeights: Parameters
            var firstOutputs: [Double]

            enum CodingKeys: String, CodingKey {
                case firstGradient = "first_gradient"
                case finalWeights = "final_weights"
                case firstOutputs = "final_output_first5"
            }
        }
        var runs: [String: Run]
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        let path = SharedFolder.path("oracles/models/\(name)")
        return try JSONDecoder().decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"), arguments: cases)
    func runsAgreeWithPyTorchStepByStep(run: Case) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/models/mlp_inputs.csv"))
        let features = try Matrix(columns: (0..<12).map { table.numbers("x\($0)") })
        let labels = table.numbers(run.loss == .binaryCrossEntropy ? "label" : "y")
        let source = MatrixSource(features)
        let design = try NetworkDesign(inputs: 12, hidden: [8, 8], activation: run.activation)
        let plan = TrainingPlan(
            loss: run.loss, optimiser: run.optimiser, schedule: .init(rate: run.rate), clipping: run.clipping,
            penalty: run.penalty, batch: 512, epochs: 200, shuffles: false)
        let trainer = try NetworkTrainer(design: design, plan: plan, data: .init(source: source, labels: labels))
        let start = try Network(
            design: design, parameters: Self.decode(Parameters.self, "mlp_initial_weights.json").flat)
        let oracle = try #require(try Self.decode(Runs.self, "mlp_runs.json").runs[run.name])
        let figures = try FigureTable(path: SharedFolder.path("oracles/models/mlp_losses.csv"))
        let (losses, norms) = (figures.numbers(run.name), figures.numbers("\(run.name)_grad_norm"))
        #expect(losses.count == 200 && norms.count == 200)

        // The first step alone, for its gradient: momentum, clipping and penalty leave the buffer as it was here.
        var first = plan
        first.optimiser = .gradientDescent
        first.penalty = .init()
        first.clipping = .none
        let firstTrainer = try NetworkTrainer(design: design, plan: first, data: trainer.data)
        let once = TrainingSession(
            trainer: firstTrainer, checkpoint: .init(network: start, plan: first, samples: source.count))
        _ = once.step()
        let gradient = once.workspace.array(once.workspace.gradient)
        #expect(zip(gradient, oracle.firstGradient.flat).allSatisfy { abs($0 - $1) <= 1e-9 })

        let session = TrainingSession(
            trainer: trainer, checkpoint: .init(network: start, plan: plan, samples: source.count))
        var worst = 0.0
        for step in 0..<200 {
            let (loss, norm) = session.step(measuresNorm: true)
            worst = max(worst, abs(loss - losses[step]), abs(norm - norms[step]))
            #expect(session.endEpoch())
        }
        #expect(worst <= 1e-9, "\(run.name): losses and norms differ by \(worst)")

        let outcome = try trainer.train(from: start)
        #expect(outcome.end == .finished)
        #expect(outcome.history.map(\.trainingLoss).elementsEqual(losses) { abs($0 - $1) <= 1e-9 })
        let weights = zip(outcome.network.parameters, oracle.finalWeights.flat).map { abs($0 - $1) }.max() ?? .nan
        #expect(weights <= 1e-9, "\(run.name): final weights differ by \(weights)")
        let outputs = try outcome.network.predict(source).elements(.rowMajor)
        #expect(zip(outputs, oracle.firstOutputs).allSatisfy { abs($0 - $1) <= 1e-8 })
    }
}

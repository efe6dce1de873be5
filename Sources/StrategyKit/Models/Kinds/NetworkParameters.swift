import Learning
import Simulation

/// The parameters of `mlp`.
struct NetworkParameters: StrategyParameters {
    enum Function: String, CaseIterable {
        case relu
        case leakyRelu = "leaky-relu"
        case tanh, sigmoid, gelu, silu
    }

    enum Loss: String, CaseIterable {
        case squared, huber
        case crossEntropy = "cross-entropy"
        case softmax
    }

    enum Method: String, CaseIterable { case adam, adamw, sgd, nesterov, rmsprop, adagrad }

    enum Decay: String, CaseIterable { case constant, step, exponential, cosine }

    var hidden = [64, 32]
    var activation = Function.relu
    var leak = 0.01
    var dropout = 0.0
    var normalises = false
    var loss = Loss.squared
    var delta = 1.0
    var optimiser = Method.adam
    var rate = 0.001
    var momentum = 0.9
    var schedule = Decay.constant
    var decayFactor = 0.5
    var decayEpochs = 10
    var warmUp = 0
    var batch = 256
    var epochs = 50
    var weightDecay = 0.01
    var l1 = 0.0
    var l2 = 0.0
    var clip = 0.0
    var patience = 0
    var validation = 0.2
    var members = 1

    static var declarations: [ParameterDeclaration<Self>] { layers + steps + ends }

    private static var layers: [ParameterDeclaration<Self>] {
        [
            .integers(
                "hidden", \.hidden, in: 1...65_536, count: 0...64, "The widths of the hidden layers, from the inputs on"
            ),
            .choice("activation", \.activation, "The function of hidden layers"),
            .number("leak", \.leak, in: 0...0.99, "The slope of leaky-relu below 0"),
            .number("dropout", \.dropout, in: 0...0.99, "The share of hidden values left out in each training step"),
            .boolean("layer_norm", \.normalises, "Whether hidden layers are normalised sample by sample"),
            .choice(
                "loss", \.loss,
                "What is made small; cross-entropy is for two labels and forecasts the probability of the greater; softmax "
                    + "is the cross-entropy of several labels and forecasts the most probable"),
            .number("huber_delta", \.delta, in: 1e-12...1e12, "The error from which the Huber loss grows evenly"),
        ]
    }

    private static var steps: [ParameterDeclaration<Self>] {
        [
            .choice("optimiser", \.optimiser, "How weights follow the gradient"),
            .number("learning_rate", \.rate, in: 1e-12...1_000, "The greatest learning rate"),
            .number("momentum", \.momentum, in: 0...0.9999, "The momentum of sgd and nesterov"),
            .choice("schedule", \.schedule, "How the learning rate falls"),
            .number("decay_factor", \.decayFactor, in: 1e-6...1, "What step and exponential multiply the rate by"),
            .integer("decay_epochs", \.decayEpochs, in: 1...1_000_000, "After how many epochs step does so"),
            .integer("warm_up", \.warmUp, in: 0...1_000_000_000, "How many steps at the beginning rise to the rate"),
            .integer("batch", \.batch, in: 1...1_000_000, "How many samples a step looks at"),
            .integer("epochs", \.epochs, in: 1...1_000_000, "How often each sample is looked at, at most"),
            .number("weight_decay", \.weightDecay, in: 0...1_000, "The decay of weights of adamw; others have l2"),
            .number("l1", \.l1, in: 0...1e6, "The cost of the magnitudes of weights"),
            .number("l2", \.l2, in: 0...1e6, "The cost of half the squares of weights"),
            .number("clip", \.clip, in: 0...1e12, "The greatest norm of a gradient; 0: no bound"),
        ]
    }

    private static var ends: [ParameterDeclaration<Self>] {
        [
            .integer(
                "patience", \.patience, in: 0...1_000_000,
                "After how many epochs without a lower loss on the validation part training ends; 0: never early"),
            .number(
                "validation", \.validation, in: 0.001...0.9,
                "The last share of the training period's instants, which patience holds out; samples whose label reaches "
                    + "into it are learnt from no more"),
            .integer("members", \.members, in: 1...1_000, "How many networks, each of other random numbers, forecast"),
        ]
    }

    /// What is read for some values of others alone.
    static let uses: [ParameterUse] =
        ["activation", "dropout", "layer_norm"].map { .notEmpty($0, for: "hidden") } + [
            ParameterUse("leak", for: "activation", "leaky-relu"), ParameterUse("huber_delta", for: "loss", "huber"),
            ParameterUse("momentum", for: "optimiser", "sgd", "nesterov"),
            ParameterUse("weight_decay", for: "optimiser", "adamw"),
            ParameterUse("decay_factor", for: "schedule", "step", "exponential"),
            ParameterUse("decay_epochs", for: "schedule", "step"), .positive("validation", for: "patience"),
        ]

    /// The model.
    var model: any Model {
        let network = NetworkModel(
            hidden: hidden.map {
                NetworkLayer(width: $0, activation: function, dropout: dropout, normalises: normalises)
            }, plan: plan)
        return members > 1 ? network.ensemble(of: members) : network
    }

    private var plan: TrainingPlan {
        TrainingPlan(
            loss: lossFunction, optimiser: method,
            schedule: LearningRateSchedule(rate: rate, decay: decay, warmUpSteps: warmUp),
            clipping: clip > 0 ? .norm(clip) : .none, penalty: WeightPenalty(l1: l1, l2: l2), batch: batch,
            epochs: epochs,
            earlyStopping: patience > 0 ? EarlyStopping(validation: validation, patience: patience) : nil)
    }

    private var function: Activation {
        switch activation {
        case .relu: .relu
        case .leakyRelu: .leakyRelu(slope: leak)
        case .tanh: .tanh
        case .sigmoid: .sigmoid
        case .gelu: .gelu
        case .silu: .silu
        }
    }

    private var lossFunction: NetworkLoss {
        switch loss {
        case .squared: .squared
        case .huber: .huber(delta: delta)
        case .crossEntropy: .binaryCrossEntropy
        case .softmax: .softmaxCrossEntropy
        }
    }

    private var method: Optimiser {
        switch optimiser {
        case .adam: .adam()
        case .adamw: .adamW(decay: weightDecay)
        case .sgd: momentum > 0 ? .momentum(momentum) : .gradientDescent
        case .nesterov: .nesterov(momentum)
        case .rmsprop: .rmsprop()
        case .adagrad: .adagrad()
        }
    }

    private var decay: LearningRateSchedule.Decay {
        switch schedule {
        case .constant: .constant
        case .step: .step(epochs: decayEpochs, factor: decayFactor)
        case .exponential: .exponential(factor: decayFactor)
        case .cosine: .cosine()
        }
    }
}

public import LinearAlgebra

/// A multilayer perceptron as a model: hidden layers as given and one output, trained in single precision by a plan.
///
/// With the binary cross-entropy the labels are any two numbers and the prediction is the probability of the greater, else
/// the label itself. One BLAS thread is enough at its sizes: see `NetworkTrainer`.
public struct NetworkModel: Model {
    /// The hidden layers, from the inputs on.
    public var hidden: [NetworkLayer]
    /// How it is trained; the fit's context brings the seed.
    public var plan: TrainingPlan

    /// A network.
    public init(hidden: [NetworkLayer], plan: TrainingPlan) {
        self.hidden = hidden
        self.plan = plan
    }

    /// Yes with the binary cross-entropy.
    public var predictsProbability: Bool { plan.loss == .binaryCrossEntropy }

    /// Trains the network.
    ///
    /// - Throws: `LearningError` of the trainer, `.divergence` and `.cancelled` among them; `.parameter` for a loss over
    ///   several classes; with the binary cross-entropy `.oneClass`, and `.parameter` for more than two labels.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        guard plan.loss != .softmaxCrossEntropy else {
            throw .parameter(
                name: "loss", found: "softmax cross-entropy", allowed: "squared, huber or binary cross-entropy")
        }
        let source = InputSource(samples.inputs)
        var plan = plan
        plan.seed = context.seed
        let design = try NetworkDesign(
            inputs: source.width, layers: hidden + [NetworkLayer(width: 1, activation: .identity)])
        let weights = samples.weights
        let data = try TrainingData(
            source: source, labels: try targets(samples.labels),
            weights: weights.allSatisfy { $0 == weights[0] } ? nil : weights.map { Float($0) })
        let trainer = try NetworkTrainer(design: design, plan: plan, data: data)
        let outcome: TrainingOutcome<Float>
        if let checkpoint = context.checkpoint {
            outcome = try trainer.train(in: context, of: trainer.digest(of: samples), keeping: checkpoint)
        } else {
            outcome = try trainer.train(onEpoch: context.onEpoch, isCancelled: context.isCancelled)
        }
        guard outcome.end != .cancelled else { throw .cancelled }
        return Fitted(
            network: try outcome.get(), loss: plan.loss, history: outcome.history)
    }

    /// The labels as the loss takes them: of two classes 0 for the lesser and 1 for the greater.
    private func targets(_ labels: [Double]) throws(LearningError) -> [Float] {
        guard predictsProbability else { return labels.map { Float($0) } }
        if let place = labels.firstIndex(where: { !$0.isFinite }) { throw .labelNotFinite(sample: place) }
        let classes = Set(labels)
        guard let greater = classes.max(), classes.count > 1 else { throw .oneClass(label: labels.first ?? 0) }
        guard classes.count == 2 else {
            throw .parameter(
                name: "labels", found: "\(classes.count) different ones", allowed: "two with binary cross-entropy")
        }
        return labels.map { $0 == greater ? 1 : 0 }
    }

    /// A trained network.
    public struct Fitted: FittedModel {
        /// The network.
        public let network: Network<Float>
        /// What was made small, which says what the outputs mean.
        public let loss: NetworkLoss
        /// The losses of its epochs; empty for a network that was read back.
        public let history: [EpochRecord]

        /// How many numbers a window must have.
        public var width: Int { network.design.inputs }

        /// The output for each sample.
        ///
        /// - Throws: `LearningError.shape`.
        public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            let outputs = loss.probabilities(try network.predict(InputSource(inputs)))
            return (0..<inputs.count).map { Double(outputs[$0, 0]) }
        }
    }
}

/// Windows as a network takes them: packed into its batches, rounded to single precision.
struct InputSource: BatchSource {
    private let inputs: SampleInputs

    init(_ inputs: SampleInputs) { self.inputs = inputs }

    var count: Int { inputs.count }
    var width: Int { inputs.width }

    func fill(_ samples: UnsafeBufferPointer<Int>, into batch: UnsafeMutablePointer<Float>) {
        inputs.copy(samples, into: batch)
    }
}

public import LinearAlgebra

/// A multilayer perceptron as a model: hidden layers as given and one output, trained in single precision by a plan.
///
/// With the binary cross-entropy the prediction is the probability of the label 1, else the label itself. One BLAS thread
/// is enough at its sizes: see `NetworkTrainer`.
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

    /// Trains the network.
    ///
    /// - Throws: `LearningError` of the trainer, `.divergence` and `.cancelled` among them; `.parameter` for a loss over
    ///   several classes.
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
            source: source, labels: samples.labels.map { Float($0) },
            weights: weights.allSatisfy { $0 == weights[0] } ? nil : weights.map { Float($0) })
        let trainer = try NetworkTrainer(design: design, plan: plan, data: data)
        let outcome = try trainer.train(onEpoch: context.onEpoch, isCancelled: context.isCancelled)
        guard outcome.end != .cancelled else { throw .cancelled }
        return Fitted(
            network: try outcome.get(), loss: plan.loss, history: outcome.history)
    }

    /// A trained network.
    public struct Fitted: FittedModel {
        /// The network.
        public let network: Network<Float>
        /// What was made small, which says what the outputs mean.
        public let loss: NetworkLoss
        /// The losses of its epochs.
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

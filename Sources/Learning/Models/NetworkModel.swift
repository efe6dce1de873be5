public import LinearAlgebra

/// A multilayer perceptron as a model: hidden layers as given and one output, or one for each class, trained in single
/// precision by a plan.
///
/// With the binary cross-entropy the labels are any two numbers and the prediction is the probability of the greater; with
/// the softmax cross-entropy the labels are any few numbers and the prediction is the most probable of them; else it is
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

    /// Yes with the softmax cross-entropy.
    public var predictsClass: Bool { plan.loss == .softmaxCrossEntropy }

    /// How many classes there may be.
    static let mostClasses = 100

    /// Trains the network.
    ///
    /// - Throws: `LearningError` of the trainer, `.divergence` and `.cancelled` among them; of classes `.oneClass`, and
    ///   `.parameter` for more than two labels with the binary and more than 100 with the softmax cross-entropy.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        let labels = samples.labels
        let classes = try classes(of: labels)
        let source = InputSource(samples.inputs)
        var plan = plan
        plan.seed = context.seed
        let design = try NetworkDesign(
            inputs: source.width,
            layers: hidden + [NetworkLayer(width: predictsClass ? classes.count : 1, activation: .identity)])
        let weights = samples.weights
        let data = try TrainingData(
            source: source, labels: targets(labels, classes),
            weights: weights.allSatisfy { $0 == weights[0] } ? nil : weights.map { Float($0) },
            spans: plan.earlyStopping == nil ? nil : SampleSpans(starts: samples.starts, ends: samples.ends))
        let trainer = try NetworkTrainer(design: design, plan: plan, data: data)
        let outcome: TrainingOutcome<Float>
        if let checkpoint = context.checkpoint {
            outcome = try trainer.train(in: context, of: trainer.digest(of: samples), keeping: checkpoint)
        } else {
            outcome = try trainer.train(onEpoch: context.onEpoch, isCancelled: context.isCancelled)
        }
        guard outcome.end != .cancelled else { throw .cancelled }
        return Fitted(
            network: try outcome.get(), loss: plan.loss, classes: predictsClass ? classes : [],
            history: outcome.history)
    }

    /// The different labels, ascending, where the loss is one of classes; else none.
    private func classes(of labels: [Double]) throws(LearningError) -> [Double] {
        guard predictsProbability || predictsClass else { return [] }
        if let place = labels.firstIndex(where: { !$0.isFinite }) { throw .labelNotFinite(sample: place) }
        let classes = Set(labels).sorted()
        guard classes.count > 1 else { throw .oneClass(label: labels.first ?? 0) }
        let most = predictsClass ? NetworkModel.mostClasses : 2
        guard classes.count <= most else {
            throw .parameter(
                name: "labels", found: "\(classes.count) different ones",
                allowed: predictsClass ? "2 to \(most) with softmax cross-entropy" : "two with binary cross-entropy")
        }
        return classes
    }

    /// The labels as the loss takes them: of classes their numbers from 0, ascending with the label.
    private func targets(_ labels: [Double], _ classes: [Double]) -> [Float] {
        guard !classes.isEmpty else { return labels.map { Float($0) } }
        return labels.map { label in Float(classes.firstIndex(of: label) ?? 0) }
    }

    /// A trained network.
    public struct Fitted: FittedModel {
        /// The network.
        public let network: Network<Float>
        /// What was made small, which says what the outputs mean.
        public let loss: NetworkLoss
        /// The labels of the classes, ascending, with the softmax cross-entropy; else none.
        public let classes: [Double]
        /// The losses of its epochs; empty for a network that was read back.
        public let history: [EpochRecord]

        /// How many numbers a window must have.
        public var width: Int { network.design.inputs }

        /// The output for each sample; of several classes the label of the most probable.
        ///
        /// - Throws: `LearningError.shape`.
        public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            if !classes.isEmpty { return Softmax.mostProbable(try probabilities(inputs), of: classes) }
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

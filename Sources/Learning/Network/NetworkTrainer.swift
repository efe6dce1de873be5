internal import LinearAlgebra

/// Trains a network on samples.
///
/// The outcome is a function of design, plan and data: on one machine the same bits, whatever runs beside it, wherever
/// it was interrupted. The number of BLAS threads is not the trainer's: set `BLASThreads.count` to 1 for networks of up to
/// a few hundred values a layer, for which a second thread gains nothing, and wherever several are trained at once.
///
/// - Verified by: `NetworkOracleTests` (nine runs of PyTorch), `NetworkTrainerTests`.
public struct NetworkTrainer<Source: BatchSource>: Sendable {
    /// The type of features and parameters.
    public typealias Element = Source.Element

    /// The layers.
    public let design: NetworkDesign
    /// How the network is trained.
    public let plan: TrainingPlan
    /// The samples, in order of time.
    public let data: TrainingData<Source>
    /// The places of the samples that are learnt from, ascending.
    public let training: [Int]
    /// The places of the samples held out for early stopping; `nil` without it.
    public let validation: Range<Int>?

    /// A training of which all is checked.
    ///
    /// - Throws: `LearningError.shape`, `.parameter`, `.tooFewSamples`, `.nothingBeforeValidation`, `.oneClass`;
    ///   `.algebra` where this machine's BLAS computes wrongly.
    public init(design: NetworkDesign, plan: TrainingPlan, data: TrainingData<Source>) throws(LearningError) {
        do throws(LinearAlgebraError) { try BLASCheck.require() } catch { throw .algebra(error) }
        guard data.source.width == design.inputs else {
            throw .shape(found: "\(data.source.width) features", needed: "\(design.inputs), the inputs of the network")
        }
        try plan.requireValid(outputs: design.outputs)
        let parts = try plan.split(data.spans)
        try data.requireLabels(for: plan.loss, outputs: design.outputs, training: parts.training)
        self.design = design
        self.plan = plan
        self.data = data
        (training, validation) = (parts.training, parts.validation)
    }

    /// How many steps an epoch has; the last may look at fewer samples.
    public var stepsPerEpoch: Int { (training.count + plan.batch - 1) / plan.batch }

    /// Trains from random weights, or from those of a network.
    ///
    /// - Parameters:
    ///   - network: The weights at the beginning; by default drawn with the plan's seed.
    ///   - onEpoch: Told about each epoch when it is done.
    ///   - onCheckpoint: Told after each epoch from where the training would go on; `nil` spares the copies.
    ///   - isCancelled: Asked before each step; the answer `true` ends the training there.
    /// - Throws: `LearningError.shape` where the network is of another design.
    public func train(
        from network: Network<Element>? = nil, onEpoch: (EpochRecord) -> Void = { _ in },
        onCheckpoint: ((TrainingCheckpoint<Element>) -> Void)? = nil, isCancelled: () -> Bool = { false }
    ) throws(LearningError) -> TrainingOutcome<Element> {
        let start = network ?? Network(design: design, seed: plan.seed)
        guard start.design == design else {
            throw .shape(found: "a network of another design", needed: "that of the training")
        }
        let checkpoint = TrainingCheckpoint(network: start, plan: plan, samples: data.source.count)
        return TrainingSession(trainer: self, checkpoint: checkpoint).run(
            onEpoch: onEpoch, onCheckpoint: onCheckpoint, isCancelled: isCancelled)
    }

    /// Goes on from a checkpoint of this training, to the same bits as one that was never interrupted.
    ///
    /// - Throws: `LearningError.shape` where the checkpoint is of another design, plan or number of samples.
    public func resume(
        _ checkpoint: TrainingCheckpoint<Element>, onEpoch: (EpochRecord) -> Void = { _ in },
        onCheckpoint: ((TrainingCheckpoint<Element>) -> Void)? = nil, isCancelled: () -> Bool = { false }
    ) throws(LearningError) -> TrainingOutcome<Element> {
        guard checkpoint.design == design, checkpoint.plan == plan, checkpoint.samples == data.source.count else {
            throw .shape(
                found: "a checkpoint of another design, plan or number of samples", needed: "one of this training")
        }
        guard checkpoint.stepsOfEpoch < stepsPerEpoch,
            checkpoint.steps == checkpoint.epoch * stepsPerEpoch + checkpoint.stepsOfEpoch
        else {
            throw .shape(
                found:
                    "a checkpoint at step \(checkpoint.stepsOfEpoch) of epoch \(checkpoint.epoch), \(checkpoint.steps) "
                    + "in all", needed: "epochs of \(stepsPerEpoch) steps")
        }
        return TrainingSession(trainer: self, checkpoint: checkpoint).run(
            onEpoch: onEpoch, onCheckpoint: onCheckpoint, isCancelled: isCancelled)
    }
}

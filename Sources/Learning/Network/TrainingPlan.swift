/// How a network is trained.
public struct TrainingPlan: Sendable, Equatable {
    /// What is made small.
    public var loss: NetworkLoss
    /// How parameters follow the gradient.
    public var optimiser: Optimiser
    /// The learning rate of each step.
    public var schedule: LearningRateSchedule
    /// A bound for gradients.
    public var clipping: GradientClipping
    /// What large weights cost.
    public var penalty: WeightPenalty
    /// How many samples a step looks at; the last step of an epoch may have fewer.
    public var batch: Int
    /// How many times every sample is looked at, at most.
    public var epochs: Int
    /// Whether each epoch has an order of its own, drawn by the seed.
    public var shuffles: Bool
    /// When training ends early; `nil` for never.
    public var earlyStopping: EarlyStopping?
    /// The key of all random numbers.
    public var seed: NetworkSeed

    /// A plan.
    public init(
        loss: NetworkLoss = .squared, optimiser: Optimiser = .adam(), schedule: LearningRateSchedule = .init(),
        clipping: GradientClipping = .none, penalty: WeightPenalty = .init(), batch: Int = 256, epochs: Int = 100,
        shuffles: Bool = true, earlyStopping: EarlyStopping? = nil, seed: NetworkSeed = .init(run: 0)
    ) {
        self.loss = loss
        self.optimiser = optimiser
        self.schedule = schedule
        self.clipping = clipping
        self.penalty = penalty
        self.batch = batch
        self.epochs = epochs
        self.shuffles = shuffles
        self.earlyStopping = earlyStopping
        self.seed = seed
    }

    /// The samples that are learnt from and those held out.
    ///
    /// - Throws: `LearningError.tooFewSamples`, `.nothingBeforeValidation`; `.parameter` where a batch is larger than what
    ///   is learnt from.
    func split(_ spans: SampleSpans) throws(LearningError) -> (training: [Int], validation: Range<Int>?) {
        guard spans.count > 0 else { throw .tooFewSamples(found: 0, needed: 1, purpose: "a network") }
        var (training, validation): ([Int], Range<Int>?) = (Array(0..<spans.count), nil)
        if let earlyStopping {
            let parts = try earlyStopping.split(spans)
            (training, validation) = (parts.training, parts.validation)
        }
        guard batch > 0, batch <= training.count else {
            throw .parameter(
                name: "batch", found: "\(batch)", allowed: "1 to \(training.count), the samples that are learnt from")
        }
        return (training, validation)
    }

    /// - Throws: `LearningError.parameter` for the first value that is not possible.
    func requireValid(outputs: Int) throws(LearningError) {
        try loss.requireValid(outputs: outputs)
        try optimiser.requireValid()
        try schedule.requireValid()
        try clipping.requireValid()
        try penalty.requireValid()
        try earlyStopping?.requireValid()
        guard epochs > 0, epochs <= 1_000_000_000 else {
            throw .parameter(name: "epochs", found: "\(epochs)", allowed: "1 to 1000000000")
        }
    }
}

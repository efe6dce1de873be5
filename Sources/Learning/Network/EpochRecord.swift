/// What one pass over the training samples gave.
public struct EpochRecord: Sendable, Equatable {
    /// The number of the epoch, from 0.
    public let epoch: Int
    /// How many steps were taken since the beginning of the training.
    public let steps: Int
    /// The learning rate of the last step.
    public let learningRate: Double
    /// The mean loss over the epoch, each batch before its step, with dropout and without penalties.
    public let trainingLoss: Double
    /// The mean loss over the held-out part after the epoch; `nil` without one.
    public let validationLoss: Double?

    /// A record of a model that learns in epochs or rounds.
    public init(
        epoch: Int, steps: Int, learningRate: Double, trainingLoss: Double, validationLoss: Double? = nil
    ) {
        self.epoch = epoch
        self.steps = steps
        self.learningRate = learningRate
        self.trainingLoss = trainingLoss
        self.validationLoss = validationLoss
    }

    /// What the best epoch is chosen by.
    var measure: Double { validationLoss ?? trainingLoss }
}

public import Core

/// One fold of the validation: what it was trained on, what was left out, and how it did on the rest.
public struct TrainingFold: Hashable, Sendable {
    /// Its number, from 1.
    public var number: Int
    /// The periods of the training samples, ascending; more than one where the test lies between them.
    public var training: [Range<Timestamp>]
    /// The number of training samples.
    public var trainingCount: Int
    /// The periods of the samples that were left out because their labels reach into the test.
    public var purged: [Range<Timestamp>]
    /// The number of purged samples.
    public var purgedCount: Int
    /// The periods of the samples that were left out after the test.
    public var embargoed: [Range<Timestamp>]
    /// The number of embargoed samples.
    public var embargoedCount: Int
    /// The periods of the test samples, ascending.
    public var test: [Range<Timestamp>]
    /// The number of test samples.
    public var testCount: Int
    /// Pearson's correlation of forecast and truth in the test.
    public var informationCoefficient: FigureValue
    /// Spearman's correlation of forecast and truth in the test.
    public var rankInformationCoefficient: FigureValue
    /// The share of forecasts with the right sign or class in the test.
    public var hitRate: FigureValue
    /// R² in the test, against the mean of the training labels.
    public var rSquared: FigureValue
    /// The root of the mean squared error in the test, in the unit of the label.
    public var rootMeanSquaredError: FigureValue
    /// The number of epochs or iterations; `nil` for what is solved in one step.
    public var epochs: Int?
    /// Why and where training stopped: `no better since epoch 12`; empty for nothing to say.
    public var stopped: String

    /// A fold without scores; set those that there are.
    public init(
        number: Int, training: [Range<Timestamp>], trainingCount: Int, test: [Range<Timestamp>], testCount: Int
    ) {
        self.number = number
        self.training = training
        self.trainingCount = trainingCount
        purged = []
        purgedCount = 0
        embargoed = []
        embargoedCount = 0
        self.test = test
        self.testCount = testCount
        informationCoefficient = .unavailable(reason: "not scored")
        rankInformationCoefficient = .unavailable(reason: "not scored")
        hitRate = .unavailable(reason: "not scored")
        rSquared = .unavailable(reason: "not scored")
        rootMeanSquaredError = .unavailable(reason: "not scored")
        epochs = nil
        stopped = ""
    }
}

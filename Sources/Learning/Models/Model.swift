/// Something that learns from training samples and then gives one number for each sample: a forecast of its label, or the
/// probability of its upper class.
///
/// The only way to fit one asks for `TrainingSamples`, which only a split or `SampleSet.known(at:)` makes, so that no model
/// can be fitted on what it is tested on (S67, S68). A conformer must pass: equal samples and context give equal bits,
/// however many threads there are and whatever is trained beside it (S69); nothing but the samples is learnt from; and
/// what it predicts for a sample does not hang, but for rounding, on the other samples it is asked for.
///
///     struct Momentum: Model {
///         struct Fitted: FittedModel { … }
///         func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted { … }
///     }
///
/// - Verified by: `ModelTests`, for every model here.
public protocol Model: Sendable {
    /// What has been learnt.
    associatedtype Fitted: FittedModel

    /// Whether what is predicted is the probability that the label is the greater of the two values that it has in the
    /// training samples; `false` unless a model says so.
    var predictsProbability: Bool { get }

    /// Whether what is predicted is one of the few labels that the training samples have, the most probable; `false` unless
    /// a model says so.
    var predictsClass: Bool { get }

    /// Learns from the samples.
    ///
    /// - Parameters:
    ///   - samples: The windows of features, their labels and weights.
    ///   - context: The key of random numbers, and whether the work is still wanted.
    /// - Throws: `LearningError`: parameters out of range, too few samples, divergence, `.cancelled`.
    func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted
}

extension Model {
    /// The label itself is predicted.
    public var predictsProbability: Bool { false }
    /// Any number is predicted.
    public var predictsClass: Bool { false }
}

/// A model that has been learnt.
public protocol FittedModel: Sendable {
    /// How many numbers a window must have.
    var width: Int { get }

    /// A number for each sample.
    ///
    /// - Returns: Shape `[inputs.count]`.
    /// - Throws: `LearningError.shape` where the windows are of another width.
    func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double]
}

extension FittedModel {
    /// Refuses windows of another width.
    ///
    /// - Throws: `LearningError.shape`.
    public func requireWidth(of inputs: SampleInputs) throws(LearningError) {
        guard inputs.width == width else {
            throw .shape(
                found: "windows of \(inputs.width) numbers", needed: "the \(width) that the model was fitted on")
        }
    }
}

/// Samples held out of training: a model predicts from `inputs`, and the labels say how well.
///
/// Nothing that fits takes them, and nothing makes `TrainingSamples` of them (S68).
public struct TestSamples: Sendable {
    /// The windows: all that a prediction may see.
    public let inputs: SampleInputs

    init(inputs: SampleInputs) { self.inputs = inputs }

    /// How many there are.
    public var count: Int { inputs.count }

    /// What was to be predicted, for scoring; shape `[count]`.
    public var labels: [Double] { inputs.places.map { inputs.columns.labels[$0] } }

    /// How much each counts; shape `[count]`.
    public var weights: [Double] { inputs.places.map { inputs.columns.weights[$0] } }

    /// When each was decided; never descending, shape `[count]`.
    public var starts: [Int64] { inputs.places.map { inputs.columns.starts[$0] } }

    /// When each label ended; shape `[count]`.
    public var ends: [Int64] { inputs.places.map { inputs.columns.ends[$0] } }
}

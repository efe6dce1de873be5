/// Samples that may be learnt from: the only ones on which anything can be fitted (S68).
///
/// Only a split makes them: there is no public initialiser, so that a scaler, a selection of features or a model cannot
/// be handed the whole data, or a test set, by mistake. Whoever writes something that fits asks for this type.
///
/// - Verified by: `FoldTests/nothingFittedChangesWithTestData`, `FoldTests/onlySplitsMakeTrainingSamples`,
///   `LeakCompilationTests`.
public struct TrainingSamples: Sendable {
    /// The windows.
    public let inputs: SampleInputs

    init(inputs: SampleInputs) { self.inputs = inputs }

    /// How many there are; at least one.
    public var count: Int { inputs.count }

    /// What is to be predicted; shape `[count]`.
    public var labels: [Double] { inputs.places.map { inputs.columns.labels[$0] } }

    /// How much each counts; shape `[count]`.
    public var weights: [Double] { inputs.places.map { inputs.columns.weights[$0] } }

    /// When each was decided; never descending, shape `[count]`.
    public var starts: [Int64] { inputs.places.map { inputs.columns.starts[$0] } }

    /// When each label ended; shape `[count]`.
    public var ends: [Int64] { inputs.places.map { inputs.columns.ends[$0] } }

    /// Splits of the training period itself, for choosing hyperparameters (nested selection) and for early stopping:
    /// what these test is held out of training, and is no part of the outer test set (S70).
    ///
    /// - Throws: `LearningError` as the splitter.
    public func folds(_ splitter: some Splitter) throws(LearningError) -> Folds {
        let spans = try SampleSpans(starts: starts, ends: ends)
        return Folds(inputs: inputs, splits: try splitter.splits(of: spans))
    }
}

public import Core

/// What a model predicted during a run: an element a prediction in all columns, in order of time and then instrument.
///
/// Written by one run only, and read when that is over.
public final class PredictionRecord: @unchecked Sendable {
    /// One prediction.
    public struct Prediction: Hashable, Sendable {
        /// When it was made: the end of the bar.
        public var time: Int64
        /// For which instrument.
        public var instrument: InstrumentIndex
        /// What was predicted.
        public var value: Double
        /// By the model of which training, from 1.
        public var training: Int
    }

    /// The predictions.
    public private(set) var predictions: [Prediction] = []

    init() {}

    func start() { predictions.removeAll(keepingCapacity: true) }

    func append(_ prediction: Prediction) { predictions.append(prediction) }
}

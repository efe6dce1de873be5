public import Core

/// What a model saw and predicted during a run.
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

    /// A prediction that was not made.
    public struct Failure: Hashable, Sendable {
        /// When it was to be made: the end of the bar.
        public var time: Int64
        /// For which instrument.
        public var instrument: InstrumentIndex
        /// Why it was not.
        public var reason: String
    }

    /// What computes the features, with all that it has computed.
    var recorder: FeatureRecorder
    /// What was known of each instrument of the model at the last bar of the run.
    public var rows: [FeatureRows] { recorder.rows }
    /// The predictions, in order of time and then instrument.
    public private(set) var predictions: [Prediction] = []
    /// The first prediction that failed; `nil` where none did.
    public private(set) var firstFailure: Failure?
    /// How many predictions failed.
    public private(set) var failureCount = 0

    init(_ recorder: FeatureRecorder) { self.recorder = recorder }

    func start() {
        recorder.start()
        predictions.removeAll(keepingCapacity: true)
        (firstFailure, failureCount) = (nil, 0)
    }

    func append(_ prediction: Prediction) { predictions.append(prediction) }

    func note(_ failure: Failure) {
        if firstFailure == nil { firstFailure = failure }
        failureCount += 1
    }
}

public import LinearAlgebra

/// How a training ended and what it gave.
public struct TrainingOutcome<Element: BLASElement>: Sendable {
    /// Why a training ended.
    public enum End: Sendable, Equatable {
        /// All epochs are done.
        case finished
        /// The held-out part was predicted no better for as many epochs as the plan allows.
        case stoppedEarly
        /// The caller asked for it.
        case cancelled
        /// The loss grew without bound or became NaN: `LearningError.divergence`.
        case failed(LearningError)
    }

    /// Why it ended.
    public let end: End
    /// The network: with early stopping, and after a failure, that of the best epoch; else the last.
    ///
    /// After a failure in the first epoch, the network at the beginning.
    public let network: Network<Element>
    /// From here the training goes on, if it was cancelled.
    public let checkpoint: TrainingCheckpoint<Element>

    /// The epochs that are done.
    public var history: [EpochRecord] { checkpoint.history }
    /// The best epoch; `nil` where none was done.
    public var bestEpoch: Int? { checkpoint.bestEpoch }

    /// The network, unless the training failed.
    ///
    /// - Throws: `LearningError.divergence`.
    public func get() throws(LearningError) -> Network<Element> {
        if case .failed(let error) = end { throw error }
        return network
    }
}

public import Core

/// The fit of a model inside a run (S67).
///
/// - Verified by: `TrainingTests`.
public struct Training: Hashable, Sendable {
    /// The strategy that learnt, as a place in `Attribution.parts`; `nil` in a run of one.
    public var strategy: Int?
    /// Its number among those of the strategy, from 1.
    public var number: Int
    /// How many samples it learnt from.
    public var sampleCount: Int
    /// When the first of them was decided.
    public var from: Timestamp
    /// When the last of their labels ended: never after the fit.
    public var through: Timestamp
    /// The beginning of the SHA-256 of what was learnt; empty where that cannot be stored.
    public var hash: String
    /// Why nothing was learnt, so that the model before stays; empty where something was.
    public var failure: String

    /// A fit.
    public init(
        number: Int, sampleCount: Int, from: Timestamp, through: Timestamp, hash: String = "", failure: String = ""
    ) {
        self.number = number
        self.sampleCount = sampleCount
        self.from = from
        self.through = through
        self.hash = hash
        self.failure = failure
    }
}

extension Venue {
    /// Logs the models fitted in a decision that was just taken; what comes from now on is news for the next.
    @inline(__always)
    mutating func finishDecision(_ desk: inout Desk) {
        if !desk.trainings.isEmpty {
            for training in desk.trainings { record(.trained(training)) }
            desk.trainings.removeAll(keepingCapacity: true)
        }
        firstUnseen = log.pointee.count
    }
}

/// When training ends because a part of the training period that it does not learn from is predicted no better.
///
/// That part is the last in time, and of whole instants: the samples of one instant stand on one side. Samples whose
/// labels reach into it are left out of both parts (S66), and the test period has no share in it (S70). The weights that
/// are kept are those of the epoch with the lowest loss there.
///
/// - Verified by: `EarlyStoppingTests`.
public struct EarlyStopping: Sendable, Equatable {
    /// The share of the instants that is held out, from 0.001 to below 1, rounded down but at least one.
    public var validation: Double
    /// How many epochs without a lower loss end the training.
    public var patience: Int
    /// By how much a loss must be lower to count.
    public var minimumImprovement: Double

    /// A rule.
    public init(validation: Double = 0.2, patience: Int = 10, minimumImprovement: Double = 0) {
        self.validation = validation
        self.patience = patience
        self.minimumImprovement = minimumImprovement
    }

    /// The samples that are learnt from and those held out, by their places in order of time.
    ///
    /// - Throws: `LearningError.tooFewSamples` for a single instant; `.nothingBeforeValidation` where the purge leaves
    ///   nothing to learn from; `.parameter` where the rule can not be.
    public func split(_ spans: SampleSpans) throws(LearningError) -> (training: [Int], validation: Range<Int>) {
        try requireValid()
        guard spans.stepCount > 1 else {
            throw .tooFewSamples(
                found: spans.stepCount, needed: 2, purpose: "a validation part, which takes instants of its own")
        }
        let first = spans.stepCount - max(1, Int(Double(spans.stepCount) * validation))
        let held = spans.places(ofSteps: max(1, first)..<spans.stepCount)
        do throws(LearningError) {
            let split = try spans.split(
                fold: 0, candidates: RangeSet(0..<held.lowerBound), test: [held], embargo: 0)
            return (split.training.members, held)
        } catch {
            guard case .emptyFold(_, let purged, _) = error else { throw error }
            throw .nothingBeforeValidation(held: held.count, purged: purged)
        }
    }

    func requireValid() throws(LearningError) {
        guard validation >= 0.001, validation < 1 else {
            throw .parameter(name: "validation part", found: "\(validation)", allowed: "0.001 up to below 1")
        }
        guard patience > 0 else { throw .parameter(name: "patience", found: "\(patience)", allowed: "1 and more") }
        guard minimumImprovement >= 0, minimumImprovement.isFinite else {
            throw .parameter(name: "minimum improvement", found: "\(minimumImprovement)", allowed: "0 and more")
        }
    }
}

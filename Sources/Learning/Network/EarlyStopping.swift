/// When training ends because a part of the training period that it does not learn from is predicted no better.
///
/// That part is the last one in the order of the samples, which is that of time; the test period has no share in it.
/// The weights that are kept are those of the epoch with the lowest loss there.
public struct EarlyStopping: Sendable, Equatable {
    /// The share of the samples that is held out, from 0.001 to below 1.
    public var validation: Double
    /// How many samples before the held-out part are left out, so that no label reaches into it.
    public var gap: Int
    /// How many epochs without a lower loss end the training.
    public var patience: Int
    /// By how much a loss must be lower to count.
    public var minimumImprovement: Double

    /// A rule.
    public init(validation: Double = 0.2, gap: Int = 0, patience: Int = 10, minimumImprovement: Double = 0) {
        self.validation = validation
        self.gap = gap
        self.patience = patience
        self.minimumImprovement = minimumImprovement
    }

    /// The samples that are learnt from and those held out, of `count` in order of time.
    ///
    /// - Throws: `LearningError.tooFewSamples` where one of the two is empty; `.parameter` where the rule can not be.
    public func split(_ count: Int) throws(LearningError) -> (training: Range<Int>, validation: Range<Int>) {
        try requireValid()
        let held = Int((Double(count) * validation).rounded(.down))
        guard held > 0 else {
            throw .tooFewSamples(
                found: count, needed: Int((1 / validation).rounded(.up)),
                purpose: "a validation part of \(validation) of the samples")
        }
        let training = count - held - gap
        guard training > 0 else {
            throw .tooFewSamples(
                found: count, needed: held + gap + 1, purpose: "a validation part of \(held) after a gap of \(gap)")
        }
        return (0..<training, count - held..<count)
    }

    func requireValid() throws(LearningError) {
        guard validation >= 0.001, validation < 1 else {
            throw .parameter(name: "validation part", found: "\(validation)", allowed: "0.001 up to below 1")
        }
        guard gap >= 0, gap <= 1_000_000_000 else {
            throw .parameter(name: "gap before validation", found: "\(gap)", allowed: "0 to 1000000000")
        }
        guard patience > 0 else { throw .parameter(name: "patience", found: "\(patience)", allowed: "1 and more") }
        guard minimumImprovement >= 0, minimumImprovement.isFinite else {
            throw .parameter(name: "minimum improvement", found: "\(minimumImprovement)", allowed: "0 and more")
        }
    }
}

/// Which samples a fold trains on and which it tests, by their places in the order of time.
///
/// Purged and embargoed samples would have been trained on, had not their labels touched the test set (S66): kept so
/// that a report can draw them.
public struct Split: Sendable, Equatable {
    /// The number of the fold, from zero.
    public let fold: Int
    /// The samples to train on; never empty.
    public let training: RangeSet<Int>
    /// The samples to test on, in blocks of consecutive places, ascending.
    public let test: [Range<Int>]
    /// The samples left out because their span touches a test block.
    public let purged: RangeSet<Int>
    /// The samples left out because they follow a test block closely.
    public let embargoed: RangeSet<Int>

    /// How many samples are trained on.
    public var trainingCount: Int { training.memberCount }

    /// How many samples are tested on.
    public var testCount: Int { test.reduce(0) { $0 + $1.count } }
}

/// K-fold in order of time, purged and with an embargo: each block of steps is tested once, by a model of the others.
///
/// Training samples may come after the test block: figures from it say how well a model fits, not what it would have
/// earned.
///
/// - Source: López de Prado (2018), "Advances in Financial Machine Learning", section 7.4; blocks as of numpy's
///   `array_split`.
/// - Verified by: `SplitOracleTests` (scikit-learn, mlfinpy, and the definition), `SplitPropertyTests`.
public struct KFold: Splitter, Equatable {
    /// How many blocks there are, 2 or more.
    public var folds: Int
    /// What is left out after each test block.
    public var embargo: Embargo

    /// With `folds` blocks.
    public init(folds: Int, embargo: Embargo = .none) {
        self.folds = folds
        self.embargo = embargo
    }

    /// The folds in order of time.
    ///
    /// - Throws: `LearningError.parameter`, `.tooFewSamples` for fewer steps than folds, `.emptyFold`.
    public func splits(of spans: SampleSpans) throws(LearningError) -> [Split] {
        let steps = try embargo.steps(of: spans.stepCount)
        let blocks = try spans.blocks(folds, remainder: .spread, purpose: "a k-fold of \(folds)")
        var splits: [Split] = []
        for block in blocks {
            splits.append(
                try spans.split(
                    fold: splits.count, candidates: RangeSet(0..<spans.count), test: [block], embargo: steps))
        }
        return splits
    }
}

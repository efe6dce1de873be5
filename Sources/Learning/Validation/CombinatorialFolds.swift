/// Combinatorial purged cross-validation: the steps in `folds` blocks, of which every choice of `testFolds` is tested
/// by a model of the others.
///
/// The tests combine to whole paths through the data, so that a measure has a distribution.
///
///     splits = C(folds, testFolds),   paths = C(folds − 1, testFolds − 1)
///
/// Splits stand in the lexicographic order of their tested blocks.
///
/// - Source: López de Prado (2018), "Advances in Financial Machine Learning", chapter 12.
/// - Verified by: `SplitOracleTests` (skfolio), `SplitPropertyTests`, `CombinatorialPathTests`.
public struct CombinatorialFolds: Splitter, Equatable {
    /// More splits than this are refused: nobody fits that many models.
    public static let mostSplits = 100_000

    /// How many blocks there are, 2 or more.
    public var folds: Int
    /// How many blocks are tested in a split, from 1 to below `folds`.
    public var testFolds: Int
    /// What is left out after each test block.
    public var embargo: Embargo

    /// With `folds` blocks, `testFolds` of them tested.
    public init(folds: Int, testFolds: Int, embargo: Embargo = .none) {
        self.folds = folds
        self.testFolds = testFolds
        self.embargo = embargo
    }

    /// The tested blocks of each split, in lexicographic order.
    ///
    /// - Throws: `LearningError.parameter` for numbers out of range, or more than `mostSplits` splits.
    public func choices() throws(LearningError) -> [[Int]] {
        guard testFolds >= 1, testFolds < folds else {
            throw .parameter(
                name: "the number of test folds", found: "\(testFolds) of \(folds)",
                allowed: "from 1 to below the folds")
        }
        var count = 1
        for index in 0..<min(testFolds, folds - testFolds) {
            let (product, isTooGreat) = count.multipliedReportingOverflow(by: folds - index)
            count = product / (index + 1)
            guard !isTooGreat, count <= CombinatorialFolds.mostSplits else {
                throw .parameter(
                    name: "the number of splits", found: "more than that, \(testFolds) of \(folds) folds",
                    allowed: "up to \(CombinatorialFolds.mostSplits)")
            }
        }
        var choice = Array(0..<testFolds)
        var choices = [choice]
        // The last place that can move on does, and those behind it follow.
        while let place = choice.indices.last(where: { choice[$0] < folds - testFolds + $0 }) {
            choice[place] += 1
            for later in place + 1..<testFolds { choice[later] = choice[later - 1] + 1 }
            choices.append(choice)
        }
        return choices
    }

    /// The splits; test blocks are the chosen ones, each its own block.
    ///
    /// - Throws: `LearningError.parameter`, `.tooFewSamples` for fewer steps than folds, `.emptyFold`.
    public func splits(of spans: SampleSpans) throws(LearningError) -> [Split] {
        let choices = try choices()
        let steps = try embargo.steps(of: spans.stepCount)
        let blocks = try spans.blocks(folds, remainder: .last, purpose: "\(folds) combinatorial folds")
        var splits: [Split] = []
        for choice in choices {
            splits.append(
                try spans.split(
                    fold: splits.count, candidates: RangeSet(0..<spans.count), test: choice.map { blocks[$0] },
                    embargo: steps))
        }
        return splits
    }

    /// The paths: each takes every block once, in order of time, path p from the p-th split that tests it.
    ///
    /// - Throws: `LearningError.parameter` as `choices()`.
    public func paths() throws(LearningError) -> [CombinatorialPath] {
        var parts = [[CombinatorialPath.Part]](repeating: [], count: folds)
        for (split, choice) in try choices().enumerated() {
            for (block, fold) in choice.enumerated() { parts[fold].append(.init(split: split, block: block)) }
        }
        return parts[0].indices.map { path in CombinatorialPath(parts: parts.map { $0[path] }) }
    }
}

import Core

/// Folds of which only samples after an instant are tested: those before it are there to learn from.
///
/// The base splits what is decided after the instant. Each fold learns from the earlier samples besides, but for those
/// whose label touches its test (S66).
///
/// - Verified by: `LaterTestsTests`, `SplitPropertyTests`.
public struct LaterTests<Base: Splitter>: Splitter {
    /// How the later samples are split.
    public var base: Base
    /// What is decided at or before it is not tested, on the axis of the samples' times.
    public var instant: Int64

    /// The folds of a splitter after an instant.
    public init(_ base: Base, after instant: Int64) {
        self.base = base
        self.instant = instant
    }

    /// The folds of the base, their places those among all samples.
    ///
    /// - Throws: `LearningError` as the base, of the samples after the instant.
    public func splits(of spans: SampleSpans) throws(LearningError) -> [Split] {
        let first = spans.starts.firstPlace { $0 > instant }
        guard first > 0 else { return try base.splits(of: spans) }
        func moved(_ places: Range<Int>) -> Range<Int> { places.lowerBound + first..<places.upperBound + first }
        func moved(_ places: RangeSet<Int>) -> RangeSet<Int> { RangeSet(places.ranges.map(moved)) }
        let earlier = RangeSet(0..<first)
        return try base.splits(of: try spans.selected(Array(first..<spans.count))).map { split in
            let test = split.test.map(moved)
            var touching = RangeSet<Int>()
            for block in test { touching.formUnion(spans.overlapping(block)) }
            let purged = earlier.intersection(touching)
            return Split(
                fold: split.fold, training: moved(split.training).union(earlier.subtracting(purged)), test: test,
                purged: moved(split.purged).union(purged), embargoed: moved(split.embargoed))
        }
    }
}

extension Folds {
    /// The folds without the tests of samples that are decided at or before an instant; folds that have no others are left
    /// out, and those that stay keep their numbers.
    public func testing(after instant: Int64) -> Folds {
        let starts = inputs.places.map { inputs.columns.starts[$0] }
        let first = starts.firstPlace { $0 > instant }
        return Folds(
            inputs: inputs,
            splits: splits.compactMap { split in
                let test = split.test.map { $0.clamped(to: first..<starts.count) }.filter { !$0.isEmpty }
                return test.isEmpty
                    ? nil
                    : Split(
                        fold: split.fold, training: split.training, test: test, purged: split.purged,
                        embargoed: split.embargoed)
            })
    }
}

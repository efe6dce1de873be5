import Learning
import Testing

/// What can not be split says so, and names the fold.
@Suite struct SplitErrorTests {
    @Test func aFoldEmptiedByThePurgeIsNamed() throws {
        // Labels of 30 rows reach over both ends of any block of 10 but the last, whose past the purge takes as well.
        let spans = try SampleSpans(count: 30, horizon: 30)
        #expect(throws: LearningError.emptyFold(fold: 0, purged: 20, embargoed: 0)) {
            _ = try KFold(folds: 3).splits(of: spans)
        }
        let short = try SampleSpans(count: 20, horizon: 4)
        #expect(throws: LearningError.emptyFold(fold: 0, purged: 4, embargoed: 6)) {
            _ = try KFold(folds: 2, embargo: .steps(6)).splits(of: short)
        }
        // The first fold would train on 5 samples, whose labels all end in the test block.
        #expect(throws: LearningError.emptyFold(fold: 0, purged: 5, embargoed: 0)) {
            _ = try WalkForward.expanding(first: 5, every: 5).splits(of: SampleSpans(count: 30, horizon: 5))
        }
        #expect(throws: LearningError.emptyFold(fold: 3, purged: 4, embargoed: 0)) {
            // Sample by sample the labels grow: the fourth block is the first that all training labels reach.
            let spans = try SampleSpans(
                starts: (0..<20).map { $0 }, ends: (0..<20).map { $0 < 12 ? $0 : min(19, $0 + 4) })
            _ = try WalkForward(firstTest: .step(4), every: 4, longest: 4).splits(of: spans)
        }
    }

    @Test func parametersOutOfRangeAreRefused() throws {
        let spans = try SampleSpans(count: 30)
        let refused: [any Splitter] = [
            KFold(folds: 1), KFold(folds: 3, embargo: .steps(-1)), KFold(folds: 3, embargo: .fraction(1)),
            KFold(folds: 3, embargo: .fraction(.nan)), KFold(folds: 31),
            WalkForward.rolling(training: 10, every: 0), WalkForward.rolling(training: 10, every: 2, gap: -1),
            WalkForward.rolling(training: 0, every: 2), WalkForward.expanding(first: 30, every: 1),
            WalkForward(firstTest: .lastFolds(0), every: 2), WalkForward(firstTest: .lastFolds(15), every: 2),
            WalkForward.expanding(first: 28, every: 3, keepsShortLast: false),
            CombinatorialFolds(folds: 4, testFolds: 4), CombinatorialFolds(folds: 4, testFolds: 0),
            CombinatorialFolds(folds: 40, testFolds: 20), CombinatorialFolds(folds: 31, testFolds: 1),
            HoldOut(from: .fraction(0)), HoldOut(from: .fraction(1)), HoldOut(from: .instant(0)),
            HoldOut(from: .instant(30)),
        ]
        for splitter in refused {
            #expect(throws: LearningError.self, "\(splitter)") { _ = try splitter.splits(of: spans) }
        }
        let nothing = try SampleSpans(starts: [], ends: [])
        for splitter in [KFold(folds: 2), WalkForward.rolling(training: 1, every: 1), HoldOut(from: .fraction(0.5))]
            as [any Splitter]
        {
            #expect(throws: LearningError.self, "\(splitter)") { _ = try splitter.splits(of: nothing) }
        }
    }

    @Test func spansOutOfOrderAreRefused() {
        #expect(
            throws: LearningError.parameter(
                name: "the start of sample 2", found: "3", allowed: "at or after that of the sample before it, 4")
        ) { _ = try SampleSpans(starts: [1, 4, 3], ends: [9, 9, 9]) }
        #expect(
            throws: LearningError.parameter(
                name: "the end of the label of sample 1", found: "3", allowed: "at or after the sample's start, 4")
        ) { _ = try SampleSpans(starts: [1, 4], ends: [9, 3]) }
        #expect(throws: LearningError.self) { _ = try SampleSpans(starts: [1], ends: []) }
        #expect(throws: LearningError.self) { _ = try SampleSpans(count: -1) }
    }

    @Test func labelsOfAnyLengthDoNotOverflow() throws {
        let spans = try SampleSpans(starts: [.min, 0, 1, 2], ends: [.min, .max, 1, .max])
        let split = try HoldOut(from: .fraction(0.5)).splits(of: spans)[0]
        #expect(split.training == RangeSet(0..<1))
        #expect(split.purged == RangeSet(1..<2))
        #expect(throws: LearningError.emptyFold(fold: 0, purged: 2, embargoed: 0)) {
            _ = try KFold(folds: 2).splits(of: spans)
        }
    }
}

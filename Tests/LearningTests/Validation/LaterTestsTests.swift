import Core
import Learning
import Testing

/// Folds of which only later samples are tested.
@Suite struct LaterTestsTests {
    @Test(arguments: 0..<40 as Range<UInt64>) func laterSamplesAreTestedAsTheBaseSaysAndEarlierOnesLearntFrom(
        seed: UInt64
    ) throws {
        var source = RandomSpans(seed: seed)
        let spans = try source.spans(least: 80, most: 160, longest: 8)
        let instant = spans.starts[source.random.below(spans.count / 2)]
        let embargo = source.random.below(4)
        let base = KFold(folds: 2 + source.random.below(3), embargo: .steps(embargo))
        let splits = try LaterTests(base, after: instant).splits(of: spans)
        for split in splits {
            SplitPropertyTests().hold(
                split, spans, embargo: embargo, candidates: 0..<spans.count, "seed \(seed), after \(instant)")
        }
        let first = try #require(spans.starts.firstIndex { $0 > instant })
        #expect(splits.flatMap(\.test).flatMap { Array($0) } == Array(first..<spans.count), "seed \(seed)")
        // Before everything the base is left as it is.
        #expect(try LaterTests(base, after: .min).splits(of: spans) == base.splits(of: spans), "seed \(seed)")
    }

    @Test func tooFewLaterSamplesAreRefused() throws {
        let spans = try SampleSpans(count: 30)
        #expect(throws: LearningError.self) { _ = try LaterTests(KFold(folds: 3), after: 27).splits(of: spans) }
        #expect(throws: LearningError.self) { _ = try LaterTests(KFold(folds: 3), after: 40).splits(of: spans) }
    }
}

import Core
import Learning
import Testing

/// What holds of every split, over random samples, checked sample by sample against the words of S66.
@Suite struct SplitPropertyTests {
    /// Every sample is trained on, tested, purged, embargoed or no candidate, and for the right reason.
    func hold(
        _ split: Split, _ spans: SampleSpans, embargo: Int, candidates: Range<Int>, _ note: Comment
    ) {
        let tested = Set(split.test.flatMap { Array($0) })
        #expect(!tested.isEmpty && !split.training.isEmpty, note)
        for place in 0..<spans.count {
            let isTested = tested.contains(place)
            var (overlaps, follows) = (false, false)
            for block in split.test {
                let (a, e) = (spans.starts[block.lowerBound], spans.ends[block].max() ?? 0)
                if spans.ends[place] >= a, spans.starts[place] <= e { overlaps = true }
                // The first distinct instants after E.
                let instants = Set(spans.starts.filter { $0 > e }).sorted().prefix(embargo)
                if instants.contains(spans.starts[place]) { follows = true }
            }
            let isCandidate = candidates.contains(place) && !isTested
            #expect(split.purged.contains(place) == (isCandidate && overlaps), note)
            #expect(split.embargoed.contains(place) == (isCandidate && !overlaps && follows), note)
            #expect(split.training.contains(place) == (isCandidate && !overlaps && !follows), note)
        }
        for place in split.training.ranges.joined() {
            for other in tested {
                #expect(
                    spans.ends[place] < spans.starts[other] || spans.starts[place] > spans.ends[other],
                    "training sample \(place) overlaps test sample \(other); \(note)")
            }
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func kFoldsHold(seed: UInt64) throws {
        var source = RandomSpans(seed: seed)
        let spans = try source.spans()
        let embargo = source.random.below(4)
        let splits = try KFold(folds: 2 + source.random.below(3), embargo: .steps(embargo)).splits(of: spans)
        for split in splits { hold(split, spans, embargo: embargo, candidates: 0..<spans.count, "seed \(seed)") }
        #expect(splits.flatMap(\.test).flatMap { Array($0) } == Array(0..<spans.count), "seed \(seed)")
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func walksHoldAndKnowNoTomorrow(seed: UInt64) throws {
        var source = RandomSpans(seed: seed)
        let spans = try source.spans()
        let (gap, every) = (source.random.below(3), 1 + source.random.below(6))
        let longest = source.random.below(2) == 0 ? nil : 14 + source.random.below(10)
        let walk = WalkForward(firstTest: .step(15 + gap), every: every, longest: longest, gap: gap)
        let splits = try walk.splits(of: spans)
        for split in splits {
            let first = split.test[0].lowerBound
            let step = spans.firstStep(at: spans.starts[first])
            let from = max(0, longest.map { step - gap - $0 } ?? 0)
            let candidates = spans.places(ofSteps: from..<step - gap)
            hold(split, spans, embargo: 0, candidates: candidates, "seed \(seed)")
            for place in split.training.ranges.joined() {
                #expect(spans.ends[place] < spans.starts[first], "seed \(seed): S67")
            }
        }
        let tested = splits.flatMap(\.test).flatMap { Array($0) }
        #expect(tested == Array(tested[0]..<spans.count), "seed \(seed): every later sample is tested once")
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func combinatorialSplitsHoldAndPathsCoverEachSampleOnce(
        seed: UInt64
    ) throws {
        var source = RandomSpans(seed: seed)
        let spans = try source.spans(least: 80, most: 160, longest: 5)
        let folds = 4 + source.random.below(3)
        let embargo = source.random.below(3)
        let combinatorial = CombinatorialFolds(
            folds: folds, testFolds: 1 + source.random.below(2), embargo: .steps(embargo))
        let splits = try combinatorial.splits(of: spans)
        for split in splits { hold(split, spans, embargo: embargo, candidates: 0..<spans.count, "seed \(seed)") }
        let paths = try combinatorial.paths()
        var used: Set<[Int]> = []
        for path in paths {
            let covered = path.parts.flatMap { Array(splits[$0.split].test[$0.block]) }
            #expect(covered == Array(0..<spans.count), "seed \(seed)")
            for part in path.parts { #expect(used.insert([part.split, part.block]).inserted, "seed \(seed)") }
        }
        // Every prediction of every split is in exactly one path.
        #expect(used.count == splits.reduce(0) { $0 + $1.test.count }, "seed \(seed)")
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func heldOutEndsHold(seed: UInt64) throws {
        var source = RandomSpans(seed: seed)
        let spans = try source.spans()
        let split = try HoldOut(from: .fraction(0.25)).splits(of: spans)[0]
        hold(split, spans, embargo: 0, candidates: 0..<split.test[0].lowerBound, "seed \(seed)")
        let instant = spans.starts[split.test[0].lowerBound]
        #expect(try HoldOut(from: .instant(instant)).splits(of: spans) == [split])
    }
}

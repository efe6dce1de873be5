import Core
import Learning
import Testing

/// The end of a training period, tested part by part.
@Suite struct LastPartsTests {
    private func places(_ set: RangeSet<Int>) -> [Int] { set.ranges.flatMap { Array($0) } }

    private func places(_ blocks: [Range<Int>]) -> [Int] { blocks.flatMap { Array($0) } }

    @Test func partsAreAtTheEndAndEachIsLearntFromWhatComesBefore() throws {
        let splits = try LastParts(count: 3).splits(of: SampleSpans(count: 26))
        // Half of 26 by 3: 4 steps a part.
        #expect(splits.map { places($0.test) } == [Array(14..<18), Array(18..<22), Array(22..<26)])
        #expect(splits.map { places($0.training) } == [Array(0..<14), Array(0..<18), Array(0..<22)])
    }

    @Test func whatReachesIntoAPartIsPurged() throws {
        let splits = try LastParts(count: 2).splits(of: SampleSpans(count: 40, horizon: 3))
        #expect(splits.map { places($0.test) } == [Array(20..<30), Array(30..<40)])
        // Labels of rows 17 to 19 end at 20 to 22.
        #expect(splits.map { places($0.training) } == [Array(0..<17), Array(0..<27)])
    }

    @Test func stepsOfSeveralInstrumentsAreNotCutInTwo() throws {
        let starts = (0..<20).flatMap { [Int64($0), Int64($0)] }
        let splits = try LastParts(count: 1).splits(of: SampleSpans(starts: starts, ends: starts))
        #expect(splits.map { places($0.test) } == [Array(20..<40)])
    }

    @Test func randomSpansAreTestedOnceAndNeverTheFirstHalf() throws {
        for seed in UInt64(0)..<50 {
            var random = RandomStream(seed: seed, name: "last parts")
            let (count, parts) = (20 + random.below(200), 1 + random.below(6))
            let spans = try SampleSpans(count: count, horizon: random.below(3))
            let splits = try LastParts(count: parts).splits(of: spans)
            #expect(splits.count == parts, "seed \(seed)")
            let tested = splits.flatMap { places($0.test) }
            #expect(tested == Array(count - tested.count..<count) && tested.count <= count / 2, "seed \(seed)")
            #expect(tested.count > count / 2 - parts, "seed \(seed)")
            for split in splits {
                let first = try #require(places(split.test).first)
                #expect(places(split.training).allSatisfy { spans.ends[$0] < spans.starts[first] }, "seed \(seed)")
            }
        }
    }

    @Test func tooFewStepsAreRefused() throws {
        let spans = try SampleSpans(count: 5)
        #expect(
            throws: LearningError.tooFewSamples(
                found: 5, needed: 6, purpose: "a choice by 3 parts at the end of a training")
        ) { _ = try LastParts(count: 3).splits(of: spans) }
        #expect(
            throws: LearningError.parameter(name: "the number of parts", found: "0", allowed: "1 or more")
        ) { _ = try LastParts(count: 0).splits(of: spans) }
        #expect(try LastParts(count: 2).splits(of: spans).count == 2)
    }
}

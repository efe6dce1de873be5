import Core
import Learning
import LinearAlgebra
import Testing

@Suite struct MomentBlocksTests {
    static func set(seed: UInt64, changed: (Int) -> Bool = { _ in false }) throws -> SampleSet {
        var source = SampleFixtures(seed: seed)
        var parts = [
            try source.part(0, rows: 150, features: 3), try source.part(1, rows: 90, features: 3, first: 40, skips: 5),
        ]
        for place in 0..<2 {
            for (row, time) in parts[place].times.enumerated() where changed(Int(time)) {
                parts[place].features[row, 1] = source.number() * 1e9
            }
        }
        return try SampleSet(features: ["a", "b", "c"], window: 1 + Int(seed) % 3, parts)
    }

    @Test(arguments: 0..<8 as Range<UInt64>) func sumsOfFoldsAreThoseOfTheirSamples(seed: UInt64) throws {
        let set = try MomentBlocksTests.set(seed: seed)
        let blocks = try MomentBlocks(set, size: 1 + Int(seed) * 3)
        for splitter in [WalkForward.rolling(training: 60, every: 9, gap: 2), KFold(folds: 4, embargo: .steps(2))]
            as [any Splitter]
        {
            for fold in try set.folds(splitter) {
                let (shared, direct) = (try blocks.moments(of: fold.training), try fold.training.moments())
                #expect(shared.count == direct.count, "seed \(seed)")
                func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-11 }
                #expect(near(shared.weight, direct.weight) && near(shared.labelSum, direct.labelSum))
                #expect(near(shared.labelSquares, direct.labelSquares))
                #expect(zip(shared.sums, direct.sums).allSatisfy(near), "seed \(seed)")
                #expect(zip(shared.cross, direct.cross).allSatisfy(near), "seed \(seed)")
                #expect(
                    zip(shared.gram.elements(.rowMajor), direct.gram.elements(.rowMajor)).allSatisfy(near),
                    "seed \(seed)")
            }
        }
    }

    /// S74: other numbers behind a training period change no bit of its sums.
    @Test(arguments: 0..<6 as Range<UInt64>) func sumsDependOnTrainingSamplesAlone(seed: UInt64) throws {
        let walk = WalkForward.expanding(first: 50, every: 20)
        let set = try MomentBlocksTests.set(seed: seed)
        let blocks = try MomentBlocks(set, size: 16)
        for fold in try set.folds(walk) {
            let end = try #require(fold.training.starts.max())
            let other = try MomentBlocksTests.set(seed: seed) { $0 > end }
            let sums = try blocks.moments(of: fold.training)
            let same = try MomentBlocks(other, size: 16).moments(of: try other.folds(walk)[fold.split.fold].training)
            #expect(sums.gram == same.gram && sums.cross == same.cross && sums.sums == same.sums, "seed \(seed)")
        }
    }

    @Test func samplesOfAnotherSetAreRefused() throws {
        let set = try MomentBlocksTests.set(seed: 1)
        let fold = try set.folds(KFold(folds: 3))[0]
        let (scaled, _) = try fold.transformed(by: Standardisation())
        let blocks = try MomentBlocks(set)
        #expect(throws: LearningError.self) { _ = try blocks.moments(of: scaled.training) }
        #expect(throws: LearningError.self) {
            _ = try blocks.moments(of: try MomentBlocksTests.set(seed: 1).known(at: .max))
        }
        #expect(throws: LearningError.self) { _ = try MomentBlocks(set, size: 0) }
    }
}

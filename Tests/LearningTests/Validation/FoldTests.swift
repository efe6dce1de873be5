import Core
import Foundation
import Learning
import LinearAlgebra
import TestSupport
import Testing

/// What is fitted sees training samples alone (S68), and validation inside of training is not the test set (S70).
@Suite struct FoldTests {
    /// Equal features but for those of rows that `change` says.
    func set(seed: UInt64, window: Int, changed: (_ row: Int) -> Bool = { _ in false }) throws -> SampleSet {
        var source = SampleFixtures(seed: seed)
        var part = try source.part(0, rows: 120, features: 3)
        for row in 0..<120 where changed(row) {
            for column in 0..<3 { part.features[row, column] = 1e6 * source.number() }
        }
        return try SampleSet(features: ["a", "b", "c"], window: window, [part])
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func nothingFittedChangesWithTestData(seed: UInt64) throws {
        let walk = WalkForward.rolling(training: 40, every: 20)
        let window = 1 + Int(seed) % 3
        let whole = try set(seed: seed, window: window)
        for (place, fold) in try whole.folds(walk).enumerated() {
            let used = Set(fold.training.inputs.rows)
            let others = try set(seed: seed, window: window) { !used.contains($0) }.folds(walk)
            func hold(_ transform: some FeatureTransform) throws {
                #expect(
                    try fold.transformed(by: transform).fitted == others[place].transformed(by: transform).fitted,
                    "seed \(seed), fold \(place)")
            }
            try hold(Standardisation())
            try hold(Standardisation(.robust))
            try hold(Winsorisation())
            try hold(CorrelationSelection(count: 2))
            try hold(QuantileTransform())
            try hold(PrincipalComponentTransform())
        }
    }

    /// The compiler holds what S68 asks: fitting takes training samples, and nothing but a split makes them.
    @Test func onlySplitsMakeTrainingSamples() throws {
        let fit: (Standardisation) -> (TrainingSamples) throws -> Standardisation.Fitted = Standardisation.fit
        let fold = try set(seed: 1, window: 2).folds(KFold(folds: 3))[0]
        #expect(try fit(Standardisation())(fold.training).inputCount == 3)
        let sources = SharedFolder.projectRoot.appendingPathComponent("Sources/Learning")
        let walk = try #require(FileManager.default.enumerator(atPath: sources.path))
        var makers: Set<String> = []
        for case let name as String in walk where name.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
            if text.contains("TrainingSamples(inputs:") { makers.insert(name) }
            if name.hasSuffix("/TrainingSamples.swift") {
                #expect(!text.contains("public init("))
                #expect(text.contains("\n    init(inputs: SampleInputs)"))
            }
        }
        // Blocks of sums make them inside, and give out sums of training samples alone.
        #expect(
            makers == [
                "Validation/Folds.swift", "Validation/Fold.swift", "Validation/SampleSet+Splits.swift",
                "Features/MomentBlocks.swift",
            ])
    }

    @Test func nestedFoldsStayInsideOfTraining() throws {
        let whole = try set(seed: 3, window: 2)
        for outer in try whole.folds(KFold(folds: 4, embargo: .steps(3))) {
            let training = Set(outer.training.starts)
            let tested = zip(outer.test.starts, outer.test.ends)
            for inner in try outer.training.folds(KFold(folds: 3)) {
                #expect(Set(inner.training.starts).isSubset(of: training))
                #expect(Set(inner.test.starts).isSubset(of: training))
                #expect(Set(inner.test.starts).isDisjoint(with: inner.training.starts))
                for (start, end) in zip(inner.training.starts, inner.training.ends) {
                    for (a, e) in zip(inner.test.starts, inner.test.ends) { #expect(end < a || start > e) }
                    for (a, e) in tested { #expect(end < a || start > e) }
                }
            }
            let stopping = try outer.training.folds(HoldOut(from: .fraction(0.2)))[0]
            #expect((stopping.training.ends.max() ?? .max) < (stopping.test.starts.min() ?? .min))
        }
    }

    @Test func transformedFoldsReadTransformedWindows() throws {
        let whole = try set(seed: 5, window: 3)
        let fold = try whole.folds(WalkForward.rolling(training: 50, every: 10, gap: 4))[2]
        let (scaled, scaler) = try fold.transformed(by: Standardisation())
        let (before, after) = (try fold.test.inputs.matrix(), try scaled.test.inputs.matrix())
        for row in 0..<before.rows {
            for column in 0..<before.columns {
                let expected =
                    (before[row, column] - scaler.centres[column % 3]) / scaler.scales[column % 3]
                #expect(after[row, column] == expected)
            }
        }
        #expect(scaled.training.labels == fold.training.labels)
        #expect(scaled.split == fold.split)
        // What is predicted later goes through the same transform.
        let live = try whole.inputs(of: InstrumentIndex(0), rows: fold.test.inputs.rows).transformed(by: scaler)
        #expect(try live.matrix() == after)
        let (projected, components) = try scaled.transformed(by: PrincipalComponentTransform(components: 2))
        #expect(projected.test.inputs.features == ["component 1", "component 2"])
        #expect(projected.test.inputs.width == 6)
        #expect(throws: LearningError.self) { _ = try projected.test.inputs.transformed(by: components) }
    }
}

import LinearAlgebra
import Learning
import TestSupport
import Testing

@Suite struct PermutationImportanceTests {
    /// A linear forecast `Σ β x` that is exact errs by `β (x − x')` once x is dealt out: `2 β² var(x)` on average.
    @Test func theLossIsThatOfTheoryForALinearModel() throws {
        let seed: UInt64 = 31
        let fold = try DiagnosticSamples.told(seed: seed, window: 1) { newest, _ in 2 * newest[0] + newest[1] }
        let fitted = try LeastSquares().fit(fold.training, in: FitContext())
        let found = try PermutationImportance(score: .meanSquaredError, repeats: 50, seed: seed)
            .measure(fitted, on: fold.test)
        #expect(found.map(\.features) == [["a"], ["b"], ["c"]])
        let elements = try fold.test.inputs.matrix()
        for (column, slope) in [2.0, 1, 0].enumerated() {
            let x = (0..<fold.test.count).map { elements[$0, column] }
            let mean = x.reduce(0, +) / Double(x.count)
            let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
            let deviation = try #require(found[column].deviation)
            // Five standard errors of the mean over the repeats.
            #expect(
                abs(found[column].mean - 2 * slope * slope * variance) <= 5 * deviation / 50.0.squareRoot() + 1e-12,
                "seed \(seed): \(column)")
        }
        #expect(found[0].mean > 3 * found[1].mean && abs(found[2].mean) < 1e-12)
        for score in [PermutationImportance.Score.informationCoefficient, .rankInformationCoefficient] {
            let drops = try PermutationImportance(score: score, seed: seed).measure(fitted, on: fold.test)
            #expect(drops[0].mean > drops[1].mean && drops[1].mean > 0.05 && abs(drops[2].mean) < 1e-3, "\(drops)")
        }
    }

    @Test func aWindowIsMovedWithAllItsLagsAndGroupsMoveTogether() throws {
        let seed: UInt64 = 32
        // The label is told by the oldest row of the window alone.
        let fold = try DiagnosticSamples.told(seed: seed, window: 3) { _, oldest in oldest[0] - oldest[1] }
        let fitted = try LeastSquares().fit(fold.training, in: FitContext())
        let alone = try PermutationImportance(seed: seed).measure(fitted, on: fold.test)
        #expect(alone[0].mean > 0.15 && alone[1].mean > 0.15 && abs(alone[2].mean) < 1e-3)
        // With every feature moved the forecasts are the same ones, dealt out anew: nothing is left of the correlation.
        let groups = [["a", "b", "c"], ["c"]]
        let together = try PermutationImportance(repeats: 20, seed: seed, groups: groups).measure(fitted, on: fold.test)
        #expect(together.map(\.features) == groups)
        #expect(abs(together[0].mean - 1) < 0.1, "seed \(seed): \(together[0])")
        // A permutation is of its group's names: other groups beside it move nothing.
        #expect(Array(together[1].drops.prefix(10)) == alone[2].drops)
        #expect(try PermutationImportance(seed: seed).measure(fitted, on: fold.test) == alone)
        #expect(try PermutationImportance(seed: seed + 1).measure(fitted, on: fold.test) != alone)
    }

    @Test func whatCanNotBeMeasuredIsRefused() throws {
        let fold = try DiagnosticSamples.told(seed: 33, window: 1) { newest, _ in newest[0] }
        let fitted = try LeastSquares().fit(fold.training, in: FitContext())
        func message(_ importance: PermutationImportance) -> String? {
            #expect(throws: LearningError.self) { try importance.measure(fitted, on: fold.test) }?.description
        }
        #expect(message(PermutationImportance(repeats: 0)) == "repeats is 0; allowed is 1 and more")
        #expect(message(PermutationImportance(groups: [["z"]])) == "feature is z; allowed is a, b, c")
        #expect(message(PermutationImportance(groups: [[]])) == "a group of features is empty; allowed is 1 or more")
        #expect(throws: LearningError.cancelled) {
            try PermutationImportance().measure(fitted, on: fold.test, isCancelled: { true })
        }
        #expect(try PermutationImportance(repeats: 1).measure(fitted, on: fold.test)[0].deviation == nil)
    }
}

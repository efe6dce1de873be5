import Core
import GradientBoosting
import Learning
import LinearAlgebra
import Testing

@Suite struct StoredTreesTests {
    static var restorers: ModelRestorers {
        var restorers = ModelRestorers()
        restorers.addBoostedTrees()
        return restorers
    }

    @Test func storedTreesAreReadBackAndForecastTheSameBits() throws {
        for model in FittedTreesTests.models {
            let (fitted, inputs) = try FittedTreesTests.fitted(model)
            let stored = try StoredModel(of: fitted)
            let restored = try Self.restorers.model(stored)
            #expect(restored.width == fitted.width)
            #expect(try restored.stored == stored)
            #expect(try restored.predict(inputs).map(\.bitPattern) == fitted.predict(inputs).map(\.bitPattern))
        }
    }

    @Test func treesInsideOtherModelsAreReadBack() throws {
        let model = GradientBoostedTrees(rounds: 4, depth: 2).ensemble(of: 2).behind(Standardisation())
        let fold = try BoostingSamples.fold()
        let fitted = try model.fit(fold.training, in: FitContext())
        let stored = try StoredModel(of: fitted)
        let restored = try Self.restorers.model(stored)
        let inputs = fold.test.inputs
        #expect(try restored.predict(inputs).map(\.bitPattern) == fitted.predict(inputs).map(\.bitPattern))
        #expect(
            throws: LearningError.unknownKind(found: "boosted_trees", known: ModelRestorers().kinds)
        ) { try ModelRestorers().model(stored) }
    }

    @Test func whatNoTreesCanBeMadeOfIsRefused() throws {
        let stored = try FittedTreesTests.fitted(GradientBoostedTrees(rounds: 2, depth: 2)).fitted.stored
        for width: [Double] in [[], [0], [4], [6], [5, 5], [.nan], [1e300], [5.5], [-5]] {
            var altered = stored
            altered.numbers["width"] = width
            #expect(throws: LearningError.self, "\(width)") { try Self.restorers.model(altered) }
        }
        var altered = stored
        altered.texts["trees"] = nil
        #expect(throws: LearningError.self) { try Self.restorers.model(altered) }
        altered.texts["trees"] = "{}"
        #expect(throws: LearningError.self) { try Self.restorers.model(altered) }
    }
}

import GradientBoosting
import StrategyKit
import Testing

/// The model `xgboost` of configs.
@Suite struct BoostedTreesKindTests {
    @Test func itsParametersReachTheModel() throws {
        let declaration = try #require(ModelRegistry().named("xgboost"))
        let made = try #require(
            try declaration.make([
                ("rounds", .integer(30)), ("depth", .integer(3)), ("learning_rate", .number(0.2)),
                ("subsample", .number(0.7)), ("column_sample", .number(0.6)), ("l2", .number(2)), ("l1", .number(0.5)),
                ("min_child_weight", .number(4)), ("min_gain", .number(0.01)), ("objective", .choice("huber")),
                ("huber_slope", .number(1.5)), ("method", .choice("exact")), ("patience", .integer(5)),
                ("validation", .number(0.3)),
            ]) as? GradientBoostedTrees)
        #expect(made.rounds == 30 && made.depth == 3 && made.learningRate == 0.2)
        #expect(made.subsample == 0.7 && made.columnSample == 0.6)
        #expect(made.squaredPenalty == 2 && made.absolutePenalty == 0.5)
        #expect(made.minimumChildWeight == 4 && made.minimumGain == 0.01)
        #expect(made.objective == .huber(slope: 1.5) && made.method == .exact)
        #expect(made.stop == BoostingStop(validation: 0.3, patience: 5))
        let plain = try #require(try declaration.make() as? GradientBoostedTrees)
        #expect(plain.stop == nil && plain.method == .hist && plain.objective == .squared && plain.rounds == 100)
    }

    @Test func ofTwoLabelsItForecastsTheProbabilityOfTheGreater() throws {
        let seed: UInt64 = 5
        let set = try ModelKindTests.set(seed: seed) { $0 > 0.3 ? 1 : -1 }
        let values: [(name: String, value: ParameterValue)] = [("objective", .choice("logistic"))]
        #expect(try #require(ModelRegistry().named("xgboost")).make(values).predictsProbability)
        let found = try ModelKindTests.forecasts("xgboost", set, values)
        #expect(found.forecasts.allSatisfy { $0 >= 0 && $0 <= 1 })
        let right = zip(found.forecasts, found.labels).count { ($0 > 0.5) == ($1 > 0) }
        #expect(Double(right) > 0.9 * Double(found.labels.count), "seed \(seed)")
    }

    @Test func whatWasFittedIsReadBackByTheBuiltInRestorers() throws {
        let set = try ModelKindTests.set(seed: 6, rows: 1_300)
        let fold = try #require(try set.folds(ModelKindTests.walk).first)
        let model = try #require(ModelRegistry().named("xgboost")).make([("rounds", .integer(5))])
        let fitted: any FittedModel = try model.fit(fold.training, in: FitContext())
        let restored = try ModelRestorers.builtIn.model(try StoredModel(of: fitted))
        let inputs = fold.test.inputs
        #expect(try restored.predict(inputs).map(\.bitPattern) == fitted.predict(inputs).map(\.bitPattern))
    }

    @Test func withoutTheLibraryTheFitSaysWhatToInstall() throws {
        let set = try ModelKindTests.set(seed: 7, rows: 1_300)
        let fold = try #require(try set.folds(ModelKindTests.walk).first)
        let declaration = try #require(ModelRegistry().named("xgboost"))
        var model = try #require(try declaration.make() as? GradientBoostedTrees)
        model.library = "/nonexistent/libxgboost.so"
        let error = #expect(throws: LearningError.self) { try model.fit(fold.training, in: FitContext()) }
        #expect(error?.description.contains("apt-get install libxgboost-dev") == true)
    }
}

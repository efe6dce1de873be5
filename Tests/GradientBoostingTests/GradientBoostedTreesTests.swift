import Foundation
import GradientBoosting
import Learning
import Synchronization
import TestSupport
import Testing

@Suite struct GradientBoostedTreesTests {
    /// What is grown in each column of `Tests/Golden/GradientBoosting/xgboost-1.7.4.csv`.
    static let cases: [(name: String, model: GradientBoostedTrees, isWeighted: Bool, isOfClasses: Bool)] = [
        (
            "squared-hist",
            GradientBoostedTrees(rounds: 60, depth: 4, learningRate: 0.1, standardisesLabels: false), false, false
        ),
        (
            "squared-exact-weights",
            GradientBoostedTrees(
                rounds: 40, depth: 3, learningRate: 0.2, absolutePenalty: 0.5, minimumChildWeight: 3, minimumGain: 0.05,
                method: .exact, standardisesLabels: false), true, false
        ),
        (
            "huber-hist",
            GradientBoostedTrees(
                rounds: 50, depth: 4, learningRate: 0.3, squaredPenalty: 2, objective: .huber(slope: 0.25),
                standardisesLabels: false), false, false
        ),
        (
            "logistic-hist", GradientBoostedTrees(rounds: 30, depth: 3, learningRate: 0.3, objective: .logistic), true,
            true
        ),
        (
            "squared-drawn",
            GradientBoostedTrees(
                rounds: 40, depth: 4, learningRate: 0.1, subsample: 0.5, columnSample: 0.6, standardisesLabels: false),
            false, false
        ),
    ]
    static let context = FitContext(seed: NetworkSeed(run: 7))

    /// The figures are predictions of the Python package xgboost 1.7.4.
    ///
    /// For the last 100 of 400 rows, trained on the first 300 with one thread, `base_score` the weighted mean of the training labels, and the parameters of the case; the drawn case with
    /// `seed_per_iteration` and the seed that run 7 gives. Its numbers are single precision in the fewest digits.
    @Test(arguments: 0..<5) func forecastsAreThoseOfThePythonPackage(number: Int) throws {
        let (name, model, isWeighted, isOfClasses) = Self.cases[number]
        let figures = try FigureTable(
            path: SharedFolder.projectRoot.appendingPathComponent("Tests/Golden/GradientBoosting/xgboost-1.7.4.csv")
                .path)
        let expected = figures.numbers(name)
        #expect(expected.count == 100)
        let fold = try BoostingSamples.fold(isWeighted: isWeighted) {
            isOfClasses ? (BoostingSamples.label($0) > 0.1 ? 3 : -2) : BoostingSamples.label($0)
        }
        let fitted = try model.fit(fold.training, in: Self.context)
        #expect(fitted.rounds == model.rounds && fitted.width == 5)
        for (found, expected) in zip(try fitted.predict(fold.test.inputs), expected) {
            #expect(agree(found, expected, relative: 1e-5, absolute: 1e-6), "\(name)")
        }
    }

    @Test func equalFitsHaveEqualBytesAndTheSeedIsHeard() throws {
        let fold = try BoostingSamples.fold(window: 3, instruments: 2)
        let model = GradientBoostedTrees(rounds: 20, subsample: 0.5, columnSample: 0.5)
        let first = try model.fit(fold.training, in: Self.context)
        // Another model grows on the same thread between the rounds of this one.
        let other = FitContext(
            seed: Self.context.seed,
            onEpoch: { _ in
                _ = try? GradientBoostedTrees(rounds: 1, subsample: 0.9).fit(fold.training, in: FitContext())
            })
        #expect(try model.fit(fold.training, in: other).bytes == first.bytes)
        #expect(try model.fit(fold.training, in: FitContext(seed: NetworkSeed(run: 8))).bytes != first.bytes)
        #expect(try model.fit(fold.training, in: FitContext(seed: NetworkSeed(run: 7, fold: 1))).bytes != first.bytes)
    }

    /// Returns of minutes are too small for XGBoost's least gain of a split; labels of deviation 1 are not.
    @Test func smallLabelsAreLearntAsWellAsLargeOnes() throws {
        func score(_ unit: Double, standardised: Bool) throws -> PredictionScore {
            let fold = try BoostingSamples.fold { unit * BoostingSamples.label($0) + 5 * unit }
            let model = GradientBoostedTrees(standardisesLabels: standardised)
            let fitted = try model.fit(fold.training, in: FitContext())
            return PredictionScore(forecasts: try fitted.predict(fold.test.inputs), labels: fold.test.labels)
        }
        for unit in [1, 1e-5] {
            let found = try score(unit, standardised: true)
            #expect(found.informationCoefficient.map { $0 > 0.9 } ?? false, "\(found)")
            #expect(found.rootMeanSquaredError < 0.3 * unit, "\(found)")
        }
        #expect(try score(1e-5, standardised: false).informationCoefficient == nil)
    }

    @Test func boostingEndsWhereTheHeldOutPartIsPredictedNoBetter() throws {
        let fold = try BoostingSamples.fold(horizon: 2) { row in
            // Half of it is noise that no feature tells of.
            BoostingSamples.label(row) + Double(row * row * 7 % 101) / 50 - 1
        }
        let model = GradientBoostedTrees(
            rounds: 500, learningRate: 0.3, stop: BoostingStop(validation: 0.2, patience: 5))
        let told = Mutex<[EpochRecord]>([])
        let fitted = try model.fit(
            fold.training, in: FitContext(onEpoch: { record in told.withLock { $0.append(record) } }))
        let losses = fitted.history.compactMap(\.validationLoss)
        let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
        #expect(fitted.history == told.withLock { $0 })
        #expect(losses.count == best + 1 + 5 && losses.count < 500 && fitted.rounds == best + 1)
        // The loss is that of the trees that are kept, and the purge took the labels that reach into the held-out part.
        let inner = try fold.training.folds(HoldOut(from: .fraction(0.2)))[0]
        #expect(inner.training.count + inner.test.count < fold.training.count)
        let score = PredictionScore(forecasts: try fitted.predict(inner.test.inputs), labels: inner.test.labels)
        #expect(agree(score.rootMeanSquaredError * score.rootMeanSquaredError, losses[best], relative: 1e-5))
    }

    @Test func whatCanNotBeFittedIsRefused() throws {
        let fold = try BoostingSamples.fold(rows: 40)
        let refused: [(GradientBoostedTrees, String)] = [
            (GradientBoostedTrees(rounds: 0), "rounds is 0; allowed is 1 to 100000"),
            (GradientBoostedTrees(depth: 21), "depth is 21; allowed is 1 to 20"),
            (GradientBoostedTrees(learningRate: .nan), "learning rate is nan; allowed is above 0 and up to 1"),
            (GradientBoostedTrees(subsample: 0), "subsample is 0.0; allowed is above 0 and up to 1"),
            (GradientBoostedTrees(columnSample: 1.5), "column sample is 1.5; allowed is above 0 and up to 1"),
            (GradientBoostedTrees(squaredPenalty: -1), "squared penalty is -1.0; allowed is 0 and more"),
            (GradientBoostedTrees(minimumGain: .infinity), "minimum gain is inf; allowed is 0 and more"),
            (
                GradientBoostedTrees(objective: .huber(slope: 0)), "slope of the Huber loss is 0.0; allowed is above 0"
            ),
            (
                GradientBoostedTrees(stop: BoostingStop(validation: 1)),
                "validation part is 1.0; allowed is between 0 and 1"
            ),
            (GradientBoostedTrees(stop: BoostingStop(patience: 0)), "patience is 0; allowed is 1 and more"),
            (
                GradientBoostedTrees(objective: .logistic),
                "labels is 30 values; allowed is two for the logistic objective"
            ),
        ]
        for (model, message) in refused {
            let error = #expect(throws: LearningError.self) { try model.fit(fold.training, in: FitContext()) }
            #expect(error?.description == message)
        }
        let model = GradientBoostedTrees(objective: .logistic)
        let one = try BoostingSamples.fold(rows: 40) { _ in 4 }
        #expect(throws: LearningError.oneClass(label: 4)) { try model.fit(one.training, in: FitContext()) }
        // Numbers that do not vary are forecast as they are.
        let flat = try GradientBoostedTrees(rounds: 3).fit(one.training, in: FitContext())
        #expect(try flat.predict(one.test.inputs).allSatisfy { $0 == 4 })
        #expect(throws: LearningError.cancelled) {
            try GradientBoostedTrees().fit(fold.training, in: FitContext(isCancelled: { true }))
        }
    }
}

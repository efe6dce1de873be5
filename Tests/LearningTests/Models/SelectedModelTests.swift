import Learning
import LinearAlgebra
import Testing

@Suite struct SelectedModelTests {
    static func ridge(_ penalties: [Double]) -> [SelectedModel.Candidate] {
        penalties.map { .init(label: "penalty=\($0)", model: RidgeRegression(penalties: [$0])) }
    }

    static let splitters: [any Splitter] = [
        WalkForward(firstTest: .lastFolds(4), every: 60), KFold(folds: 4, embargo: .steps(2)),
    ]

    @Test func theRightPenaltyIsChosen() throws {
        // Strong coefficients and little noise want no penalty; pure noise wants the largest.
        for seed in UInt64(1)...3 {
            let strong = try SimulatedSamples.set(
                seed: seed, rows: 400, coefficients: [2, -1, 1, 0.5], noise: 0.5
            ).known(at: 380)
            let noise = try SimulatedSamples.set(
                seed: seed, rows: 400, coefficients: [Double](repeating: 0, count: 30), noise: 1
            ).known(at: 380)
            for splitter in Self.splitters {
                let model = SelectedModel(Self.ridge([1e5, 0.1, 1e3]), by: .meanSquaredError, over: splitter)
                let one = try model.fit(strong, in: FitContext())
                #expect(one.label == "penalty=0.1" && one.chosen == 1, "seed \(seed): \(one.results)")
                #expect(one.results.allSatisfy { $0.folds.count == 4 && $0.failure == nil })
                let two = try SelectedModel(Self.ridge([0.1, 1e5, 10]), by: .meanSquaredError, over: splitter).fit(
                    noise, in: FitContext())
                #expect(two.label == "penalty=100000.0", "seed \(seed): \(two.results)")
            }
        }
    }

    @Test func theWinnerIsFittedOnAllTrainingSamplesAndScoresAreThoseOfItsFolds() throws {
        let set = try SimulatedSamples.set(seed: 4, rows: 300, coefficients: [1, -1], noise: 1, instruments: 2)
        let known = try set.known(at: 250)
        let inputs = try set.inputs(of: set.instruments[1], rows: [260, 270])
        for metric in SelectedModel.Metric.allCases {
            let candidates: [SelectedModel.Candidate] = [
                .init(label: "mean", model: Baseline(.mean)), .init(label: "ols", model: LeastSquares()),
            ]
            let fitted = try SelectedModel(candidates, by: metric, over: Self.splitters[0]).fit(
                known, in: FitContext())
            #expect(fitted.label == "ols")
            let alone = try LeastSquares().fit(known, in: FitContext())
            #expect(try fitted.predict(inputs) == alone.predict(inputs))
            var (total, count) = (0.0, 0)
            for (place, fold) in try known.folds(WalkForward(firstTest: .lastFolds(4), every: 60)).enumerated() {
                let score = PredictionScore(
                    forecasts: try LeastSquares().fit(fold.training, in: FitContext()).predict(fold.test.inputs),
                    labels: fold.test.labels)
                let expected: Double
                switch metric {
                case .informationCoefficient: expected = try #require(score.informationCoefficient)
                case .rankInformationCoefficient: expected = try #require(score.rankInformationCoefficient)
                case .meanSquaredError: expected = score.rootMeanSquaredError * score.rootMeanSquaredError
                }
                #expect(fitted.results[1].folds[place] == expected)
                total += expected * Double(fold.test.count)
                count += fold.test.count
            }
            #expect(fitted.results[1].score == total / Double(count))
            // A constant forecast has no correlation, which counts as none.
            #expect(metric == .meanSquaredError || fitted.results[0].score == 0)
        }
    }

    @Test func theChoiceDoesNotChangeWithTestData() throws {
        let coefficients = [0.3, -0.2, 0, 0, 0, 0]
        let walk = WalkForward.expanding(first: 200, every: 50)
        let set = try SimulatedSamples.set(seed: 5, rows: 350, coefficients: coefficients, noise: 1)
        let other = try SimulatedSamples.set(
            seed: 5, rows: 350, coefficients: coefficients, noise: 1, changedFrom: 250)
        let model = SelectedModel(
            Self.ridge([0.1, 10, 1_000]), by: .informationCoefficient,
            over: WalkForward(firstTest: .lastFolds(3), every: 30))
        for fold in 0..<2 {
            let one = try model.fit(set.folds(walk)[fold].training, in: FitContext())
            let two = try model.fit(other.folds(walk)[fold].training, in: FitContext())
            // The last label of the first fold's training ends before row 200, of the second's before row 250.
            #expect(one.results == two.results && one.chosen == two.chosen)
        }
        let changed = try model.fit(other.folds(walk)[2].training, in: FitContext())
        #expect(try changed.results != model.fit(set.folds(walk)[2].training, in: FitContext()).results)
    }

    @Test func candidatesThatCanNotBeFittedLoseAndSayWhy() throws {
        let known = try SimulatedSamples.set(seed: 6, rows: 300, coefficients: [1], noise: 1).known(at: 290)
        let wrong = SelectedModel.Candidate(label: "pca", model: PrincipalComponentRegression(components: 9))
        let fitted = try SelectedModel(
            [wrong, .init(label: "ols", model: LeastSquares())], by: .meanSquaredError, over: Self.splitters[0]
        ).fit(known, in: FitContext())
        #expect(fitted.label == "ols" && fitted.results[0].score == nil)
        #expect(fitted.results[0].failure?.contains("9") == true && fitted.results[1].failure == nil)
        let error = #expect(throws: LearningError.self) {
            _ = try SelectedModel([wrong], by: .meanSquaredError, over: Self.splitters[0]).fit(known, in: FitContext())
        }
        guard case .noCandidate(let reasons)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reasons.count == 1 && reasons[0].hasPrefix("pca: "))
        #expect(throws: LearningError.noCandidate(reasons: [])) {
            _ = try SelectedModel([], by: .meanSquaredError, over: Self.splitters[0]).fit(known, in: FitContext())
        }
        #expect(throws: LearningError.cancelled) {
            _ = try SelectedModel(Self.ridge([1]), by: .meanSquaredError, over: Self.splitters[0]).fit(
                known, in: FitContext(isCancelled: { true }))
        }
    }

    @Test func probabilitiesAreScoredAgainstTheGreaterLabelAndMixedCandidatesAreRefused() throws {
        let known = try SimulatedSamples.set(
            seed: 7, rows: 400, coefficients: [2, 0], noise: 0.5, label: { $0 > 0.5 ? 1 : -1 }
        ).known(at: 390)
        let candidates = [1.0, 1e4].map {
            SelectedModel.Candidate(label: "penalty=\($0)", model: LogisticRegression(penalty: $0))
        }
        let model = SelectedModel(candidates, by: .meanSquaredError, over: Self.splitters[1])
        #expect(model.predictsProbability)
        let fitted = try model.fit(known, in: FitContext())
        // A Brier score of probabilities: that of a coin is 1/4, and no label of −1 stands in it.
        #expect(fitted.label == "penalty=1.0")
        #expect(fitted.results[0].score.map { $0 > 0 && $0 < 0.1 } == true)
        #expect(fitted.results[1].score.map { $0 > 0.1 && $0 < 0.3 } == true)
        #expect(throws: LearningError.self) {
            _ = try SelectedModel(
                candidates + Self.ridge([1]), by: .meanSquaredError, over: Self.splitters[1]
            ).fit(known, in: FitContext())
        }
    }
}

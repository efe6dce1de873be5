import Core
import Learning
import LinearAlgebra
import Testing

/// What every model must pass.
@Suite struct ModelTests {
    /// Samples whose labels are partly told by their features; labels of two classes for classifiers.
    static func samples(seed: UInt64, window: Int = 3, classes: Bool = false, changedFrom cut: Int? = nil) throws
        -> SampleSet
    {
        let rows = 240
        var parts: [InstrumentSamples] = []
        for place in 0..<2 {
            // A stream for each: what is drawn for one moves nothing of the other.
            var source = SampleFixtures(seed: seed * 2 + UInt64(place))
            var features = Matrix<Double>(rows: rows, columns: 2, order: .rowMajor)
            for row in 0..<rows {
                for column in 0..<2 { features[row, column] = source.number() }
            }
            var labels: [Double] = []
            for row in 0..<rows - 2 {
                let told = features[row, 0] - 0.5 * features[row, 1] + 0.2 * source.number()
                labels.append(classes ? (told > 0 ? 1 : 0) : told)
            }
            if let cut {
                for row in cut..<rows {
                    for column in 0..<2 { features[row, column] = 100 * source.number() }
                    if row < labels.count { labels[row] = classes ? Double(row % 2) : 50 * source.number() }
                }
            }
            parts.append(
                InstrumentSamples(
                    instrument: InstrumentIndex(place), times: (0..<rows).map { Int64($0) }, features: features,
                    labels: try LabelSeries(
                        rows: Array(0..<rows - 2), ends: (0..<rows - 2).map { $0 + 2 }, values: labels)))
        }
        return try SampleSet(features: ["momentum", "volume"], window: window, parts)
    }

    static let regressions: [any Model] = [
        LeastSquares(), RidgeRegression(penalties: [0.1, 1, 10]), HuberRegression(), QuantileRegression(),
        ElasticNet(penalties: [0.01, 0.001]), PrincipalComponentRegression(components: 6),
        PartialLeastSquares(components: 3), RidgeRegression(penalties: [1]).behind(Standardisation()),
        RidgeRegression(penalties: [1]).behind(Winsorisation()).behind(Standardisation(.robust)),
        NetworkModel(
            hidden: [NetworkLayer(width: 8)], plan: TrainingPlan(schedule: .init(rate: 0.01), batch: 32, epochs: 30)),
        RollingRegression(window: 80), RollingRegression(window: 60, penalty: 1),
        RollingRegression(window: 20, span: .expanding),
        KalmanRegression(processVariance: 1e-6, observationVariance: 0.04),
        AutoregressiveModel(feature: "momentum", lags: [1, 3], includesOthers: true),
        NetworkModel(
            hidden: [NetworkLayer(width: 4)], plan: TrainingPlan(schedule: .init(rate: 0.01), batch: 32, epochs: 60)
        ).ensemble(of: 2),
        SelectedModel(
            [
                .init(label: "ridge", model: RidgeRegression(penalties: [1])),
                .init(label: "mean", model: Baseline(.mean)),
            ], by: .rankInformationCoefficient, over: WalkForward(firstTest: .lastFolds(2), every: 15)),
        Baseline(.zero), Baseline(.mean), Baseline(.last(feature: "momentum")),
    ]
    static let classifiers: [any Model] = [
        LogisticRegression(penalty: 0.1), MultinomialRegression(penalty: 0.1),
        LogisticRegression(penalty: 1).behind(Standardisation()),
        NetworkModel(
            hidden: [NetworkLayer(width: 8, activation: .tanh)],
            plan: TrainingPlan(loss: .binaryCrossEntropy, schedule: .init(rate: 0.01), batch: 32, epochs: 30)),
    ]

    static let walk = WalkForward.expanding(first: 80, every: 40)

    /// The bits of forecasts made in each fold.
    static func forecasts(_ model: any Model, _ set: SampleSet, seed: UInt64 = 3) throws -> OutOfSample {
        func run(_ model: some Model) throws -> OutOfSample {
            try set.outOfSample(model, walk, in: FitContext(seed: NetworkSeed(run: seed)))
        }
        return try run(model)
    }

    @Test func everyModelForecastsTheSameBitsAgainAndLearnsNothingOfWhatItIsTestedOn() throws {
        for (models, classes) in [(Self.regressions, false), (Self.classifiers, true)] {
            let set = try Self.samples(seed: 1, classes: classes)
            // All that is known after row 160, features and labels, is something else.
            let other = try Self.samples(seed: 1, classes: classes, changedFrom: 160)
            for model in models {
                let first = try Self.forecasts(model, set)
                #expect(try Self.forecasts(model, set).forecasts == first.forecasts, "\(model)")
                let changed = try Self.forecasts(model, other)
                let before = first.starts.indices.filter { first.starts[$0] < 160 }
                #expect(before.count > 100)
                #expect(before.allSatisfy { first.forecasts[$0] == changed.forecasts[$0] }, "\(model)")
                #expect(first.forecasts.allSatisfy { $0.isFinite }, "\(model)")
            }
        }
    }

    @Test func aForecastDoesNotHangOnTheSamplesBesideIt() throws {
        for (models, classes) in [(Self.regressions, false), (Self.classifiers, true)] {
            let set = try Self.samples(seed: 2, classes: classes)
            let fold = try #require(try set.folds(Self.walk).first)
            for model in models {
                func hold(_ model: some Model) throws {
                    let fitted = try model.fit(fold.training, in: FitContext())
                    #expect(fitted.width == 6)
                    for instrument in set.instruments {
                        let numbers = fold.test.inputs.numbers(of: instrument)
                        let all = try fitted.predict(fold.test.inputs)
                        let rows = numbers.map { fold.test.inputs.rows[$0] }
                        let alone = try fitted.predict(try set.inputs(of: instrument, rows: Array(rows.suffix(3))))
                        for (one, number) in zip(alone, numbers.suffix(3)) {
                            #expect(abs(one - all[number]) < 1e-6, "\(model)")
                        }
                    }
                    let wider = try Self.samples(seed: 2, window: 4, classes: classes)
                    #expect(throws: LearningError.self) {
                        _ = try fitted.predict(try wider.inputs(of: wider.instruments[0], rows: [50]))
                    }
                }
                try hold(model)
            }
        }
    }

    @Test func whatFeaturesTellIsForecastAndBaselinesKnowLess() throws {
        let set = try Self.samples(seed: 4)
        let scores = try Self.regressions.map { try Self.forecasts($0, set).score }
        for (model, score) in zip(Self.regressions.dropLast(3), scores) {
            #expect(score.informationCoefficient.map { $0 > 0.9 } ?? false, "\(model): \(score)")
            #expect(score.outOfSampleR2.map { $0 > 0.8 } ?? false, "\(model): \(score)")
        }
        let (zero, mean, last) = (scores[scores.count - 3], scores[scores.count - 2], scores[scores.count - 1])
        #expect(zero.informationCoefficient == nil && zero.outOfSampleR2 == 0 && zero.hitRate == nil)
        #expect(mean.outOfSampleR2.map { $0 < 0.1 } ?? false)
        #expect(last.informationCoefficient.map { $0 > 0.5 && $0 < 0.95 } ?? false)
        let classes = try Self.samples(seed: 4, classes: true)
        for model in Self.classifiers {
            let found = try Self.forecasts(model, classes)
            let right = zip(found.forecasts, found.labels).count { ($0 > 0.5) == ($1 > 0.5) }
            #expect(Double(right) > 0.85 * Double(found.labels.count), "\(model)")
            #expect(found.forecasts.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(model)")
        }
    }

    @Test func aNetworkIsOfItsSeedAndFold() throws {
        let set = try Self.samples(seed: 5)
        let model = Self.regressions[9]
        let one = try Self.forecasts(model, set, seed: 1)
        #expect(try Self.forecasts(model, set, seed: 2).forecasts != one.forecasts)
    }

    @Test func aFitThatIsNotWantedEnds() throws {
        let set = try Self.samples(seed: 6)
        let fold = try #require(try set.folds(Self.walk).first)
        let context = FitContext(isCancelled: { true })
        for model in [Self.regressions[0], Self.regressions[9]] {
            func fit(_ model: some Model) throws { _ = try model.fit(fold.training, in: context) }
            #expect(throws: LearningError.cancelled) { try fit(model) }
        }
        #expect(throws: LearningError.cancelled) { _ = try set.outOfSample(Baseline(.zero), Self.walk, in: context) }
        #expect(throws: LearningError.self) {
            _ = try set.outOfSample(Baseline(.last(feature: "nothing")), Self.walk)
        }
    }
}

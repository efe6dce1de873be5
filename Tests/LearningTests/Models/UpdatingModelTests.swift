import Learning
import LinearAlgebra
import Testing

/// What every model that takes new samples in must pass.
@Suite struct UpdatingModelTests {
    static let models: [any UpdatingModel] = [
        RollingRegression(window: 60), RollingRegression(window: 40, penalty: 2),
        RollingRegression(window: 30, span: .expanding), RollingRegression(window: 2, span: .expanding, penalty: 0.5),
        KalmanRegression(processVariance: 1e-4, observationVariance: 0.25),
    ]

    /// Fits at a row, then takes in what becomes known row by row; the predictions by both ways at some rows.
    private func hold(_ model: some UpdatingModel, _ set: SampleSet, seed: UInt64, rows: ClosedRange<Int64>) throws {
        var fitted = try model.fit(set.known(at: rows.lowerBound), in: FitContext())
        for row in rows.dropFirst() {
            let new = try #require(set.known(at: row, after: row - 1))
            fitted = try model.updated(fitted, with: new)
            guard row % 23 == 0 || row == rows.upperBound else { continue }
            let fresh = try model.fit(set.known(at: row), in: FitContext())
            let inputs = try set.inputs(of: set.instruments[0], rows: [5, 50, 100])
            let distance = SimulatedSamples.distance(try fresh.predict(inputs), try fitted.predict(inputs))
            #expect(distance < 1e-9, "seed \(seed), row \(row), \(model)")
        }
    }

    @Test func updatingIsFittingAnew() throws {
        for seed in UInt64(1)...8 {
            let set = try SimulatedSamples.set(
                seed: seed, rows: 300, coefficients: [1, -0.5, 0.2], noise: 0.5, instruments: Int(1 + seed % 2),
                window: Int(1 + seed % 3), horizon: Int(1 + seed % 4))
            for model in Self.models { try hold(model, set, seed: seed, rows: 70...290) }
        }
    }

    @Test func weightsCountInExpandingAndFilteredRegressions() throws {
        let set = try SimulatedSamples.set(
            seed: 3, rows: 200, coefficients: [1, -0.5], noise: 0.5, weights: { 0.5 + Double($0 % 5) })
        let known = try set.known(at: 150)
        for model in [Self.models[2], Self.models[3], Self.models[4]] {
            try hold(model, set, seed: 3, rows: 50...180)
        }
        let expanding = try RollingRegression(window: 30, span: .expanding, penalty: 3).fit(known, in: FitContext())
        let ridge = try RidgeRegression(penalties: [3]).fit(known, in: FitContext())
        let inputs = try set.inputs(of: set.instruments[0], rows: [160, 170, 180])
        // Both with weights as they are, which stand against the penalty.
        let distance = SimulatedSamples.distance(try ridge.predict(inputs), try expanding.predict(inputs))
        #expect(distance < 1e-11)
        #expect(throws: LearningError.self) { _ = try RollingRegression(window: 30).fit(known, in: FitContext()) }
    }

    @Test func aRollingRegressionForgetsAndAnExpandingOneIsLeastSquares() throws {
        let set = try SimulatedSamples.set(seed: 4, rows: 250, coefficients: [1, -0.5], noise: 0.3)
        let known = try set.known(at: 200)
        let inputs = try set.inputs(of: set.instruments[0], rows: [210, 220, 230])
        let expanding = try RollingRegression(window: 20, span: .expanding).fit(known, in: FitContext())
        let squares = try LeastSquares().fit(known, in: FitContext())
        #expect(SimulatedSamples.distance(try squares.predict(inputs), try expanding.predict(inputs)) < 1e-11)
        let last = try LeastSquares().fit(set.known(at: 200, longest: 60), in: FitContext())
        let rolling = try RollingRegression(window: 60).fit(known, in: FitContext())
        #expect(SimulatedSamples.distance(try last.predict(inputs), try rolling.predict(inputs)) < 1e-11)
        let function = rolling.fit.function
        #expect(abs(function.coefficients[0] - 1) < 0.2 && abs(function.coefficients[1] + 0.5) < 0.2)
    }

    @Test func aFeatureThatDependsOnOthersForAWhileIsLeftOutAndComesBack() throws {
        // The second feature is constant up to row 60.
        var sample = SimulatedSample(seed: 5)
        var features = try sample.features(200, 2, order: .rowMajor)
        for row in 0..<60 { features[row, 1] = 3 }
        let labels = try sample.labels(features, [1, -0.5], noise: 0.1)
        let rows = Array(0..<199)
        let set = try SampleSet(
            features: ["a", "b"],
            [
                InstrumentSamples(
                    times: (0..<200).map { Int64($0) }, features: features,
                    labels: try LabelSeries(rows: rows, ends: rows.map { $0 + 1 }, values: rows.map { labels[$0] }))
            ])
        for model in Self.models { try hold(model, set, seed: 5, rows: 61...190) }
        let first = try RollingRegression(window: 30, span: .expanding).fit(set.known(at: 55), in: FitContext())
        #expect(first.fit.function.coefficients[1] == 0)
    }

    @Test func whatIsNewIsWhatIsKnownLessWhatWas() throws {
        for seed in UInt64(1)...4 {
            let set = try SimulatedSamples.set(
                seed: seed, rows: 80, coefficients: [1], noise: 1, instruments: 2, horizon: Int(seed))
            for (earlier, instant) in [(10, 11), (10, 30), (20, 79), (-5, 20)] as [(Int64, Int64)] {
                let before = (try? set.known(at: earlier))?.count ?? 0
                let new = try #require(set.known(at: instant, after: earlier))
                #expect(new.count == (try set.known(at: instant)).count - before, "seed \(seed)")
                #expect(new.ends.allSatisfy { $0 > earlier && $0 <= instant })
            }
            #expect(set.known(at: 20, after: 20) == nil && set.known(at: 500, after: 79) == nil)
        }
    }

    @Test func wrongUpdatesAreRefused() throws {
        let set = try SimulatedSamples.set(seed: 6, rows: 100, coefficients: [1, 2], noise: 1)
        let wider = try SimulatedSamples.set(seed: 6, rows: 100, coefficients: [1, 2], noise: 1, window: 2)
        let model = RollingRegression(window: 20)
        let fitted = try model.fit(set.known(at: 50), in: FitContext())
        let new = try #require(set.known(at: 51, after: 50))
        #expect(throws: LearningError.self) {
            _ = try model.updated(fitted, with: #require(wider.known(at: 51, after: 50)))
        }
        let any: any FittedModel = fitted
        let updated = try model.updated(anyOf: any, with: new)
        let inputs = try set.inputs(of: set.instruments[0], rows: [60])
        #expect(try updated.predict(inputs) == model.updated(fitted, with: new).predict(inputs))
        let other: any FittedModel = try Baseline(.mean).fit(set.known(at: 50), in: FitContext())
        #expect(throws: LearningError.self) { _ = try model.updated(anyOf: other, with: new) }
        #expect(throws: LearningError.tooFewSamples(found: 49, needed: 60, purpose: "the first window")) {
            _ = try RollingRegression(window: 60).fit(set.known(at: 49), in: FitContext())
        }
        #expect(throws: LearningError.self) {
            _ = try RollingRegression(window: 20, delay: 1).fit(set.known(at: 50), in: FitContext())
        }
    }
}

import Core
import Learning
import LinearAlgebra
import Testing

@Suite struct AutoregressiveModelTests {
    /// A series `y_t = 0.5 y_{t−1} − 0.3 y_{t−2} + 0.4 x_{t−1} + noise`, as features with `x`, and `y_{t+1}` as the label.
    private func series(seed: UInt64, rows: Int, window: Int) throws -> (set: SampleSet, series: [Double], x: [Double])
    {
        var sample = SimulatedSample(seed: seed)
        let x = sample.normals(rows)
        var y = [0.0, 0.0]
        for row in 2..<rows { y.append(0.5 * y[row - 1] - 0.3 * y[row - 2] + 0.4 * x[row - 1] + 0.5 * sample.normal()) }
        let features = try Matrix(columns: [x, y])
        let labelled = Array(0..<rows - 1)
        let set = try SampleSet(
            features: ["x", "y"], window: window,
            [
                InstrumentSamples(
                    times: (0..<rows).map { Int64($0) }, features: features,
                    labels: try LabelSeries(
                        rows: labelled, ends: labelled.map { $0 + 1 }, values: labelled.map { y[$0 + 1] }))
            ])
        return (set, y, x)
    }

    @Test func itIsTheAutoregressionOfTheSeries() throws {
        let (set, y, x) = try series(seed: 1, rows: 400, window: 3)
        let known = try set.known(at: 399)
        let fitted = try AutoregressiveModel(feature: "y", lags: [1, 2, 3]).fit(known, in: FitContext())
        // The same samples: labels from row 3 on.
        let plain = try Autoregression(order: 3).fit(series: y)
        #expect(
            SimulatedSamples.distance(
                plain.leastSquares.function.coefficients, fitted.function.coefficients) < 1e-10)
        let exogenous = try AutoregressiveModel(feature: "y", lags: [1, 2], includesOthers: true).fit(
            known, in: FitContext())
        let before = try Matrix(columns: [[0] + x.dropLast()])
        let both = try Autoregression(order: 2).fit(
            series: Array(y[1...]), features: before.rows(1..<400))
        #expect(
            SimulatedSamples.distance(both.leastSquares.function.coefficients, exogenous.function.coefficients) < 1e-10)
        let inputs = try set.inputs(of: set.instruments[0], rows: [399])
        #expect(
            try abs(exogenous.predict(inputs)[0] - both.next(after: y, features: [x[399]])) < 1e-10)
    }

    @Test func simulatedCoefficientsAreRecovered() throws {
        let (set, _, _) = try series(seed: 2, rows: 5_000, window: 4)
        let fitted = try AutoregressiveModel(feature: "y", lags: [1, 2, 4], includesOthers: true).fit(
            set.known(at: 4_999), in: FitContext())
        for (found, truth) in zip(fitted.function.coefficients, [0.5, -0.3, 0, 0.4]) {
            #expect(abs(found - truth) < 0.05)
        }
        let first = try AutoregressiveModel(lags: [1]).fit(set.known(at: 4_999), in: FitContext())
        #expect(abs(first.function.coefficients[0] - 0.4) < 0.05)
    }

    @Test func whatCanNotBeIsRefused() throws {
        let (set, _, _) = try series(seed: 3, rows: 100, window: 2)
        let known = try set.known(at: 99)
        for lags in [[], [0, 1], [2, 1], [1, 3]] {
            #expect(throws: LearningError.self, "\(lags)") {
                _ = try AutoregressiveModel(feature: "y", lags: lags).fit(known, in: FitContext())
            }
        }
        #expect(
            throws: LearningError.parameter(
                name: "the feature of an autoregression", found: "'z'", allowed: "x, y")
        ) { _ = try AutoregressiveModel(feature: "z", lags: [1]).fit(known, in: FitContext()) }
    }
}

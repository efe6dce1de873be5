import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct QuantileTests {
    static func loss(
        _ function: LinearFunction, _ features: Matrix<Double>, _ labels: [Double], _ weights: [Double],
        _ quantile: Double
    ) throws -> Double {
        zip(zip(labels, try function.predict(features)), weights).reduce(0) { total, sample in
            let error = sample.0.0 - sample.0.1
            return total + sample.1 * (error < 0 ? quantile - 1 : quantile) * error
        }
    }

    /// A solution of the linear program passes through as many samples as it has coefficients: all are tried.
    @Test(arguments: 0..<4 as Range<UInt64>, [0.1, 0.5, 0.8])
    func noVertexIsBetter(seed: UInt64, quantile: Double) throws {
        var source = SimulatedSample(seed: seed)
        let features = try source.features(14, 2)
        let labels = try source.labels(features, [1, -2])
        let weights = (0..<14).map { _ in 0.5 + source.random.uniform() }
        let fit = try QuantileRegression(quantile: quantile).fit(features: features, labels: labels, weights: weights)
        var least = Double.infinity
        for first in 0..<14 {
            for second in 0..<first {
                for third in 0..<second {
                    let places = [first, second, third]
                    let system = try Matrix(
                        columns: [[1, 1, 1], places.map { features[$0, 0] }, places.map { features[$0, 1] }])
                    let solved = try system.solve(places.map { labels[$0] })
                    let function = LinearFunction(intercept: solved[0], coefficients: [solved[1], solved[2]])
                    least = min(least, try QuantileTests.loss(function, features, labels, weights, quantile))
                }
            }
        }
        #expect(agree(fit.objective, least, relative: 1e-8), "seed \(seed)")
        let own = try QuantileTests.loss(fit.function, features, labels, weights, quantile)
        #expect(agree(fit.objective, own, relative: 1e-10), "seed \(seed)")
    }

    @Test func thePartBelowIsTheQuantile() throws {
        var source = SimulatedSample(seed: 31)
        let features = try source.features(2_000, 3)
        let labels = try source.labels(features, [1, 2, 3])
        for quantile in [0.05, 0.5, 0.9] {
            let fit = try QuantileRegression(quantile: quantile).fit(features: features, labels: labels)
            let errors = zip(labels, try fit.predict(features)).map { $0 - $1 }
            let (below, on) = (errors.count { $0 < -1e-6 }, errors.count { abs($0) <= 1e-6 })
            #expect(Double(below) <= quantile * 2_000 && Double(below + on) >= quantile * 2_000)
            #expect(on >= 4)
        }
    }

    @Test func theMedianOfLabelsAloneIsTheMedian() throws {
        let none = Matrix<Double>(rows: 5, columns: 0)
        let fit = try QuantileRegression().fit(features: none, labels: [5, 1, 100, 2, 3])
        #expect(agree(fit.function.intercept, 3, relative: 1e-7))
    }

    @Test func featuresFarFromZeroAreNoHarm() throws {
        var source = SimulatedSample(seed: 32)
        let features = try source.features(100, 2)
        let labels = try source.labels(features, [1, -2])
        var moved = features
        for row in 0..<100 { moved[row, 0] = 1e6 + 1e-3 * features[row, 0] }
        let (plain, far) = (
            try QuantileRegression(quantile: 0.3).fit(features: features, labels: labels),
            try QuantileRegression(quantile: 0.3).fit(features: moved, labels: labels)
        )
        #expect(agree(plain.objective, far.objective, relative: 1e-6))
    }

    @Test func faultsAreNamed() throws {
        let features = try Matrix(columns: [[1.0, 2, 3, 4], [1.0, 1, 1, 1]])
        #expect(throws: LearningError.parameter(name: "quantile", found: "1.0", allowed: "between 0 and 1")) {
            _ = try QuantileRegression(quantile: 1).fit(features: features, labels: [1, 2, 3, 5])
        }
        #expect(throws: LearningError.dependentFeatures(columns: [1])) {
            _ = try QuantileRegression().fit(features: features, labels: [1, 2, 3, 5])
        }
    }
}

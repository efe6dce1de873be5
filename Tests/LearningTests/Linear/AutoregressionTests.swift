import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct AutoregressionTests {
    static func simulated(_ count: Int, seed: UInt64) throws -> (series: [Double], features: Matrix<Double>) {
        var source = SimulatedSample(seed: seed)
        let features = try source.features(count, 1)
        var series = [0.0, 0.0, 0.0]
        for row in 3..<count {
            series.append(
                0.2 + 0.5 * series[row - 1] - 0.3 * series[row - 3] + features[row, 0] + 0.1 * source.normal())
        }
        return (series, features)
    }

    @Test func knownCoefficientsAreWithinTheirErrors() throws {
        let (series, features) = try AutoregressionTests.simulated(5_000, seed: 81)
        let fit = try Autoregression(lags: [1, 3]).fit(series: series, features: features)
        for (place, truth) in [0.2, 0.5, -0.3, 1].enumerated() {
            let off = abs(fit.leastSquares.coefficients[place] - truth)
            #expect(off < 4 * fit.leastSquares.standardErrors[place], "seed 81: coefficient \(place)")
        }
    }

    @Test func itIsLeastSquaresOnLagsMadeByHand() throws {
        let (series, features) = try AutoregressionTests.simulated(50, seed: 82)
        let weights = (0..<50).map { 1 + Double($0) }
        let fit = try Autoregression(lags: [1, 3]).fit(series: series, features: features, weights: weights)
        let rows = Array(3..<50)
        let design = try Matrix(
            columns: [rows.map { series[$0 - 1] }, rows.map { series[$0 - 3] }, rows.map { features[$0, 0] }])
        let plain = try LeastSquares().fit(
            features: design, labels: rows.map { series[$0] }, weights: rows.map { weights[$0] })
        #expect(fit.leastSquares.coefficients == plain.coefficients)
    }

    @Test func forecastsGoOnFromTheirOwn() throws {
        let (series, _) = try AutoregressionTests.simulated(200, seed: 83)
        let fit = try Autoregression(order: 2).fit(series: series)
        let b = fit.leastSquares.coefficients
        let first = b[0] + b[1] * series[199] + b[2] * series[198]
        let second = b[0] + b[1] * first + b[2] * series[199]
        #expect(agree(try fit.forecast(2, after: series), [first, second], relative: 1e-12))
        let none = try fit.forecast(0, after: series)
        #expect(none.isEmpty)
        #expect(
            throws: LearningError.tooFewSamples(found: 1, needed: 2, purpose: "a forecast with lags up to 2")
        ) { _ = try fit.next(after: [1]) }
        #expect(throws: LearningError.shape(found: "1 features", needed: "the 0 of the fit")) {
            _ = try fit.next(after: series, features: [1])
        }
    }

    @Test func faultsAreNamed() throws {
        #expect(throws: LearningError.parameter(name: "lags", found: "[0, 1]", allowed: "numbers from 1, ascending")) {
            _ = try Autoregression(lags: [0, 1]).fit(series: [1, 2, 3, 4, 5, 6])
        }
        #expect(throws: LearningError.parameter(name: "lags", found: "[]", allowed: "numbers from 1, ascending")) {
            _ = try Autoregression(order: 0).fit(series: [1, 2, 3, 4, 5, 6])
        }
        #expect(
            throws: LearningError.tooFewSamples(
                found: 4, needed: 6, purpose: "an autoregression with lags up to 2")
        ) { _ = try Autoregression(order: 2).fit(series: [1, 2, 3, 4]) }
        #expect(throws: LearningError.labelNotFinite(sample: 1)) {
            _ = try Autoregression(order: 1).fit(series: [1, .nan, 3, 4, 5])
        }
        #expect(throws: LearningError.dependentFeatures(columns: [0])) {
            _ = try Autoregression(order: 1).fit(series: [3, 3, 3, 3, 3, 3])
        }
    }
}

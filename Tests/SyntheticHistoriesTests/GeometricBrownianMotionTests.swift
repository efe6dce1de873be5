import Core
import Simulation
import Statistics
import SyntheticHistories
import Testing

@Suite struct GeometricBrownianMotionTests {
    private static let year = 1.0 / 252

    @Test func returnsHaveTheirMeanAndVariance() {
        var parameters = GeometricBrownianMotion.Parameters()
        (parameters.drift, parameters.volatility) = (0.3, 0.4)
        let count = 200_000
        let (returns, variances) = HistoryFixtures.path(
            GeometricBrownianMotion(parameters, yearsPerBar: Self.year), count: count, seed: 5)
        let moments = Moments(returns)
        let deviation = (0.16 * Self.year).squareRoot()
        // Five standard errors.
        #expect(abs(moments.mean - (0.3 - 0.08) * Self.year) < 5 * deviation / Double(count).squareRoot())
        #expect(HistoryFixtures.isNear(moments.sumOfSquares / Double(count), deviation * deviation, within: 0.01))
        #expect(abs((moments.kurtosisRaw ?? 0) - 3) < 0.06)
        #expect(variances.allSatisfy { $0 == variances[0] } && abs(variances[0] - 0.16 * Self.year) < 1e-15)
    }

    @Test func aFitIsTheMeanAndTheVarianceOfTheReturns() {
        let returns = [0.01, -0.02, 0.015, 0.03, -0.01]
        let fit = GeometricBrownianMotion.fit(returns, yearsPerBar: 0.01, options: .init())
        // Mean 0.005, variance with divisor 5 of 0.00032.
        #expect(abs(fit.model.parameters.volatility - (0.032).squareRoot()) < 1e-12)
        #expect(abs(fit.model.parameters.drift - (0.005 + 0.00016) / 0.01) < 1e-12)
        #expect(fit.isConverged && fit.note == nil)
        // −n/2 (log 2πσ² + 1)
        #expect(abs((fit.logLikelihood ?? 0) - -2.5 * (logarithm(2 * .pi * 0.00032) + 1)) < 1e-10)
    }
}

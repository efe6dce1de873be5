import Core
import Simulation
import Statistics
import SyntheticHistories
import Testing

@Suite struct HestonTests {
    /// Calls at 60, 100 and 140 on 100, without interest: Andersen (2008), table 1, cases I and II.
    ///
    /// Prices are those of the
    /// characteristic function (Heston 1993), checked by an integral of SciPy.
    @Test(arguments: [
        (0.5, 1.0, -0.9, 10.0, [44.3300, 13.0847, 0.2958]), (0.3, 0.9, -0.5, 15.0, [45.2869, 16.6492, 5.1382]),
    ]) func pricesOfCallsAreThosePublished(
        reversion: Double, variation: Double, correlation: Double, years: Double, prices: [Double]
    ) {
        var parameters = Heston.Parameters()
        (parameters.drift, parameters.reversion, parameters.variation) = (0, reversion, variation)
        (parameters.longVolatility, parameters.initialVolatility, parameters.correlation) = (0.2, 0.2, correlation)
        let steps = 16 * Int(years)
        let model = Heston(parameters, yearsPerBar: 1.0 / 16)
        var (sums, squares) = ([0.0, 0, 0], [0.0, 0, 0])
        let paths = 8_000
        for path in 0..<paths {
            let (returns, _) = HistoryFixtures.path(model, count: steps, seed: UInt64(path))
            let price = 100 * exponential(returns.reduce(0, +))
            for (place, strike) in [60.0, 100, 140].enumerated() {
                let payoff = max(0, price - strike)
                sums[place] += payoff
                squares[place] += payoff * payoff
            }
        }
        for place in 0..<3 {
            let mean = sums[place] / Double(paths)
            let error = ((squares[place] / Double(paths) - mean * mean) / Double(paths)).squareRoot()
            // The scheme's own error is within 0.05 at such steps (Andersen, tables 2 and 3).
            #expect(abs(mean - prices[place]) < 4 * error + 0.05, "\(mean) ± \(error) instead of \(prices[place])")
        }
    }

    /// Var(∫v) = ξ²θ/κ³ · (κT − 1 + exp(−κT)), of a variance that begins in its stationary law (Cox, Ingersoll & Ross 1985).
    @Test func theVarianceOfIntegratedVarianceIsThatInClosedForm() {
        var parameters = Heston.Parameters()
        (parameters.reversion, parameters.variation, parameters.longVolatility) = (4, 0.5, 0.25)
        let model = Heston(parameters, yearsPerBar: 1.0 / 100)
        let totals = (0..<6_000).map { path in
            HistoryFixtures.path(model, count: 100, seed: UInt64(path)).variances.reduce(0, +)
        }
        let (kappa, xi, theta) = (4.0, 0.5, 0.0625)
        let expected = xi * xi * theta / (kappa * kappa * kappa) * (kappa - 1 + exponential(-kappa))
        let moments = Moments(totals)
        #expect(HistoryFixtures.isNear(moments.mean, theta, within: 0.02))
        #expect(HistoryFixtures.isNear(moments.sumOfSquares / 6_000, expected, within: 0.1))
    }

    @Test(arguments: [41] as [UInt64]) func momentsOfALongPathGiveTheParametersAgain(seed: UInt64) {
        var parameters = Heston.Parameters()
        (parameters.reversion, parameters.variation, parameters.correlation) = (6, 0.6, -0.7)
        let (returns, _) = HistoryFixtures.path(Heston(parameters, yearsPerBar: 1.0 / 252), count: 250_000, seed: seed)
        let fit = Heston.fit(returns, yearsPerBar: 1.0 / 252, options: .init())
        let found = fit.model.parameters
        #expect(fit.isConverged)
        #expect(HistoryFixtures.isNear(found.longVolatility, 0.2, within: 0.03), "seed \(seed): \(found)")
        #expect(HistoryFixtures.isNear(found.reversion, 6, within: 0.3), "seed \(seed): \(found)")
        #expect(HistoryFixtures.isNear(found.variation, 0.6, within: 0.25), "seed \(seed): \(found)")
        #expect(abs(found.correlation - -0.7) < 0.2, "seed \(seed): \(found)")
    }

    @Test func normalReturnsHaveNoVolatilityOfTheirOwnAndTheFitSaysSo() {
        let (returns, _) = HistoryFixtures.path(
            GeometricBrownianMotion(.init(), yearsPerBar: 1.0 / 252), count: 3_000, seed: 8)
        let fit = Heston.fit(returns, yearsPerBar: 1.0 / 252, options: .init())
        #expect(!fit.isConverged)
        #expect(fit.note?.hasPrefix("the squares of returns are not clearly correlated") == true)
        #expect(fit.model.parameters.correlation == 0)
    }
}

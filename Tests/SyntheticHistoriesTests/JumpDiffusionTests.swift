import Core
import Simulation
import Statistics
import SyntheticHistories
import Testing

@Suite struct JumpDiffusionTests {
    private static let year = 1.0 / 252

    private static var parameters: JumpDiffusion.Parameters {
        var parameters = JumpDiffusion.Parameters()
        (parameters.drift, parameters.volatility, parameters.intensity) = (0.1, 0.15, 12)
        (parameters.jumpMean, parameters.jumpDeviation) = (-0.02, 0.04)
        return parameters
    }

    /// Cumulants of a compound Poisson sum with normal jumps: λΔ·E[Jᵏ], Merton (1976).
    @Test func cumulantsAreThoseInClosedForm() {
        let count = 1_000_000
        let p = Self.parameters
        let (returns, _) = HistoryFixtures.path(JumpDiffusion(p, yearsPerBar: Self.year), count: count, seed: 6)
        let moments = Moments(returns)
        let (rate, a, b) = (p.intensity * Self.year, p.jumpMean, p.jumpDeviation)
        let second = p.volatility * p.volatility * Self.year + rate * (a * a + b * b)
        let third = rate * (a * a * a + 3 * a * b * b)
        let fourth = rate * (a * a * a * a + 6 * a * a * b * b + 3 * b * b * b * b)
        let growth = exponential(a + b * b / 2) - 1
        let mean = (p.drift - p.volatility * p.volatility / 2) * Self.year - rate * growth + rate * a
        #expect(abs(moments.mean - mean) < 5 * (second / Double(count)).squareRoot())
        #expect(HistoryFixtures.isNear(moments.sumOfSquares / Double(count), second, within: 0.02))
        #expect(HistoryFixtures.isNear(moments.skewness ?? 0, third / (second * second.squareRoot()), within: 0.1))
        #expect(HistoryFixtures.isNear((moments.kurtosisRaw ?? 0) - 3, fourth / (second * second), within: 0.12))
        // The expected price grows by the drift.
        let grown = returns.reduce(0) { $0 + exponential($1) } / Double(count)
        #expect(abs(grown - exponential(p.drift * Self.year)) < 5 * (second / Double(count)).squareRoot())
    }

    @Test(arguments: [21] as [UInt64]) func aFitFindsTheParametersAgain(seed: UInt64) {
        let p = Self.parameters
        let (returns, _) = HistoryFixtures.path(JumpDiffusion(p, yearsPerBar: Self.year), count: 12_000, seed: seed)
        let fit = JumpDiffusion.fit(returns, yearsPerBar: Self.year, options: .init())
        let found = fit.model.parameters
        #expect(fit.isConverged)
        #expect(HistoryFixtures.isNear(found.volatility, p.volatility, within: 0.03), "seed \(seed): \(found)")
        #expect(HistoryFixtures.isNear(found.intensity, p.intensity, within: 0.25), "seed \(seed): \(found)")
        #expect(abs(found.jumpMean - p.jumpMean) < 0.008, "seed \(seed): \(found)")
        #expect(HistoryFixtures.isNear(found.jumpDeviation, p.jumpDeviation, within: 0.2), "seed \(seed): \(found)")
    }

    @Test func manyReturnsInCellsGiveTheFitOfThemAll() {
        let p = Self.parameters
        let (returns, _) = HistoryFixtures.path(JumpDiffusion(p, yearsPerBar: Self.year), count: 24_000, seed: 31)
        let found = JumpDiffusion.fit(returns, yearsPerBar: Self.year, options: .init()).model.parameters
        #expect(HistoryFixtures.isNear(found.volatility, p.volatility, within: 0.02), "\(found)")
        #expect(HistoryFixtures.isNear(found.intensity, p.intensity, within: 0.2), "\(found)")
    }
}

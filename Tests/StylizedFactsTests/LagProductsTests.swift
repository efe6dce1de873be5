import TestSupport
import Testing

@testable import StylizedFacts

@Suite struct LagProductsTests {
    @Test func sumsAreThoseOfPlainLoops() {
        let (x, y) = (SmallMarkets.normals(5_000, seed: 1), SmallMarkets.normals(5_000, seed: 2))
        let runs = [0..<3, 3..<4_500, 4_600..<5_000]
        let lags = [1, 2, 7, 100, 3_000, 4_800]
        for (sum, lag) in zip(LagProducts.sums(x, y, runs: runs, lags: lags), lags) {
            var (plain, pairs) = (0.0, 0)
            for run in runs {
                for place in run where place - lag >= run.lowerBound {
                    plain += x[place] * y[place - lag]
                    pairs += 1
                }
            }
            #expect(agree(sum, plain, relative: 1e-10, absolute: 1e-10), "lag \(lag)")
            #expect(LagProducts.pairs(runs, lag: lag) == pairs)
            #expect(agree(LagProducts.series(x, y, runs: runs, lag: lag).reduce(0, +), plain, absolute: 1e-9))
        }
    }
}

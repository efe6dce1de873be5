/// The variance of sums of q returns, over q times that of one: 1 for a random walk.
///
///     VR(q) = [Σ (S_t − q·m)² / M] / [Σ (r_t − m)² / (n − 1)],   M = q·N_q·(1 − q/n)
///
/// with S_t the N_q overlapping sums of q returns and m the mean; for one run N_q = n − q + 1. The statistic
/// `z* = (VR − 1) √(n / θ)` is standard normal for uncorrelated returns of any varying volatility:
///
///     θ = Σ_{j<q} [2(q − j)/q]² δ_j,   δ_j = n Σ (r_t − m)²(r_{t−j} − m)² / [Σ (r_t − m)²]²
///
/// - Source: Lo & MacKinlay (1988), "Stock Market Prices Do Not Follow Random Walks", eqs. 9, 13, 14, 19 and 20, with δ as
///   corrected by them (1989): n in the numerator.
/// - Verified by: `OracleFactsTests/varianceRatios`, against arch on real returns.
public struct VarianceRatio: Sendable, Hashable {
    /// q, in returns.
    public let horizon: Int
    /// VR(q).
    public let ratio: Double
    /// z*.
    public let statistic: Double

    /// The ratios at several horizons, of returns in runs that sums do not cross.
    ///
    /// - Parameters:
    ///   - values: Returns, run after run, shape `[n]`.
    ///   - runs: Ranges of places, rising and apart.
    ///   - horizons: Each at least 2.
    /// - Returns: By horizon; `nil` for all where returns do not vary, or for one that no run is long enough for.
    /// - Complexity: O(n × the longest horizon).
    public static func ratios(_ values: [Double], runs: [Range<Int>], horizons: [Int]) -> [VarianceRatio?] {
        let study = VarianceRatioStudy(values, runs: runs)
        guard let study else { return horizons.map { _ in nil } }
        let longest = horizons.filter { LagProducts.pairs(runs, lag: $0) > 0 }.max() ?? 1
        let squares = study.deviations.map { $0 * $0 }
        let lags = Array(1..<max(2, longest))
        let products = LagProducts.sums(squares, squares, runs: runs, lags: lags)
        let n = Double(values.count)
        return horizons.map { horizon in
            guard let ratio = study.ratio(horizon) else { return nil }
            var theta = 0.0
            for lag in 1..<horizon {
                let weight = 2 * Double(horizon - lag) / Double(horizon)
                theta += weight * weight * n * products[lag - 1] / (study.sumOfSquares * study.sumOfSquares)
            }
            return VarianceRatio(horizon: horizon, ratio: ratio, statistic: (ratio - 1) * (n / theta).squareRoot())
        }
    }
}

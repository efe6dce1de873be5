extension Allocation {
    /// Weights at which every instrument contributes the same part of the portfolio's variance.
    ///
    ///     w(i) · (Σ·w)(i) = w(j) · (Σ·w)(j)  for all i and j
    ///
    /// One weight after the other is solved for with the others held, from inverse volatility on, until a round changes
    /// the weights by less than the root of `tolerance` in all.
    ///
    /// - Parameters:
    ///   - covariance: The covariance of returns, any scale.
    ///   - tolerance: The sum of squared changes of weights in one round at which to stop.
    /// - Returns: The weights; `nil` where a variance is not a positive number or 10,000 rounds do not suffice.
    /// - Source: Griveau-Billion, Richard and Roncalli (2013), "A Fast Algorithm for Computing High-dimensional Risk
    ///   Parity Portfolios", algorithm 1; Maillard, Roncalli and Teiletche (2010) for the portfolio.
    /// - Complexity: O(rounds · instruments²).
    /// - Verified by: `AllocationTests`, and bt 1.4.1 in `ThirdPartyPortfolioTests`.
    public static func equalRiskContribution(_ covariance: SquareMatrix, tolerance: Double = 1e-20) -> [Double]? {
        let variances = covariance.diagonal
        guard var weights = inverseVolatility(variances.map { $0.squareRoot() }) else { return nil }
        let budget = 1 / Double(weights.count)
        var slopes = covariance.times(weights)
        var deviation = product(weights, slopes).squareRoot()
        for _ in 0..<10_000 {
            let before = weights
            for place in weights.indices {
                let old = weights[place]
                let rest = slopes[place] - old * variances[place]
                let root = (rest * rest + 4 * variances[place] * budget * deviation).squareRoot()
                let new = (root - rest) / (2 * variances[place])
                weights[place] = new
                // The variance follows from the change of one weight: all of it is summed anew after the round.
                let variance =
                    deviation * deviation + 2 * (new - old) * slopes[place] + (new - old) * (new - old)
                    * variances[place]
                for other in slopes.indices { slopes[other] += (new - old) * covariance[other, place] }
                deviation = variance.squareRoot()
            }
            let total = weights.reduce(0, +)
            guard total.isFinite, total > 0 else { return nil }
            var change = 0.0
            for (new, old) in zip(weights, before) { change += (new - old) / total * ((new - old) / total) }
            if change < tolerance { return normalized(weights) }
            slopes = covariance.times(weights)
            deviation = product(weights, slopes).squareRoot()
        }
        return nil
    }

    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for (x, y) in zip(a, b) { sum += x * y }
        return sum
    }
}

extension Allocation {
    /// The weights of least variance within bounds.
    ///
    ///     minimise  w′·Σ·w  with  Σ w = 1,  least ≤ w ≤ greatest
    ///
    /// - Returns: The weights; `nil` where the covariance is not finite. Their sum is 1 unless the bounds exclude it.
    /// - Source: Markowitz (1952), "Portfolio Selection".
    /// - Verified by: `AllocationTests`.
    public static func minimumVariance(_ covariance: SquareMatrix, bounds: WeightBounds = WeightBounds()) -> [Double]? {
        meanVariance(
            covariance, means: [Double](repeating: 0, count: covariance.count), riskAversion: 1, bounds: bounds)
    }

    /// The weights with the best balance of mean and variance within bounds.
    ///
    ///     minimise  λ/2 · w′·Σ·w − μ′·w  with  Σ w = 1,  least ≤ w ≤ greatest
    ///
    /// Weight is moved between the two instruments for which that pays most, as far as it pays, until no move pays: the
    /// conditions of Karush, Kuhn and Tucker hold to a relative 1e-12. That needs no inverse, so a covariance that is
    /// only positive semidefinite (more instruments than periods) is solved too, though then other weights may be as
    /// good.
    ///
    /// - Parameters:
    ///   - covariance: The covariance of returns per period.
    ///   - means: The expected returns per period, in the order of the covariance.
    ///   - riskAversion: λ, above 0.
    ///   - bounds: The least and the greatest weight.
    /// - Returns: The weights; `nil` where an input is not finite or the search does not end.
    /// - Source: Markowitz (1952), "Portfolio Selection"; for the moves Keerthi et al. (2001), "Improvements to Platt's
    ///   SMO Algorithm for SVM Classifier Design".
    /// - Complexity: O(moves · instruments).
    public static func meanVariance(
        _ covariance: SquareMatrix, means: [Double], riskAversion: Double, bounds: WeightBounds = WeightBounds()
    ) -> [Double]? {
        let count = covariance.count
        guard count > 0, means.count == count, riskAversion > 0, covariance.values.allSatisfy(\.isFinite),
            means.allSatisfy(\.isFinite)
        else { return nil }
        var weights = [Double](repeating: bounds.total(of: count) / Double(count), count: count)
        var scale = 0.0
        for variance in covariance.diagonal { scale = max(scale, riskAversion * variance) }
        for mean in means { scale = max(scale, abs(mean)) }
        guard scale > 0 else { return weights }
        let problem = Problem(covariance: covariance, means: means, riskAversion: riskAversion, bounds: bounds)
        var slopes = problem.slopes(at: weights)
        for move in 0..<(1_000_000 + 2_000 * count) {
            // Summed anew now and then, so that rounding does not pile up.
            if move % 1_024 == 1_023 { slopes = problem.slopes(at: weights) }
            if let pair = problem.bestMove(slopes, weights), slopes[pair.from] - pair.least > 1e-12 * scale {
                problem.move(pair, &weights, &slopes)
                continue
            }
            slopes = problem.slopes(at: weights)
            guard let pair = problem.bestMove(slopes, weights), slopes[pair.from] - pair.least > 2e-12 * scale
            else { return weights }
        }
        return nil
    }

    /// What is minimised, and one step towards it.
    private struct Problem {
        var covariance: SquareMatrix
        var means: [Double]
        var riskAversion: Double
        var bounds: WeightBounds

        /// A move of weight from one instrument to another, and the least slope of those that can take more.
        struct Move {
            var from: Int
            var to: Int
            var least: Double
        }

        /// How the objective changes with each weight: `λ·Σ·w − μ`.
        func slopes(at weights: [Double]) -> [Double] {
            zip(covariance.times(weights), means).map { riskAversion * $0 - $1 }
        }

        /// From the steepest that can give, to the one where the gain of giving is greatest.
        func bestMove(_ slopes: [Double], _ weights: [Double]) -> Move? {
            var from: Int?
            for place in slopes.indices where weights[place] > bounds.least {
                if let best = from, slopes[place] <= slopes[best] { continue }
                from = place
            }
            guard let from else { return nil }
            var (to, gain, least) = (from, 0.0, slopes[from])
            for place in slopes.indices where weights[place] < bounds.greatest && slopes[place] < slopes[from] {
                least = min(least, slopes[place])
                let gap = slopes[from] - slopes[place]
                let curvature = curvature(from, place)
                let value = curvature > 0 ? gap * gap / curvature : .infinity
                if value > gain { (to, gain) = (place, value) }
            }
            return to == from ? nil : Move(from: from, to: to, least: least)
        }

        private func curvature(_ a: Int, _ b: Int) -> Double {
            riskAversion * (covariance[a, a] + covariance[b, b] - 2 * covariance[a, b])
        }

        /// Moves weight as far as it pays and the bounds allow.
        func move(_ pair: Move, _ weights: inout [Double], _ slopes: inout [Double]) {
            let (from, to) = (pair.from, pair.to)
            let curvature = curvature(from, to)
            let (give, take) = (weights[from] - bounds.least, bounds.greatest - weights[to])
            let best = curvature > 0 ? (slopes[from] - slopes[to]) / curvature : .infinity
            let step = min(best, give, take)
            weights[from] = step == give ? bounds.least : weights[from] - step
            weights[to] = step == take ? bounds.greatest : weights[to] + step
            for place in slopes.indices {
                slopes[place] += riskAversion * step * (covariance[place, to] - covariance[place, from])
            }
        }
    }
}

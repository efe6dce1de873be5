/// Weights of instruments in a portfolio, as pure functions.
///
/// Every function gives one weight per instrument, in the order of its input, none below zero, with the sum 1 unless it
/// says otherwise.
public enum Allocation {
    /// The same weight for all.
    ///
    /// - Edge cases: no weights for no instruments.
    public static func equalWeight(count: Int) -> [Double] {
        [Double](repeating: 1 / Double(count), count: count)
    }

    /// Weights in inverse proportion to volatility.
    ///
    ///     w(i) = (1 / σ(i)) / Σ (1 / σ(j))
    ///
    /// - Parameter deviations: The standard deviation of each instrument's returns, any common scale.
    /// - Returns: The weights; `nil` where a deviation is not a positive number.
    /// - Verified by: `AllocationTests`, and bt 1.4.1 in `ThirdPartyPortfolioTests`.
    public static func inverseVolatility(_ deviations: [Double]) -> [Double]? {
        guard !deviations.isEmpty, deviations.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        return normalized(deviations.map { 1 / $0 })
    }

    /// The places of the highest scores, from the highest down; of equal ones the first.
    ///
    /// - Parameters:
    ///   - scores: One score per instrument, such as its rise over a period.
    ///   - count: How many are wanted; fewer are given where there are fewer.
    /// - Edge cases: a score that is `nan` is never chosen.
    /// - Source: Jegadeesh and Titman (1993), "Returns to Buying Winners and Selling Losers".
    /// - Complexity: O(`n` log `n`).
    public static func highestScores(_ scores: [Double], count: Int) -> [Int] {
        guard count > 0 else { return [] }
        // The best so far, in order: of many scores few come between them.
        var best: [Int] = []
        best.reserveCapacity(count + 1)
        for index in scores.indices where !scores[index].isNaN {
            let score = scores[index]
            // Equal scores stand in the order of their places, so a later one goes behind.
            if best.count == count, let last = best.last, !(score > scores[last]) { continue }
            var (low, high) = (0, best.count)
            while low < high {
                let middle = (low + high) / 2
                if scores[best[middle]] >= score { low = middle + 1 } else { high = middle }
            }
            if best.count == count { best.removeLast() }
            best.insert(index, at: low)
        }
        return best
    }

    /// The part of a portfolio's variance that comes from each instrument; their sum is 1.
    ///
    ///     c(i) = w(i) · (Σ·w)(i) / (w′·Σ·w)
    public static func riskContributions(_ weights: [Double], covariance: SquareMatrix) -> [Double] {
        let slopes = covariance.times(weights)
        var variance = 0.0
        for (weight, slope) in zip(weights, slopes) { variance += weight * slope }
        return zip(weights, slopes).map { $0 * $1 / variance }
    }

    /// Numbers divided by their sum.
    static func normalized(_ numbers: [Double]) -> [Double] {
        var sum = 0.0
        for number in numbers { sum += number }
        return numbers.map { $0 / sum }
    }
}

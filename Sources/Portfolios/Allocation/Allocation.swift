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

    /// The places of the highest scores, ascending; of equal ones the first.
    ///
    /// - Parameters:
    ///   - scores: One score per instrument, such as its rise over a period.
    ///   - count: How many are wanted; fewer are given where there are fewer.
    /// - Edge cases: a score that is `nan` is never chosen.
    /// - Source: Jegadeesh and Titman (1993), "Returns to Buying Winners and Selling Losers"; the lowest of the chosen
    ///   scores is found by quickselect, Hoare (1961), "Algorithm 65: find".
    /// - Complexity: O(`n`) on average.
    public static func highestScores(_ scores: [Double], count: Int) -> [Int] {
        guard count > 0 else { return [] }
        var rest = scores.contains { $0.isNaN } ? scores.filter { !$0.isNaN } : scores
        guard count < rest.count else { return scores.indices.filter { !scores[$0].isNaN } }
        let (least, above) = takeHighest(count, of: &rest)
        var ties = count - above
        var chosen: [Int] = []
        chosen.reserveCapacity(count)
        for index in scores.indices where scores[index] >= least {
            if scores[index] == least {
                guard ties > 0 else { continue }
                ties -= 1
            }
            chosen.append(index)
        }
        return chosen
    }

    /// The lowest of the highest numbers, and how many are above it.
    ///
    /// - Parameters:
    ///   - count: How many numbers are the highest ones; fewer than there are.
    ///   - numbers: None of them `nan`; their order is lost.
    private static func takeHighest(_ count: Int, of numbers: inout [Double]) -> (least: Double, above: Int) {
        numbers.withUnsafeMutableBufferPointer { numbers in
            var (start, end) = (0, numbers.count)
            while true {
                let pivot = median(numbers[start], numbers[(start + end) / 2], numbers[end - 1])
                // Each number goes to where the next higher one belongs, whichever it is: without a branch to guess.
                var higher = start
                for place in start..<end {
                    let number = numbers[place]
                    numbers[place] = numbers[higher]
                    numbers[higher] = number
                    higher += number > pivot ? 1 : 0
                }
                if count <= higher {
                    end = higher
                    continue
                }
                var same = higher
                for place in higher..<end {
                    let number = numbers[place]
                    numbers[place] = numbers[same]
                    numbers[same] = number
                    same += number == pivot ? 1 : 0
                }
                if count <= same { return (pivot, higher) }
                start = same
            }
        }
    }

    private static func median(_ a: Double, _ b: Double, _ c: Double) -> Double { max(min(a, b), min(max(a, b), c)) }

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

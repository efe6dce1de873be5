internal import Glibc

/// Count, mean, central power sums and range of a run of values.
///
/// Two passes: the mean first, then the powers about it, each summed in eight fixed lanes.
///
/// - Edge cases: Without values the mean is `nan`. A non-finite value makes the figures non-finite.
/// - Verified by: `MomentsTests`, and the oracle of `statistics/metrics_*.json`.
public struct Moments: Sendable, Hashable {
    /// The number of values.
    public let count: Int
    /// The arithmetic mean.
    public let mean: Double
    /// `Σ (x − mean)²`.
    public let sumOfSquares: Double
    /// `Σ (x − mean)³`.
    public let sumOfCubes: Double
    /// `Σ (x − mean)⁴`.
    public let sumOfFourthPowers: Double
    /// The smallest value.
    public let minimum: Double
    /// The largest value.
    public let maximum: Double
    /// The size below which differences are rounding.
    private let scale: Double

    /// The moments of `values`.
    ///
    /// - Parameters:
    ///   - values: Shape `[n]`.
    ///   - scale: The size of the figures that the values are differences of, 1 for returns: where their range is
    ///     below 1e-14 of it, they count as not varying, since that is the rounding of the equity behind them.
    public init(_ values: [Double], scale: Double = 0) {
        count = values.count
        mean = values.isEmpty ? .nan : Reductions.sum(values) / Double(values.count)
        let powers = Reductions.powers(values, about: mean)
        (sumOfSquares, sumOfCubes, sumOfFourthPowers) = (powers.second, powers.third, powers.fourth)
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values {
            low = value < low ? value : low
            high = value > high ? value : high
        }
        (minimum, maximum) = (low, high)
        self.scale = scale
    }

    /// Whether the values differ by more than rounding.
    public var varies: Bool {
        count > 1 && !(maximum - minimum <= 1e-14 * Swift.max(scale, Swift.max(abs(maximum), abs(minimum))))
    }

    /// The variance with divisor `n − ddof`, or `nil` with too few values.
    public func variance(ddof: Int) -> Double? {
        count > ddof ? sumOfSquares / Double(count - ddof) : nil
    }

    /// The standard deviation with divisor `n − ddof`, or `nil` with too few values.
    public func standardDeviation(ddof: Int) -> Double? {
        variance(ddof: ddof)?.squareRoot()
    }

    /// The biased skewness `g1 = m3 / m2^1.5`, or `nil` when the values do not vary.
    public var skewness: Double? {
        guard varies else { return nil }
        let n = Double(count)
        return sumOfCubes / n / pow(sumOfSquares / n, 1.5)
    }

    /// The biased raw kurtosis `m4 / m2²`, 3 for a normal distribution, or `nil` when the values do not vary.
    public var kurtosisRaw: Double? {
        guard varies else { return nil }
        let n = Double(count)
        let second = sumOfSquares / n
        return sumOfFourthPowers / n / (second * second)
    }

    /// The skewness corrected for bias, `G1 = g1 √(n(n−1)) / (n−2)`, or `nil` with fewer than three values.
    public var skewnessCorrected: Double? {
        guard count > 2, let skewness else { return nil }
        let n = Double(count)
        return skewness * (n * (n - 1)).squareRoot() / (n - 2)
    }

    /// The excess kurtosis corrected for bias, `G2 = (n−1)/((n−2)(n−3)) ((n+1) g2 + 6)`, or `nil` with fewer than four.
    public var kurtosisExcessCorrected: Double? {
        guard count > 3, let kurtosisRaw else { return nil }
        let n = Double(count)
        return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (kurtosisRaw - 3) + 6)
    }
}

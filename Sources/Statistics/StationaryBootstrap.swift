internal import Core
internal import Glibc

/// Confidence intervals of ratios of a return series by resampling blocks of random length.
///
/// The n-th resample draws its blocks (`StationaryBlocks`) from its own counter-based stream. Sums of a block are
/// differences of running sums, so a resample costs O(blocks).
///
/// - Source: Politis & Romano (1994), "The Stationary Bootstrap".
/// - Verified by: `BootstrapTests`.
public struct StationaryBootstrap: Sendable {
    /// A low and a high end.
    public struct Interval: Sendable, Hashable {
        /// The low end.
        public var low: Double
        /// The high end.
        public var high: Double

        /// An interval from `low` to `high`.
        public init(low: Double, high: Double) {
            (self.low, self.high) = (low, high)
        }
    }

    /// The number of resamples.
    public let resamples: Int
    /// The mean length of a block.
    public let blockLength: Double
    /// The share of resamples between the ends, 0.95.
    public let confidence: Double
    /// The interval of the Sharpe ratio per period; `nil` where the returns do not vary.
    public let sharpe: Interval?
    /// The interval of the mean per period of `log(1 + r)`.
    public let logGrowth: Interval?
    /// The interval of the standard deviation per period, ddof 1.
    public let deviation: Interval?

    /// The number of resamples for a series of n returns: 1,000, fewer beyond 4,000 returns, at least 400.
    public static func resamples(count: Int) -> Int {
        max(400, min(1_000, 4_000_000 / max(1, count)))
    }

    /// Resamples a series.
    ///
    /// - Parameters:
    ///   - returns: Excess returns above −1, shape `[n]`.
    ///   - riskFree: What was taken off each return, per period: added back for the growth.
    ///   - seed: The seed of the run.
    ///   - resamples: How often.
    ///   - blockLength: The mean block length, or `nil` for the one of Politis & White.
    public init?(
        returns: [Double], riskFree: Double = 0, seed: UInt64, resamples: Int, blockLength: Double? = nil,
        confidence: Double = 0.95
    ) {
        let count = returns.count
        guard count > 1, resamples > 1, count < 1 << 30 else { return nil }
        let moments = Moments(returns, scale: 1)
        let length = max(1, blockLength ?? optimalBlockLength(of: returns))
        let sums = StationaryBootstrap.runningSums(returns, mean: moments.mean, riskFree: riskFree)
        let blocks = StationaryBlocks(meanLength: length, count: count)
        var (sharpes, growths, deviations) = ([Double](), [Double](), [Double]())
        sharpes.reserveCapacity(resamples)
        let n = Double(count)
        for resample in 0..<resamples {
            var stream = RandomStream(seed: seed, name: "statistics.bootstrap", index: UInt64(resample))
            var total = SIMD4<Double>.zero
            sums.withUnsafeBufferPointer { sums in
                blocks.forEach(from: &stream) { start, length in total += sums[start + length] - sums[start] }
            }
            let shift = total[0] / n
            let variance = max(0, total[1] - n * shift * shift) / (n - 1)
            let sd = variance.squareRoot()
            if moments.varies, sd > 1e-14 { sharpes.append((moments.mean + shift) / sd) }
            growths.append(total[2] / n)
            deviations.append(sd)
        }
        self.resamples = resamples
        self.blockLength = length
        self.confidence = confidence
        // Resamples without variation have no ratio; where they are many, neither has the interval a meaning.
        sharpe = sharpes.count * 100 >= resamples * 99 ? percentiles(&sharpes, confidence) : nil
        logGrowth = growths.allSatisfy(\.isFinite) ? percentiles(&growths, confidence) : nil
        deviation = percentiles(&deviations, confidence)
    }

    /// Running sums over the series twice, so that a block may pass the end: deviation, its square, log growth.
    private static func runningSums(_ returns: [Double], mean: Double, riskFree: Double) -> [SIMD4<Double>] {
        let steps = returns.map { value in
            let deviation = value - mean
            return SIMD4(deviation, deviation * deviation, log1p(value + riskFree), 0)
        }
        var sums: [SIMD4<Double>] = [.zero]
        sums.reserveCapacity(2 * returns.count + 1)
        var total = SIMD4<Double>.zero
        for _ in 0..<2 {
            for step in steps {
                total += step
                sums.append(total)
            }
        }
        return sums
    }
}

/// The ends between which a share of the values lies, equally much outside on both sides.
private func percentiles(_ values: inout [Double], _ confidence: Double) -> StationaryBootstrap.Interval? {
    values.sort()
    guard let low = quantile(ofSorted: values, (1 - confidence) / 2),
        let high = quantile(ofSorted: values, (1 + confidence) / 2)
    else { return nil }
    return StationaryBootstrap.Interval(low: low, high: high)
}

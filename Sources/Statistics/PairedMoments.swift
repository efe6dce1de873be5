/// The joint moments of two runs of values: covariance, correlation and the line of least squares of `y` on `x`.
///
/// - Verified by: the oracle of `statistics/metrics_*.json`.
public struct PairedMoments: Sendable, Hashable {
    /// Moments of the explaining run, a benchmark's returns.
    public let x: Moments
    /// Moments of the explained run, the strategy's returns.
    public let y: Moments
    /// `Σ (x − mean x)(y − mean y)`.
    public let sumOfProducts: Double

    /// The joint moments of `x` and `y`, two runs of returns of one length.
    public init(x: [Double], y: [Double]) {
        self.init(x: x, y: y, xMoments: Moments(x, scale: 1), yMoments: Moments(y, scale: 1))
    }

    /// The joint moments of `x` and `y` whose own moments are known.
    init(x: [Double], y: [Double], xMoments: Moments, yMoments: Moments) {
        (self.x, self.y) = (xMoments, yMoments)
        sumOfProducts = Reductions.products(x, about: xMoments.mean, y, about: yMoments.mean)
    }

    /// The slope `cov(x, y) / var(x)`, or `nil` when `x` does not vary.
    public var slope: Double? { x.varies ? sumOfProducts / x.sumOfSquares : nil }

    /// Pearson's correlation, or `nil` when either run does not vary.
    public var correlation: Double? {
        guard x.varies, y.varies else { return nil }
        return max(-1, min(1, sumOfProducts / (x.sumOfSquares.squareRoot() * y.sumOfSquares.squareRoot())))
    }
}

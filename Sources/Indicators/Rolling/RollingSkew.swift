/// The skew of the last `period` values, corrected for bias (G1).
///
///     skew = √(n(n−1)) / (n−2) · m3 / m2^1.5,   mk = Σ(x − mean)^k / n, n = period
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. A constant window gives `nan` (pandas prints 0).
/// - Source: Joanes and Gill (1998), The Statistician 47:1; pandas, `rolling(period).skew()`.
/// - Verified by: `IndicatorOracleTests` (`roll_skew_20`).
@frozen
public struct RollingSkew: SeriesIndicator {
    @usableFromInline var window: MomentWindow

    /// Over `period` values, at least 3.
    @inlinable
    public init(period: Int) {
        precondition(period >= 3, "a skew needs three values")
        window = MomentWindow(length: period)
    }

    /// Takes the next value; gives the skew, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        if !window.isDefined { return .nan }
        let count = Double(window.length)
        let moments = window.centralMoments
        let biased = moments.third / (moments.second * moments.second.squareRoot())
        return (count * (count - 1)).squareRoot() / (count - 2) * biased
    }
}

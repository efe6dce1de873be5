/// The excess kurtosis of the last `period` values, corrected for bias (G2).
///
///     kurtosis = (n−1) / ((n−2)(n−3)) · ((n+1)·(m4/m2² − 3) + 6),   mk = Σ(x − mean)^k / n, n = period
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. A constant window gives `nan` (pandas prints −3).
/// - Source: Joanes and Gill (1998), The Statistician 47:1; pandas, `rolling(period).kurt()`.
/// - Verified by: `IndicatorOracleTests` (`roll_kurt_20`).
@frozen
public struct RollingKurtosis: SeriesIndicator {
    @usableFromInline var window: MomentWindow

    /// Over `period` values, at least 4.
    @inlinable
    public init(period: Int) {
        precondition(period >= 4, "a kurtosis needs four values")
        window = MomentWindow(length: period)
    }

    /// Takes the next value; gives the excess kurtosis, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        if !window.isDefined { return .nan }
        let count = Double(window.length)
        let moments = window.centralMoments
        let biased = moments.fourth / (moments.second * moments.second) - 3
        return (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * biased + 6)
    }
}

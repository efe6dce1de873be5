/// The covariance of the last `period` pairs of values, with the divisor `period − 1`.
///
///     covariance = Σ(x − mean(x))(y − mean(y)) / (period − 1)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. A constant series gives 0.
/// - Source: pandas, `rolling(period).cov()`.
/// - Verified by: `IndicatorOracleTests` (`roll_cov_60`).
@frozen
public struct RollingCovariance: PairIndicator {
    @usableFromInline var window: PairWindow

    /// Over `period` pairs, at least 2.
    @inlinable
    public init(period: Int) {
        precondition(period >= 2, "a window of pairs needs two of them")
        window = PairWindow(length: period)
    }

    /// Takes the next pair; gives the value, `nan` before there are `period` pairs.
    @inlinable
    public mutating func update(_ first: Double, _ second: Double) -> Double {
        if first.isNaN || second.isNaN { return .nan }
        window.update(first, second)
        if !window.isDefined { return .nan }
        return window.jointSpread / Double(window.length - 1)
    }
}

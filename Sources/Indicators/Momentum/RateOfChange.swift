/// The change from the value `period` bars ago, in percent.
///
///     roc[t] = 100 · (x[t] / x[t−period] − 1)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. A value of 0 `period` bars ago gives an infinite change, or `nan` from 0 to 0.
/// - Source: TA-Lib, ROC.
/// - Verified by: `IndicatorOracleTests` (`roc_10`).
@frozen
public struct RateOfChange: SeriesIndicator {
    @usableFromInline var ring: ValueRing

    /// A change over `period` bars, at least 1.
    @inlinable
    public init(period: Int) { ring = ValueRing(length: period) }

    /// Takes the next value; gives the change in percent, `nan` for the first `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        return 100 * (value / ring.exchange(value) - 1)
    }
}

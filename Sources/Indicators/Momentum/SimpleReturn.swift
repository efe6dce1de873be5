/// The simple return over `period` bars, as a fraction.
///
///     change[t] = x[t] / x[t−period] − 1
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. A value of 0 `period` bars ago gives an infinite return, or `nan` from 0 to 0.
/// - Source: pandas, `pct_change(period)`.
/// - Verified by: `IndicatorOracleTests` (`ret`).
@frozen
public struct SimpleReturn: SeriesIndicator {
    @usableFromInline var ring: ValueRing

    /// A return over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 1) { ring = ValueRing(length: period) }

    /// Takes the next value; gives the return, `nan` for the first `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        return value / ring.exchange(value) - 1
    }
}

public import Glibc

/// The logarithmic return over `period` bars.
///
///     log_return[t] = ln(x[t] / x[t−period])
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. Values of different signs give `nan`, a value of 0 an infinite return.
/// - Source: pandas, `log(x / x.shift(period))`.
/// - Verified by: `IndicatorOracleTests` (`logret`).
@frozen
public struct LogReturn: SeriesIndicator {
    @usableFromInline var ring: ValueRing

    /// A return over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 1) { ring = ValueRing(length: period) }

    /// Takes the next value; gives the return, `nan` for the first `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        return log(value / ring.exchange(value))
    }
}

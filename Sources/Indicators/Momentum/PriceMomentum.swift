/// The difference from the value `period` bars ago.
///
///     momentum[t] = x[t] − x[t−period]
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: TA-Lib, MOM.
/// - Verified by: `IndicatorOracleTests` (`mom_10`).
@frozen
public struct PriceMomentum: SeriesIndicator {
    @usableFromInline var ring: ValueRing

    /// A difference over `period` bars, at least 1.
    @inlinable
    public init(period: Int) { ring = ValueRing(length: period) }

    /// Takes the next value; gives the difference, `nan` for the first `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        return value - ring.exchange(value)
    }
}

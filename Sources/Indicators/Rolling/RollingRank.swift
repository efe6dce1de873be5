/// The rank of the newest value among the last `period`, as a fraction: 1 is the highest.
///
///     rank = (number below + (number equal + 1) / 2) / period,   the newest value counted as equal to itself
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Equal values share the mean of their ranks.
/// - Source: pandas, `rolling(period).rank(pct=True)`.
/// - Verified by: `IndicatorOracleTests` (`roll_rank_pct_20`).
@frozen
public struct RollingRank: SeriesIndicator {
    @usableFromInline var ring: ValueRing

    /// Over `period` values, at least 1.
    ///
    /// A value costs `period` steps.
    @inlinable
    public init(period: Int) { ring = ValueRing(length: period) }

    /// Takes the next value; gives its rank, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        _ = ring.exchange(value)
        if !ring.isFull { return .nan }
        var (below, equal) = (0, 0)
        for other in ring.values {
            if other < value { below += 1 }
            if other == value { equal += 1 }
        }
        return (Double(below) + Double(equal + 1) / 2) / Double(ring.values.count)
    }
}

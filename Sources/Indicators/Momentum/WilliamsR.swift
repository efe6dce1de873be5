/// Williams’ %R: how far the close lies below the highest high, from −100 to 0.
///
///     williams_r = −100 · (highest(high) − close) / (highest(high) − lowest(low))
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Where highest and lowest are equal the value is `nan`.
/// - Source: TA-Lib, WILLR.
/// - Verified by: `IndicatorOracleTests` (`willr_14`).
@frozen
public struct WilliamsR: HighLowCloseIndicator {
    @usableFromInline var highest: HighestValue
    @usableFromInline var lowest: LowestValue

    /// Over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 14) {
        highest = HighestValue(period: period)
        lowest = LowestValue(period: period)
    }

    /// Takes the next bar; gives the value, `nan` before there are `period` bars.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        if high.isNaN || low.isNaN || close.isNaN { return .nan }
        let (top, bottom) = (highest.update(high), lowest.update(low))
        return -100 * ((top - close) / (top - bottom))
    }
}

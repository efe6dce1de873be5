public import Glibc

/// The choppiness index: high where prices go back and forth, low in trends.
///
///     chop = 100 · log10(Σtrue range / (highest(high) − lowest(low))) / log10(period), over the last period bars
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. Where highest and lowest are equal the value is infinite or `nan`.
/// - Source: Dreiss (1992), E. W. Dreiss Co.; pandas-ta-classic, chop.
/// - Verified by: `IndicatorOracleTests` (`chop_14`).
@frozen
public struct ChoppinessIndex: HighLowCloseIndicator {
    @usableFromInline let scale: Double
    @usableFromInline var range = TrueRange()
    @usableFromInline var ranges: WindowSum
    @usableFromInline var highest: HighestValue
    @usableFromInline var lowest: LowestValue

    /// Over `period` bars, at least 2.
    @inlinable
    public init(period: Int = 14) {
        precondition(period >= 2, "the index of one bar is not defined")
        scale = 100 / log10(Double(period))
        ranges = WindowSum(length: period)
        highest = HighestValue(period: period)
        lowest = LowestValue(period: period)
    }

    /// Takes the next bar; gives the index, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        if high.isNaN || low.isNaN || close.isNaN { return .nan }
        let total = ranges.update(range.update(high: high, low: low, close: close))
        let span = highest.update(high) - lowest.update(low)
        return scale * log10(total / span)
    }
}

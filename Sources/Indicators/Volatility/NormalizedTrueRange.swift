/// The average true range in percent of the close.
///
///     natr = 100 · atr / close
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: TA-Lib, NATR.
/// - Verified by: `IndicatorOracleTests` (`natr_14`).
@frozen
public struct NormalizedTrueRange: HighLowCloseIndicator {
    @usableFromInline var average: AverageTrueRange

    /// Over `period` ranges, at least 1.
    @inlinable
    public init(period: Int = 14) { average = AverageTrueRange(period: period) }

    /// Takes the next bar; gives the percentage, `nan` before there are `period` true ranges.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        average.update(high: high, low: low, close: close) / close * 100
    }
}

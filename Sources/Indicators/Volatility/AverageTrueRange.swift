/// Wilder's average true range.
///
///     atr = Wilder average of the true range
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems"; seeds as TA-Lib, ATR.
/// - Verified by: `IndicatorOracleTests` (`atr_14`).
@frozen
public struct AverageTrueRange: HighLowCloseIndicator {
    /// How many ranges seed the average, and what sets its weight.
    public let period: Int
    @usableFromInline var range = TrueRange()
    @usableFromInline var average: WilderAverage

    /// An average over `period` ranges, at least 1.
    @inlinable
    public init(period: Int) {
        self.period = period
        average = WilderAverage(period: period)
    }

    /// Takes the next bar; gives the average, `nan` before there are `period` true ranges.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        average.update(range.update(high: high, low: low, close: close))
    }
}

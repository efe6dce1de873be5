/// TRIX: the change, in percent, of an average smoothed three times.
///
///     trix = 100 · (e3[t] / e3[t−1] − 1),   e3 = ema(ema(ema(x)))
///
/// - Timing: The value at t uses bars up to and including t; defined from index `3·(period − 1) + 1`.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Hutson (1983), Stocks & Commodities 1:5; TA-Lib, TRIX.
/// - Verified by: `IndicatorOracleTests` (`trix_15`).
@frozen
public struct TripleSmoothedChange: SeriesIndicator {
    @usableFromInline var first: ExponentialMovingAverage
    @usableFromInline var second: ExponentialMovingAverage
    @usableFromInline var third: ExponentialMovingAverage
    @usableFromInline var change = RateOfChange(period: 1)

    /// With averages over `period` values, at least 1.
    @inlinable
    public init(period: Int = 15) {
        first = ExponentialMovingAverage(period: period)
        second = first
        third = first
    }

    /// Takes the next value; gives the change in percent, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        change.update(third.update(second.update(first.update(value))))
    }
}

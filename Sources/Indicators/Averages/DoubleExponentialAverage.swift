/// The double exponential moving average (DEMA), which lags less than a single one.
///
///     dema = 2·e1 − e2,   e1 = ema(x, period), e2 = ema(e1, period)
///
/// - Timing: The value at t uses values up to and including t; defined from index `2·(period − 1)`.
/// - Edge cases: A `nan` is passed over. A constant series gives its constant to the last few digits.
/// - Source: Mulloy (1994), Stocks & Commodities 12:1; TA-Lib, DEMA.
/// - Verified by: `IndicatorOracleTests` (`dema_20`).
@frozen
public struct DoubleExponentialAverage: SeriesIndicator {
    @usableFromInline var first: ExponentialMovingAverage
    @usableFromInline var second: ExponentialMovingAverage

    /// An average of averages over `period` values, at least 1.
    @inlinable
    public init(period: Int) {
        first = ExponentialMovingAverage(period: period)
        second = first
    }

    /// Takes the next value; gives the average, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        let one = first.update(value)
        let two = second.update(one)
        return 2 * one - two
    }
}

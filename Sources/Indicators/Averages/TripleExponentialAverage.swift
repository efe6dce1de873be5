/// The triple exponential moving average (TEMA).
///
///     tema = 3·e1 − 3·e2 + e3,   e1 = ema(x, period), e2 = ema(e1, period), e3 = ema(e2, period)
///
/// - Timing: The value at t uses values up to and including t; defined from index `3·(period − 1)`.
/// - Edge cases: A `nan` is passed over. A constant series gives its constant to the last few digits.
/// - Source: Mulloy (1994), Stocks & Commodities 12:1; TA-Lib, TEMA.
/// - Verified by: `IndicatorOracleTests` (`tema_20`).
@frozen
public struct TripleExponentialAverage: SeriesIndicator {
    @usableFromInline var first: ExponentialMovingAverage
    @usableFromInline var second: ExponentialMovingAverage
    @usableFromInline var third: ExponentialMovingAverage

    /// An average of averages over `period` values, at least 1.
    @inlinable
    public init(period: Int) {
        first = ExponentialMovingAverage(period: period)
        second = first
        third = first
    }

    /// Takes the next value; gives the average, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        let one = first.update(value)
        let two = second.update(one)
        let three = third.update(two)
        return 3 * one - 3 * two + three
    }
}

/// The triangular moving average: a mean of means, whose weights rise to the middle and fall again.
///
///     trima = sma(sma(x, a), b),   a = period/2 rounded up, b = period + 1 − a
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. A constant series gives its constant to the last few digits.
/// - Source: TA-Lib, TRIMA.
/// - Verified by: `IndicatorOracleTests` (`trima_15`).
@frozen
public struct TriangularMovingAverage: SeriesIndicator {
    @usableFromInline var first: SimpleMovingAverage
    @usableFromInline var second: SimpleMovingAverage

    /// An average over `period` values, at least 1.
    @inlinable
    public init(period: Int) {
        let half = (period + 1) / 2
        first = SimpleMovingAverage(period: half)
        second = SimpleMovingAverage(period: period + 1 - half)
    }

    /// Takes the next value; gives the average, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double { second.update(first.update(value)) }
}

public import Glibc

/// The volatility of a year from open, high, low and close, after Garman and Klass.
///
///     garman_klass = √(mean(ln(high/low)²/2 − (2·ln 2 − 1)·ln(close/open)²) · periods_per_year)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Prices of 0 or below give `nan` or an infinite value.
/// - Source: Garman and Klass (1980), Journal of Business 53:1.
/// - Verified by: `IndicatorOracleTests` (`garman_klass_20`).
@frozen
public struct GarmanKlassVolatility: ColumnIndicator {
    /// How many bars a year has.
    public let periodsPerYear: Double
    @usableFromInline var mean: SimpleMovingAverage

    /// Over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 20, periodsPerYear: Double = 252) {
        self.periodsPerYear = periodsPerYear
        mean = SimpleMovingAverage(period: period)
    }

    /// Takes the next bar; gives the volatility as a fraction, `nan` before there are `period` bars.
    @inlinable
    public mutating func update(open: Double, high: Double, low: Double, close: Double) -> Double {
        let (span, body) = (log(high / low), log(close / open))
        let term = 0.5 * span * span - (2 * log(2) - 1) * body * body
        return (mean.update(term) * periodsPerYear).squareRoot()
    }

    /// Takes the values of the next bar: open, high, low, close.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(open: inputs[0], high: inputs[1], low: inputs[2], close: inputs[3])
    }
}

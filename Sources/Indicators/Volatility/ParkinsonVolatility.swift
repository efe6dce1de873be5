public import Glibc

/// The volatility of a year from the ranges of the bars, after Parkinson.
///
///     parkinson = √(mean(ln(high/low)²) / (4·ln 2) · periods_per_year)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Prices of 0 or below give `nan` or an infinite value.
/// - Source: Parkinson (1980), Journal of Business 53:1.
/// - Verified by: `IndicatorOracleTests` (`parkinson_20`).
@frozen
public struct ParkinsonVolatility: ColumnIndicator {
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
    public mutating func update(high: Double, low: Double) -> Double {
        let span = log(high / low)
        return (mean.update(span * span) / (4 * log(2)) * periodsPerYear).squareRoot()
    }

    /// Takes the values of the next bar: high, low.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1])
    }
}

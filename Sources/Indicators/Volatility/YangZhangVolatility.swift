public import Glibc

/// The volatility of a year from open, high, low, close and the gap before, after Yang and Zhang.
///
///     yang_zhang = √((var(ln(open/close[t−1])) + k·var(ln(close/open)) + (1 − k)·mean(rs)) · periods_per_year)
///     rs = ln(high/close)·ln(high/open) + ln(low/close)·ln(low/open),   k = 0.34 / (1.34 + (n + 1)/(n − 1)), n = period
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. Prices of 0 or below give `nan` or an infinite value.
/// - Source: Yang and Zhang (2000), Journal of Business 73:3; rs after Rogers and Satchell (1991).
/// - Verified by: `IndicatorOracleTests` (`yang_zhang_20`).
@frozen
public struct YangZhangVolatility: ColumnIndicator {
    /// How many bars a year has.
    public let periodsPerYear: Double
    @usableFromInline let share: Double
    @usableFromInline var previous = Double.nan
    @usableFromInline var gaps: RollingVariance
    @usableFromInline var bodies: RollingVariance
    @usableFromInline var drifts: SimpleMovingAverage

    /// Over `period` bars, at least 2.
    @inlinable
    public init(period: Int = 20, periodsPerYear: Double = 252) {
        precondition(period >= 2, "a variance needs two values")
        self.periodsPerYear = periodsPerYear
        let count = Double(period)
        share = 0.34 / (1.34 + (count + 1) / (count - 1))
        gaps = RollingVariance(period: period)
        bodies = RollingVariance(period: period)
        drifts = SimpleMovingAverage(period: period)
    }

    /// Takes the next bar; gives the volatility as a fraction, `nan` while not defined.
    @inlinable
    public mutating func update(open: Double, high: Double, low: Double, close: Double) -> Double {
        if open.isNaN || high.isNaN || low.isNaN || close.isNaN { return .nan }
        let gap = gaps.update(log(open / previous))
        previous = close
        let body = bodies.update(log(close / open))
        let drift = drifts.update(log(high / close) * log(high / open) + log(low / close) * log(low / open))
        return ((gap + share * body + (1 - share) * drift) * periodsPerYear).squareRoot()
    }

    /// Takes the values of the next bar: open, high, low, close.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(open: inputs[0], high: inputs[1], low: inputs[2], close: inputs[3])
    }
}

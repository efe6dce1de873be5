/// The awesome oscillator: the distance of two moving averages of the middle of the bars.
///
///     awesome = sma(m, fast) − sma(m, slow),   m = (high + low) / 2
///
/// - Timing: The value at t uses bars up to and including t; defined from index max(`fast`, `slow`) − 1.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Williams (1995), "Trading Chaos"; ta, AwesomeOscillatorIndicator.
/// - Verified by: `IndicatorOracleTests` (`awesome`).
@frozen
public struct AwesomeOscillator: ColumnIndicator {
    @usableFromInline var fast: SimpleMovingAverage
    @usableFromInline var slow: SimpleMovingAverage

    /// With the periods of the two averages, both at least 1.
    @inlinable
    public init(fast: Int = 5, slow: Int = 34) {
        self.fast = SimpleMovingAverage(period: fast)
        self.slow = SimpleMovingAverage(period: slow)
    }

    /// Takes the next bar; gives the oscillator, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double) -> Double {
        let middle = (high + low) / 2
        return fast.update(middle) - slow.update(middle)
    }

    /// Takes the values of the next bar: high, low.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1])
    }
}

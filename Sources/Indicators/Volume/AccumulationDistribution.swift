/// The accumulation and distribution line: volume added up by where the close lies in the bar.
///
///     ad[t] = ad[t−1] + volume · ((close − low) − (high − close)) / (high − low)
///
/// - Timing: The value at t uses bars up to and including t; defined from index 0.
/// - Edge cases: A bar with a `nan` is passed over. A bar without range adds nothing.
/// - Source: Chaikin, after Williams (1972); TA-Lib, AD.
/// - Verified by: `IndicatorOracleTests` (`ad`).
@frozen
public struct AccumulationDistribution: ColumnIndicator {
    @usableFromInline var line = 0.0

    /// A line that starts with 0.
    @inlinable
    public init() {}

    /// Takes the next bar; gives the line.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double, volume: Double) -> Double {
        let flow = MoneyFlowMultiplier.of(high: high, low: low, close: close) * volume
        if flow.isNaN { return .nan }
        line += flow
        return line
    }

    /// Takes the values of the next bar: high, low, close, volume.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1], close: inputs[2], volume: inputs[3])
    }
}

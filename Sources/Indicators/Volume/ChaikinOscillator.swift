/// The Chaikin oscillator: the distance of two exponential averages of the accumulation and distribution line.
///
///     adosc = e(ad, fast) − e(ad, slow),   e = exponential average seeded with its first value
///
/// - Timing: The value at t uses bars up to and including t; defined from index max(`fast`, `slow`) − 1.
/// - Edge cases: A bar with a `nan` is passed over. A bar without range adds nothing to the line.
/// - Source: Chaikin; TA-Lib, ADOSC.
/// - Verified by: `IndicatorOracleTests` (`adosc`).
@frozen
public struct ChaikinOscillator: ColumnIndicator {
    @usableFromInline var line = AccumulationDistribution()
    @usableFromInline var fast: ExponentialMovingAverage
    @usableFromInline var slow: ExponentialMovingAverage
    @usableFromInline var toWait: Int

    /// With the periods of the two averages, both at least 1.
    @inlinable
    public init(fast: Int = 3, slow: Int = 10) {
        self.fast = ExponentialMovingAverage(period: 1, weight: 2 / (Double(fast) + 1))
        self.slow = ExponentialMovingAverage(period: 1, weight: 2 / (Double(slow) + 1))
        toWait = max(fast, slow)
    }

    /// Takes the next bar; gives the oscillator, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double, volume: Double) -> Double {
        let current = line.update(high: high, low: low, close: close, volume: volume)
        if current.isNaN { return .nan }
        let result = fast.update(current) - slow.update(current)
        toWait = max(toWait - 1, 0)
        return toWait > 0 ? .nan : result
    }

    /// Takes the values of the next bar: high, low, close, volume.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1], close: inputs[2], volume: inputs[3])
    }
}

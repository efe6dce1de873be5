/// The stochastic oscillator of the relative strength index, from 0 to 100.
///
///     k = 100 · (rsi − lowest(rsi)) / (highest(rsi) − lowest(rsi)),   d = sma(k, smoothing)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `strength_period + period + smoothing − 2`, both outputs, as in TA-Lib.
/// - Edge cases: A bar with a `nan` is passed over. Where the index did not change in the window both values are `nan`.
/// - Source: Chande and Kroll (1994), "The New Technical Trader"; TA-Lib, STOCHRSI.
/// - Verified by: `IndicatorOracleTests` (`stochrsi_k`, `stochrsi_d`).
@frozen
public struct StochasticStrength: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (k: Double, d: Double)

    /// Two values a bar.
    @inlinable public static var outputCount: Int { 2 }
    @usableFromInline var strength: RelativeStrengthIndex
    @usableFromInline var stochastic: FastStochastic

    /// With the periods of the index, of the oscillator, both at least 2, and of its smoothing, at least 1.
    @inlinable
    public init(strengthPeriod: Int = 14, period: Int = 14, smoothing: Int = 3) {
        strength = RelativeStrengthIndex(period: strengthPeriod)
        stochastic = FastStochastic(period: period, smoothing: smoothing)
    }

    /// Takes the next value; gives both values, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Output {
        let index = strength.update(value)
        return stochastic.update(high: index, low: index, close: index)
    }

    /// Takes the next value of the series; writes k and d.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1]) = update(inputs[0])
    }
}

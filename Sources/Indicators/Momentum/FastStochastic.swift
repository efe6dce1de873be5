/// The fast stochastic oscillator: where the close lies between lowest low and highest high, from 0 to 100.
///
///     k = 100 · (close − lowest(low)) / (highest(high) − lowest(low)),   d = sma(k, smoothing)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period + smoothing − 2`, both outputs, as in TA-Lib.
/// - Edge cases: A bar with a `nan` is passed over. Where highest and lowest are equal both values are `nan` and the smoothing passes over the bar (TA-Lib takes 0 there, which reads as oversold).
/// - Source: Lane (1984), Stocks & Commodities 2:3; TA-Lib, STOCHF.
/// - Verified by: `IndicatorOracleTests` (`stochf_k`, `stochf_d`).
@frozen
public struct FastStochastic: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (k: Double, d: Double)

    /// Two values a bar.
    @inlinable public static var outputCount: Int { 2 }
    @usableFromInline var highest: HighestValue
    @usableFromInline var lowest: LowestValue
    @usableFromInline var average: SimpleMovingAverage

    /// Over `period` bars, smoothed over `smoothing` bars, both at least 1.
    @inlinable
    public init(period: Int = 14, smoothing: Int = 3) {
        highest = HighestValue(period: period)
        lowest = LowestValue(period: period)
        average = SimpleMovingAverage(period: smoothing)
    }

    /// Takes the next bar; gives both values, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Output {
        if high.isNaN || low.isNaN || close.isNaN { return (.nan, .nan) }
        let (top, bottom) = (highest.update(high), lowest.update(low))
        let place = 100 * ((close - bottom) / (top - bottom))
        let smoothed = average.update(place)
        return (smoothed.isNaN ? .nan : place, smoothed)
    }

    /// Takes the values of the next bar: high, low, close; writes k and d.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1]) = update(high: inputs[0], low: inputs[1], close: inputs[2])
    }
}

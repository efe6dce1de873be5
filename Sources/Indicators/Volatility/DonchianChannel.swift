/// The Donchian channel: the highest high and the lowest low of the last `period` bars, the newest included.
///
///     upper = highest(high, period),   lower = lowest(low, period),   middle = (upper + lower) / 2
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. As the newest bar is part of the window no close can lie above the upper band: breakouts compare with the band of the bar before.
/// - Source: Donchian (1960), Commodity Research Bureau; TA-Lib, MAX and MIN.
/// - Verified by: `IndicatorOracleTests` (`donchian_upper_20`, `donchian_mid_20`, `donchian_lower_20`).
@frozen
public struct DonchianChannel: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (upper: Double, middle: Double, lower: Double)

    /// Three values a bar.
    @inlinable public static var outputCount: Int { 3 }
    @usableFromInline var highest: HighestValue
    @usableFromInline var lowest: LowestValue

    /// Over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 20) {
        highest = HighestValue(period: period)
        lowest = LowestValue(period: period)
    }

    /// Takes the next bar; gives the channel, `nan` before there are `period` bars.
    @inlinable
    public mutating func update(high: Double, low: Double) -> Output {
        if high.isNaN || low.isNaN { return (.nan, .nan, .nan) }
        let (upper, lower) = (highest.update(high), lowest.update(low))
        return (upper, (upper + lower) / 2, lower)
    }

    /// Takes the values of the next bar: high, low; writes upper, middle and lower.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1], outputs[2]) = update(high: inputs[0], low: inputs[1])
    }
}

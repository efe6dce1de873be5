/// Aroon: how recent the highest high and the lowest low are, from 0 to 100.
///
///     up = 100 · (period − bars since the highest high) / period,   down = 100 · (period − bars since the lowest low) / period
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`, for the window holds `period + 1` bars.
/// - Edge cases: A bar with a `nan` is passed over. Of equal extremes the most recent counts.
/// - Source: Chande (1995), Stocks & Commodities 13:9; TA-Lib, AROON.
/// - Verified by: `IndicatorOracleTests` (`aroon_up_25`, `aroon_down_25`).
@frozen
public struct Aroon: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (up: Double, down: Double)

    /// Two values a bar.
    @inlinable public static var outputCount: Int { 2 }
    /// How far back the extremes may lie.
    public let period: Int
    @usableFromInline var highs: ValueRing
    @usableFromInline var lows: ValueRing

    /// Over `period` bars, at least 1.
    ///
    /// A bar costs `period` steps.
    @inlinable
    public init(period: Int = 25) {
        self.period = period
        highs = ValueRing(length: period + 1)
        lows = ValueRing(length: period + 1)
    }

    /// Takes the next bar; gives both values, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double) -> Output {
        if high.isNaN || low.isNaN { return (.nan, .nan) }
        _ = highs.exchange(high)
        _ = lows.exchange(low)
        if !highs.isFull { return (.nan, .nan) }
        var (highest, lowest) = (-Double.infinity, Double.infinity)
        var (sinceHighest, sinceLowest) = (0, 0)
        var age = period
        highs.forEachFromOldest { value in
            if value >= highest { (highest, sinceHighest) = (value, age) }
            age -= 1
        }
        age = period
        lows.forEachFromOldest { value in
            if value <= lowest { (lowest, sinceLowest) = (value, age) }
            age -= 1
        }
        let scale = 100 / Double(period)
        return (scale * Double(period - sinceHighest), scale * Double(period - sinceLowest))
    }

    /// Takes the values of the next bar: high, low; writes up and down.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1]) = update(high: inputs[0], low: inputs[1])
    }
}

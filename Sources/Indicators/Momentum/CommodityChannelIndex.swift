/// The commodity channel index: the typical price’s distance from its mean in units of its mean deviation.
///
///     p = (high + low + close) / 3,   cci = (p − mean(p)) / (0.015 · mean|p − mean(p)|)
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Where the typical price did not change in the window the value is `nan` (TA-Lib prints 0).
/// - Source: Lambert (1980), Commodities 9:10; TA-Lib, CCI.
/// - Verified by: `IndicatorOracleTests` (`cci_20`).
@frozen
public struct CommodityChannelIndex: HighLowCloseIndicator {
    /// How many bars a window has.
    public let period: Int
    @usableFromInline var mean: SimpleMovingAverage
    @usableFromInline var ring: ValueRing

    /// Over `period` bars, at least 2.
    ///
    /// A bar costs `period` steps.
    @inlinable
    public init(period: Int = 20) {
        self.period = period
        mean = SimpleMovingAverage(period: period)
        ring = ValueRing(length: period)
    }

    /// Takes the next bar; gives the index, `nan` before there are `period` bars.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        let price = (high + low + close) / 3
        if price.isNaN { return .nan }
        _ = ring.exchange(price)
        let middle = mean.update(price)
        if middle.isNaN { return .nan }
        var deviation = 0.0
        ring.forEachFromOldest { deviation += abs($0 - middle) }
        return (price - middle) / (0.015 * (deviation / Double(period)))
    }
}

/// The Keltner channel: bands at a multiple of the average true range around an exponential average of the close.
///
///     middle = ema(close, period),   upper, lower = middle ± multiplier · atr(range_period)
///
/// - Timing: The value at t uses bars up to and including t; defined from index max(`period − 1`, `range_period`), all three.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Raschke’s form of Keltner (1960), "How to Make Money in Commodities"; averages seeded as in TA-Lib.
/// - Verified by: `IndicatorOracleTests` (`keltner_upper`, `keltner_lower`).
@frozen
public struct KeltnerChannel: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (upper: Double, middle: Double, lower: Double)

    /// Three values a bar.
    @inlinable public static var outputCount: Int { 3 }
    /// How many average true ranges the bands lie from the middle.
    public let multiplier: Double
    @usableFromInline var average: ExponentialMovingAverage
    @usableFromInline var range: AverageTrueRange

    /// With the periods of the average and of the true range, both at least 1.
    @inlinable
    public init(period: Int = 20, multiplier: Double = 2, rangePeriod: Int = 10) {
        self.multiplier = multiplier
        average = ExponentialMovingAverage(period: period)
        range = AverageTrueRange(period: rangePeriod)
    }

    /// Takes the next bar; gives the channel, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Output {
        if high.isNaN || low.isNaN || close.isNaN { return (.nan, .nan, .nan) }
        let middle = average.update(close)
        let width = multiplier * range.update(high: high, low: low, close: close)
        if width.isNaN || middle.isNaN { return (.nan, .nan, .nan) }
        return (middle + width, middle, middle - width)
    }

    /// Takes the values of the next bar: high, low, close; writes upper, middle and lower.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1], outputs[2]) = update(high: inputs[0], low: inputs[1], close: inputs[2])
    }
}

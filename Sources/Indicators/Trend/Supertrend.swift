/// The supertrend: a trailing band at a multiple of the average true range, which changes sides when the close crosses it.
///
///     upper, lower = (high + low)/2 ± multiplier · atr(period);  upper never rises and lower never falls while the trend lasts
///     direction = 1 where close > upper[t−1], −1 where close < lower[t−1], else as before;  value = lower if direction is 1, else upper
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. The direction starts with 1.
/// - Source: Seban (2008), supertrend for MetaStock; pandas-ta-classic, supertrend, with the average true range seeded as in TA-Lib.
/// - Verified by: `IndicatorOracleTests` (`supertrend`, `supertrend_dir`).
@frozen
public struct Supertrend: ColumnIndicator {
    /// One bar's values: the band, and 1 in an upward trend or −1 in a downward one.
    public typealias Output = (value: Double, direction: Double)

    /// Two values a bar.
    @inlinable public static var outputCount: Int { 2 }
    /// How many average true ranges the bands lie from the middle of the bar.
    public let multiplier: Double
    @usableFromInline var average: AverageTrueRange
    @usableFromInline var upper = Double.nan
    @usableFromInline var lower = Double.nan
    @usableFromInline var direction = 1.0

    /// Bands at `multiplier` average true ranges over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 10, multiplier: Double = 3) {
        self.multiplier = multiplier
        average = AverageTrueRange(period: period)
    }

    /// Takes the next bar; gives band and direction, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Output {
        let range = average.update(high: high, low: low, close: close)
        if range.isNaN { return (.nan, .nan) }
        let middle = (high + low) / 2
        var (nextUpper, nextLower) = (middle + multiplier * range, middle - multiplier * range)
        if close > upper {
            direction = 1
        } else if close < lower {
            direction = -1
        } else if direction > 0 {
            if nextLower < lower { nextLower = lower }
        } else {
            if nextUpper > upper { nextUpper = upper }
        }
        (upper, lower) = (nextUpper, nextLower)
        return (direction > 0 ? lower : upper, direction)
    }

    /// Takes the values of the next bar: high, low, close; writes value and direction.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1]) = update(high: inputs[0], low: inputs[1], close: inputs[2])
    }
}

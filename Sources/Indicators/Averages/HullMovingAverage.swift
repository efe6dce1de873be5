/// The Hull moving average, which is fast and smooth.
///
///     hma = wma(2·wma(x, period/2) − wma(x, period), √period),   both lengths rounded down
///
/// - Timing: The value at t uses values up to and including t; defined from index `period + √period − 2`.
/// - Edge cases: A `nan` is passed over. A constant series gives its constant to the last few digits.
/// - Source: Hull (2005), alanhull.com; pandas-ta-classic, hma.
/// - Verified by: `IndicatorOracleTests` (`hma_16`).
@frozen
public struct HullMovingAverage: SeriesIndicator {
    @usableFromInline var half: WeightedMovingAverage
    @usableFromInline var whole: WeightedMovingAverage
    @usableFromInline var smooth: WeightedMovingAverage

    /// An average over `period` values, at least 2.
    @inlinable
    public init(period: Int) {
        precondition(period >= 2, "a Hull average needs at least two values")
        half = WeightedMovingAverage(period: period / 2)
        whole = WeightedMovingAverage(period: period)
        smooth = WeightedMovingAverage(period: HullMovingAverage.smoothing(period))
    }

    /// How many values the last smoothing takes: the root of the period, rounded down.
    @inlinable
    public static func smoothing(_ period: Int) -> Int { Int(Double(period).squareRoot()) }

    /// Takes the next value; gives the average, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        smooth.update(2 * half.update(value) - whole.update(value))
    }
}

/// The moving average with weights that fall in equal steps from the newest value back.
///
///     wma[t] = (n·x[t] + (n−1)·x[t−1] + … + 1·x[t−n+1]) / (n·(n+1)/2),   n = period
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. A constant window gives exactly its constant.
/// - Source: TA-Lib, WMA.
/// - Verified by: `IndicatorOracleTests` (`wma_14`).
@frozen
public struct WeightedMovingAverage: SeriesIndicator {
    /// How many values a window has.
    public let period: Int
    @usableFromInline var window: TrendWindow

    /// An average of the last `period` values, at least 1.
    @inlinable
    public init(period: Int) {
        self.period = period
        window = TrendWindow(length: period)
    }

    /// Takes the next value; gives the average, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        return window.isDefined ? window.weightedMean : .nan
    }
}

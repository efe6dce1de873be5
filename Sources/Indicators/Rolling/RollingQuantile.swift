/// A quantile of the last `period` values; the median with a fraction of 0.5.
///
///     quantile = the value at place fraction · (period − 1) of the window in order of size, between two on the line joining them
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Hyndman and Fan (1996), The American Statistician 50:4, definition 7; pandas, `rolling(period).quantile(fraction)`.
/// - Verified by: `IndicatorOracleTests` (`roll_median_20`, `roll_q25_20`).
@frozen
public struct RollingQuantile: SeriesIndicator {
    /// Which quantile, from 0 (the lowest value) to 1 (the highest).
    public let fraction: Double
    @usableFromInline var window: SortedWindow

    /// Over `period` values, at least 1.
    ///
    /// A value costs at most `period` steps.
    @inlinable
    public init(period: Int, fraction: Double = 0.5) {
        precondition(fraction >= 0 && fraction <= 1, "a quantile lies from 0 to 1")
        self.fraction = fraction
        window = SortedWindow(length: period)
    }

    /// Takes the next value; gives the quantile, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        return window.ring.isFull ? window.quantile(fraction) : .nan
    }
}

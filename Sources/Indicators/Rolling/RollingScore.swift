/// The z-score: the newest value’s distance from the mean of the last `period` values in standard deviations.
///
///     zscore = (x[t] − mean) / √(Σ(x − mean)² / (period − 1)),   the newest value included
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. A constant window gives `nan`.
/// - Source: pandas, `(x - rolling.mean()) / rolling.std(ddof=1)`.
/// - Verified by: `IndicatorOracleTests` (`roll_zscore_20`).
@frozen
public struct RollingScore: SeriesIndicator {
    @usableFromInline var window: AnchoredWindow

    /// Over `period` values, at least 2.
    @inlinable
    public init(period: Int) {
        precondition(period >= 2, "a deviation needs two values")
        window = AnchoredWindow(length: period)
    }

    /// Takes the next value; gives the score, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        window.update(value)
        if !window.isDefined { return .nan }
        return (value - window.mean) / (window.squares / Double(window.length - 1)).squareRoot()
    }
}

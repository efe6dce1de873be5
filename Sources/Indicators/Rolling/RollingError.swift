/// The standard error of the mean of the last `period` values.
///
///     standard_error = √(Σ(x − mean)² / (period − 1)) / √period
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. A constant window gives exactly 0.
/// - Source: pandas, `rolling(period).sem()`.
/// - Verified by: `IndicatorOracleTests` (`roll_sem_20`).
@frozen
public struct RollingError: SeriesIndicator {
    @usableFromInline var deviation: RollingDeviation
    @usableFromInline let root: Double

    /// Over `period` values, at least 2.
    @inlinable
    public init(period: Int) {
        precondition(period >= 2, "a deviation needs two values")
        deviation = RollingDeviation(period: period)
        root = Double(period).squareRoot()
    }

    /// Takes the next value; gives the error, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double { deviation.update(value) / root }
}

/// The exponential moving average, seeded with the mean of the first `period` values.
///
///     ema[t] = ema[t−1] + (x[t] − ema[t−1]) · 2 / (period + 1),   ema[period−1] = mean(x[0] … x[period−1])
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. A constant series gives exactly its constant from the second value on. An
///   infinite value never leaves.
/// - Source: TA-Lib, EMA in its default compatibility.
/// - Verified by: `IndicatorOracleTests` (`ema_talib_20`).
@frozen
public struct ExponentialMovingAverage: SeriesIndicator {
    /// How many values seed the average, and what sets its weight.
    public let period: Int
    /// The weight of a new value.
    public let weight: Double
    @usableFromInline var seen = 0
    @usableFromInline var anchor = 0.0
    @usableFromInline var average = 0.0

    /// An average with the weight `2 / (period + 1)`; `period` at least 1.
    @inlinable
    public init(period: Int) {
        self.init(period: period, weight: 2 / (Double(period) + 1))
    }

    /// An average with a weight of its own, seeded with the mean of the first `period` values.
    @inlinable
    public init(period: Int, weight: Double) {
        precondition(period >= 1, "an average needs at least one value")
        self.period = period
        self.weight = weight
    }

    /// Takes the next value; gives the average, `nan` before the seed is complete.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        if seen < period { return seed(value) }
        average += (value - average) * weight
        return average
    }

    /// Takes a value of the seed: until it is complete, `average` holds the sum of differences from the first value.
    @inlinable
    mutating func seed(_ value: Double) -> Double {
        if seen == 0 { anchor = value }
        average += value - anchor
        seen += 1
        if seen < period { return .nan }
        average = anchor + average / Double(period)
        return average
    }
}

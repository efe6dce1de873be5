/// Wilder's smoothing, also called RMA or SMMA: an exponential moving average with the weight `1 / period`, seeded with
/// the mean of the first `period` values.
///
///     rma[t] = rma[t−1] · (1 − 1/period) + x[t] / period,   rma[period−1] = mean(x[0] … x[period−1])
///
/// Every second value is computed from the average two values before, which is the same average in exact arithmetic and
/// halves the wait of each step for the one before.
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over. An infinite value never leaves.
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems".
/// - Verified by: `IndicatorOracleTests` (through ATR and RSI).
@frozen
public struct WilderAverage: SeriesIndicator {
    /// How many values seed the average, and what sets its weight.
    public let period: Int
    @usableFromInline let weight: Double
    @usableFromInline let keep: Double
    /// What is kept of an average two bars old.
    @usableFromInline let keepOlder: Double
    /// The weight of a value one bar old.
    @usableFromInline let olderWeight: Double
    @usableFromInline var seen = 0
    /// The average at the last bar, or the one before where `isBetween`; the sum of the seed while that is incomplete.
    @usableFromInline var average = 0.0
    /// Where `isBetween`, what the last bar's value adds to the average of the next.
    @usableFromInline var carried = 0.0
    /// Whether `average` is that of the bar before the last.
    @usableFromInline var isBetween = false

    /// An average with the weight `1 / period`; `period` at least 1.
    @inlinable
    public init(period: Int) {
        precondition(period >= 1, "an average needs at least one value")
        self.period = period
        weight = 1 / Double(period)
        keep = Double(period - 1) / Double(period)
        keepOlder = keep * keep
        olderWeight = weight * keep
    }

    /// Whether the next value is the first of a pair.
    @inlinable var isEven: Bool { seen == period && !isBetween }

    /// Takes the next value; gives the average, `nan` before the seed is complete.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        if seen < period {
            average += value
            seen += 1
            if seen < period { return .nan }
            average *= weight
            return average
        }
        isBetween.toggle()
        if isBetween {
            carried = value * olderWeight
            return average * keep + value * weight
        }
        average = average * keepOlder + (carried + value * weight)
        return average
    }
}

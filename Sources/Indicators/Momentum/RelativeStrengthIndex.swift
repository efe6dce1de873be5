/// Wilder's relative strength index, from 0 to 100.
///
///     rsi = 100 · g / (g + l),   g, l = Wilder averages of rises and of falls from value to value
///
/// - Timing: The value at t uses values up to and including t; defined from index `period`.
/// - Edge cases: A `nan` is passed over. While the series has never changed there is neither rise nor fall and the index
///   is `nan` (TA-Lib prints 0 there, which reads as oversold).
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems"; seeds as TA-Lib, RSI.
/// - Verified by: `IndicatorOracleTests` (`rsi_14`, `rsi_2`).
@frozen
public struct RelativeStrengthIndex: SeriesIndicator {
    /// How many changes seed the averages, and what sets their weight.
    public let period: Int
    @usableFromInline let weight: Double
    @usableFromInline let keep: Double
    @usableFromInline var seen = -1
    @usableFromInline var previous = 0.0
    @usableFromInline var rises = 0.0
    @usableFromInline var falls = 0.0

    /// An index over `period` changes, at least 1.
    @inlinable
    public init(period: Int) {
        precondition(period >= 1, "an average needs at least one value")
        self.period = period
        weight = 1 / Double(period)
        keep = Double(period - 1) / Double(period)
    }

    /// Takes the next value; gives the index, `nan` before there are `period` changes.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        let change = value - previous
        previous = value
        if seen < period { return seed(change) }
        let size = abs(change)
        // Without a branch: one of the two sums is twice the change, the other 0.
        rises = rises * keep + (size + change) * 0.5 * weight
        falls = falls * keep + (size - change) * 0.5 * weight
        return 100 * rises / (rises + falls)
    }

    /// Takes a change of the seed; the first value has none.
    @inlinable
    mutating func seed(_ change: Double) -> Double {
        seen += 1
        if seen == 0 { return .nan }
        if change > 0 { rises += change } else { falls -= change }
        if seen < period { return .nan }
        rises *= weight
        falls *= weight
        return 100 * rises / (rises + falls)
    }
}

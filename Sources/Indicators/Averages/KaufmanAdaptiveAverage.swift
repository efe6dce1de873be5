/// Kaufman's adaptive moving average (KAMA), quick in trends and slow in noise.
///
///     kama[t] = kama[t−1] + (x[t] − kama[t−1]) · (e·(f − s) + s)²,   kama[period−1] = x[period−1]
///     e = |x[t] − x[t−period]| / Σ|x[k] − x[k−1]| over the last period changes,   f = 2/(fast+1), s = 2/(slow+1)
///
/// - Timing: The value at t uses values up to and including t; defined from index `period`.
/// - Edge cases: A `nan` is passed over. Where nothing changed in the window `e` is 1.
/// - Source: Kaufman (1995), "Smarter Trading"; seed as TA-Lib, KAMA.
/// - Verified by: `IndicatorOracleTests` (`kama_10`).
@frozen
public struct KaufmanAdaptiveAverage: SeriesIndicator {
    @usableFromInline let fastest: Double
    @usableFromInline let slowest: Double
    @usableFromInline var ring: ValueRing
    @usableFromInline var path: WindowSum
    @usableFromInline var previous = Double.nan
    @usableFromInline var average = Double.nan

    /// An average over `period` changes, at least 1, between the weights of averages over `fast` and `slow` values.
    @inlinable
    public init(period: Int = 10, fast: Int = 2, slow: Int = 30) {
        fastest = 2 / (Double(fast) + 1)
        slowest = 2 / (Double(slow) + 1)
        ring = ValueRing(length: period)
        path = WindowSum(length: period)
    }

    /// Takes the next value; gives the average, `nan` before there are `period` changes.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        let length = path.update(abs(value - previous))
        let oldest = ring.exchange(value)
        if length.isNaN {
            previous = value
            return .nan
        }
        if average.isNaN { average = previous }
        previous = value
        let distance = abs(value - oldest)
        let efficiency = length > 0 && distance < length ? distance / length : 1
        let root = efficiency * (fastest - slowest) + slowest
        average += (value - average) * (root * root)
        return average
    }
}

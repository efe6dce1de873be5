/// The true strength index: changes smoothed twice, as a share of their sizes smoothed twice, from −100 to 100.
///
///     tsi = 100 · e(e(Δx, slow), fast) / e(e(|Δx|, slow), fast),   e = exponential average seeded with its first value
///
/// - Timing: The value at t uses bars up to and including t; defined from index `slow + fast − 1`.
/// - Edge cases: A bar with a `nan` is passed over. While the series has never changed the value is `nan`.
/// - Source: Blau (1991), Stocks & Commodities 9:11; ta, TSIIndicator.
/// - Verified by: `IndicatorOracleTests` (`tsi`).
@frozen
public struct TrueStrengthIndex: SeriesIndicator {
    @usableFromInline var previous = Double.nan
    @usableFromInline var changes: [ExponentialMovingAverage]
    @usableFromInline var sizes: [ExponentialMovingAverage]
    @usableFromInline let slow: Int
    @usableFromInline let fast: Int
    @usableFromInline var seen = 0

    /// With the periods of the first and of the second smoothing, both at least 1.
    @inlinable
    public init(slow: Int = 25, fast: Int = 13) {
        (self.slow, self.fast) = (slow, fast)
        changes = [slow, fast].map { ExponentialMovingAverage(period: 1, weight: 2 / (Double($0) + 1)) }
        sizes = changes
    }

    /// Takes the next value; gives the index, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        let change = value - previous
        previous = value
        if change.isNaN { return .nan }
        seen = min(seen + 1, slow + fast)
        let (direction, size) = (changes[0].update(change), sizes[0].update(abs(change)))
        if seen < slow { return .nan }
        let result = 100 * (changes[1].update(direction) / sizes[1].update(size))
        return seen < slow + fast - 1 ? .nan : result
    }
}

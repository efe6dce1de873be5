/// The percentage price oscillator: the distance of two exponential averages in percent of the slow one.
///
///     ppo = 100 · (ema(x, fast) − ema(x, slow)) / ema(x, slow)
///
/// - Timing: The value at t uses bars up to and including t; defined from index max(`fast`, `slow`) − 1.
/// - Edge cases: A bar with a `nan` is passed over. Where `fast` exceeds `slow` they change places. A slow average of 0 gives an infinite value or `nan`.
/// - Source: TA-Lib, PPO with exponential averages, each seeded by itself.
/// - Verified by: `IndicatorOracleTests` (`ppo`).
@frozen
public struct PricePercentageOscillator: SeriesIndicator {
    @usableFromInline var fast: ExponentialMovingAverage
    @usableFromInline var slow: ExponentialMovingAverage

    /// With the periods of the two averages, both at least 1.
    @inlinable
    public init(fast: Int = 12, slow: Int = 26) {
        self.fast = ExponentialMovingAverage(period: min(fast, slow))
        self.slow = ExponentialMovingAverage(period: max(fast, slow))
    }

    /// Takes the next value; gives the oscillator, `nan` while not defined.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        let (quick, steady) = (fast.update(value), slow.update(value))
        return 100 * ((quick - steady) / steady)
    }
}

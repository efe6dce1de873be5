/// On-balance volume: volume added on rising closes and taken off on falling ones.
///
///     obv[t] = obv[t−1] + volume · sign(close − close[t−1]),   obv[0] = volume[0]
///
/// - Timing: The value at t uses bars up to and including t; defined from index 0.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Granville (1963), "New Key to Stock Market Profits"; start as TA-Lib, OBV.
/// - Verified by: `IndicatorOracleTests` (`obv`).
@frozen
public struct OnBalanceVolume: PairIndicator {
    @usableFromInline var previous = Double.nan
    @usableFromInline var balance = 0.0

    /// On-balance volume.
    @inlinable
    public init() {}

    /// Takes the next bar's close and volume; gives the balance.
    @inlinable
    public mutating func update(_ close: Double, _ volume: Double) -> Double {
        if close.isNaN || volume.isNaN { return .nan }
        if close > previous || previous.isNaN { balance += volume }
        if close < previous { balance -= volume }
        previous = close
        return balance
    }
}

/// The ultimate oscillator: buying pressure over three lengths of time, from 0 to 100.
///
///     pressure = close − min(low, close[t−1]);   a(n) = Σpressure / Σtrue range over n bars
///     ultimate = 100 · (4·a(short) + 2·a(medium) + a(long)) / 7
///
/// - Timing: The value at t uses bars up to and including t; defined from index the longest of the three periods.
/// - Edge cases: A bar with a `nan` is passed over. Where one of the windows has no range the value is `nan`.
/// - Source: Williams (1985), Stocks & Commodities 3:4; TA-Lib, ULTOSC.
/// - Verified by: `IndicatorOracleTests` (`ultosc`).
@frozen
public struct UltimateOscillator: HighLowCloseIndicator {
    @usableFromInline var previous = Double.nan
    @usableFromInline var pressures: [WindowSum]
    @usableFromInline var ranges: [WindowSum]

    /// With three periods, each at least 1; they are taken in order of length.
    @inlinable
    public init(short: Int = 7, medium: Int = 14, long: Int = 28) {
        pressures = [short, medium, long].sorted().map { WindowSum(length: $0) }
        ranges = pressures
    }

    /// Takes the next bar; gives the oscillator, `nan` while not defined.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        if high.isNaN || low.isNaN || close.isNaN { return .nan }
        let before = previous
        previous = close
        if before.isNaN { return .nan }
        let range = TrueRange.range(high: high, low: low, before: before)
        let pressure = close - (before < low ? before : low)
        let short = pressures[0].update(pressure) / ranges[0].update(range)
        let medium = pressures[1].update(pressure) / ranges[1].update(range)
        let long = pressures[2].update(pressure) / ranges[2].update(range)
        return 100 * ((4 * short + 2 * medium + long) / 7)
    }
}

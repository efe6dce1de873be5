/// The Chande momentum oscillator, from −100 to 100.
///
///     cmo = 100 · (g − l) / (g + l),   g, l = Wilder averages of rises and of falls from value to value
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. While the series has never changed the value is `nan`.
/// - Source: Chande and Kroll (1994), "The New Technical Trader", smoothed as in TA-Lib, CMO.
/// - Verified by: `IndicatorOracleTests` (`cmo_14`).
@frozen
public struct ChandeMomentum: SeriesIndicator {
    @usableFromInline var previous = Double.nan
    @usableFromInline var rises: WilderAverage
    @usableFromInline var falls: WilderAverage

    /// Over `period` changes, at least 1.
    @inlinable
    public init(period: Int = 14) {
        rises = WilderAverage(period: period)
        falls = WilderAverage(period: period)
    }

    /// Takes the next value; gives the oscillator, `nan` before there are `period` changes.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        let change = value - previous
        previous = value
        if change.isNaN { return .nan }
        let (rise, fall) = (rises.update(max(change, 0)), falls.update(max(-change, 0)))
        return 100 * ((rise - fall) / (rise + fall))
    }
}

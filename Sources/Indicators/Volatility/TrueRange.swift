/// The true range of a bar: its span, widened to the close before.
///
///     true_range = max(high − low, |high − close[t−1]|, |low − close[t−1]|)
///
/// - Timing: The value at t uses bars up to and including t; defined from index 1, as there is no close before the first.
/// - Edge cases: A bar with a `nan` is passed over.
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems"; TA-Lib, TRANGE.
/// - Verified by: `IndicatorOracleTests` (`trange`).
@frozen
public struct TrueRange: HighLowCloseIndicator {
    @usableFromInline var previous = Double.nan

    /// A true range.
    @inlinable
    public init() {}

    /// Takes the next bar; gives its true range, `nan` for the first.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double) -> Double {
        if high.isNaN || low.isNaN || close.isNaN { return .nan }
        let before = previous
        previous = close
        if before.isNaN { return .nan }
        return TrueRange.range(high: high, low: low, before: before)
    }

    /// The true range of a bar after a close, `nan` where high or low is.
    @inlinable
    @inline(__always)
    static func range(high: Double, low: Double, before: Double) -> Double {
        let top = before > high ? before : high
        let bottom = before < low ? before : low
        return top - bottom
    }
}

/// The balance of power: the way from open to close as a share of the bar’s range, from −1 to 1.
///
///     bop = (close − open) / (high − low)
///
/// - Timing: The value at t uses bars up to and including t; defined from index 0.
/// - Edge cases: A bar with a `nan` is passed over. A bar without range gives `nan` (TA-Lib prints 0).
/// - Source: Livshin (2001), Stocks & Commodities 19:8; TA-Lib, BOP.
/// - Verified by: `IndicatorOracleTests` (`bop`).
@frozen
public struct BalanceOfPower: ColumnIndicator {
    /// A balance of power.
    @inlinable
    public init() {}

    /// Takes the next bar; gives its balance.
    @inlinable
    public mutating func update(open: Double, high: Double, low: Double, close: Double) -> Double {
        (close - open) / (high - low)
    }

    /// Takes the values of the next bar: open, high, low, close.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(open: inputs[0], high: inputs[1], low: inputs[2], close: inputs[3])
    }
}

/// The money flow index: the share of money that flowed on rising typical prices, from 0 to 100.
///
///     p = (high + low + close) / 3,   flow = p · volume
///     mfi = 100 · Σflow where p rose / (Σflow where p rose + Σflow where p fell), over the last period changes
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period`.
/// - Edge cases: A bar with a `nan` is passed over. Where no money flowed in the window the value is `nan`.
/// - Source: Quong and Soudack (1989), Stocks & Commodities 7:3; TA-Lib, MFI.
/// - Verified by: `IndicatorOracleTests` (`mfi_14`).
@frozen
public struct MoneyFlowIndex: ColumnIndicator {
    @usableFromInline var previous = Double.nan
    @usableFromInline var rising: WindowSum
    @usableFromInline var falling: WindowSum

    /// Over `period` changes, at least 1.
    @inlinable
    public init(period: Int = 14) {
        rising = WindowSum(length: period)
        falling = WindowSum(length: period)
    }

    /// Takes the next bar; gives the index, `nan` before there are `period` changes.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double, volume: Double) -> Double {
        let price = (high + low + close) / 3
        if price.isNaN || volume.isNaN { return .nan }
        let before = previous
        previous = price
        if before.isNaN { return .nan }
        let flow = price * volume
        let up = rising.update(price > before ? flow : 0)
        let down = falling.update(price < before ? flow : 0)
        return 100 * (up / (up + down))
    }

    /// Takes the values of the next bar: high, low, close, volume.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1], close: inputs[2], volume: inputs[3])
    }
}

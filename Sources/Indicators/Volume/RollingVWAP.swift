/// The volume-weighted average price of the last `period` bars.
///
///     vwap = Σ(p · volume) / Σvolume,   p = (high + low + close) / 3, over the last period bars
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. Where no volume was traded in the window the value is `nan`.
/// - Source: Berkowitz, Logue and Noser (1988), Journal of Finance 43:1, over a window.
/// - Verified by: `PlainLoopTests`.
@frozen
public struct RollingVWAP: ColumnIndicator {
    @usableFromInline var money: WindowSum
    @usableFromInline var volumes: WindowSum

    /// Over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 20) {
        money = WindowSum(length: period)
        volumes = WindowSum(length: period)
    }

    /// Takes the next bar; gives the average, `nan` before there are `period` bars.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double, volume: Double) -> Double {
        let price = (high + low + close) / 3
        if price.isNaN || volume.isNaN { return .nan }
        return money.update(price * volume) / volumes.update(volume)
    }

    /// Takes the values of the next bar: high, low, close, volume.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1], close: inputs[2], volume: inputs[3])
    }
}

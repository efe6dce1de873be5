/// The volume-weighted average price since the session began.
///
///     vwap = Σ(p · volume) / Σvolume,   p = (high + low + close) / 3, over the bars of the session so far
///
/// - Timing: The value at t uses bars up to and including t; defined from index 0.
/// - Edge cases: A bar with a `nan` is passed over. Sums start anew on a bar marked as the first of a session, even where its price is `nan`. While no volume was traded in the session the value is `nan`.
/// - Source: Berkowitz, Logue and Noser (1988), Journal of Finance 43:1; anchored to the session as charts have it.
/// - Verified by: `PlainLoopTests`.
@frozen
public struct SessionVWAP: ColumnIndicator {
    @usableFromInline var money = 0.0
    @usableFromInline var volumes = 0.0

    /// An average that has seen nothing.
    @inlinable
    public init() {}

    /// Takes the next bar, and whether it is the first of a session; gives the average.
    @inlinable
    public mutating func update(
        high: Double, low: Double, close: Double, volume: Double, isSessionStart: Bool
    ) -> Double {
        if isSessionStart { (money, volumes) = (0, 0) }
        let price = (high + low + close) / 3
        if price.isNaN || volume.isNaN { return .nan }
        money += price * volume
        volumes += volume
        return money / volumes
    }

    /// Takes the values of the next bar: high, low, close, volume, 1 on the first bar of a session.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(
            high: inputs[0], low: inputs[1], close: inputs[2], volume: inputs[3], isSessionStart: inputs[4] == 1)
    }
}

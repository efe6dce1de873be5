/// The Chaikin money flow, from −1 to 1.
///
///     cmf = Σ(volume · ((close − low) − (high − close)) / (high − low)) / Σvolume, over the last period bars
///
/// - Timing: The value at t uses bars up to and including t; defined from index `period − 1`.
/// - Edge cases: A bar with a `nan` is passed over. A bar without range counts with 0. Where no volume was traded in the window the value is `nan`.
/// - Source: Chaikin; ta, ChaikinMoneyFlowIndicator.
/// - Verified by: `IndicatorOracleTests` (`cmf_20`).
@frozen
public struct ChaikinMoneyFlow: ColumnIndicator {
    @usableFromInline var flows: WindowSum
    @usableFromInline var volumes: WindowSum

    /// Over `period` bars, at least 1.
    @inlinable
    public init(period: Int = 20) {
        flows = WindowSum(length: period)
        volumes = WindowSum(length: period)
    }

    /// Takes the next bar; gives the flow, `nan` before there are `period` bars.
    @inlinable
    public mutating func update(high: Double, low: Double, close: Double, volume: Double) -> Double {
        let flow = MoneyFlowMultiplier.of(high: high, low: low, close: close) * volume
        if flow.isNaN { return .nan }
        return flows.update(flow) / volumes.update(volume)
    }

    /// Takes the values of the next bar: high, low, close, volume.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1], close: inputs[2], volume: inputs[3])
    }
}

/// An indicator of a bar's high, low and close with one output.
public protocol HighLowCloseIndicator: ColumnIndicator {
    /// Takes the next bar; gives the indicator's value, `nan` while not defined. A bar with a `nan` is passed over.
    mutating func update(high: Double, low: Double, close: Double) -> Double
}

extension HighLowCloseIndicator {
    /// Takes the values of the next bar: high, low, close.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1], close: inputs[2])
    }

    /// Writes the column by running a copy of the streaming form over the bars.
    @inlinable
    public func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>]) {
        var indicator = self
        let (high, low, close, output) = (inputs[0], inputs[1], inputs[2], outputs[0])
        for row in 0..<high.count {
            output[row] = indicator.update(high: high[row], low: low[row], close: close[row])
        }
    }
}

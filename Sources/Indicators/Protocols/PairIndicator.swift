/// An indicator of two series with one output.
public protocol PairIndicator: ColumnIndicator {
    /// Takes the next values; gives the indicator's, `nan` while not defined. A bar with a `nan` is passed over.
    mutating func update(_ first: Double, _ second: Double) -> Double
}

extension PairIndicator {
    /// Takes the values of the next bar: the two series.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(inputs[0], inputs[1])
    }

    /// Writes the column by running a copy of the streaming form over both series.
    @inlinable
    public func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>]) {
        var indicator = self
        let (first, second, output) = (inputs[0], inputs[1], outputs[0])
        for row in 0..<first.count { output[row] = indicator.update(first[row], second[row]) }
    }
}

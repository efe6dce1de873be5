/// An indicator of one series with one output.
public protocol SeriesIndicator: ColumnIndicator {
    /// Takes the next value; gives the indicator's, `nan` while not defined. A `nan` is passed over.
    mutating func update(_ value: Double) -> Double

    /// Writes the whole column without allocating per value. Call it on an indicator in its starting state.
    ///
    /// - Parameters:
    ///   - values: The series. Shape `[n]`.
    ///   - output: Where to write; every element is written. Shape `[n]`.
    func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>)
}

extension SeriesIndicator {
    /// Takes the values of the next bar: the series.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(inputs[0])
    }

    /// Writes the column by running a copy of the streaming form over it.
    @inlinable
    public func fillColumn(_ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        var indicator = self
        for row in 0..<values.count { output[row] = indicator.update(values[row]) }
    }

    /// Writes the column of the only output.
    @inlinable
    public func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>]) {
        fillColumn(inputs[0], into: outputs[0])
    }

    /// The whole column.
    ///
    /// Call it on an indicator in its starting state.
    @inlinable
    public func column(_ values: [Double]) -> [Double] {
        [Double](unsafeUninitializedCapacity: values.count) { buffer, initializedCount in
            values.withUnsafeBufferPointer {
                fillColumn($0, into: UnsafeMutableBufferPointer(rebasing: buffer[..<$0.count]))
            }
            initializedCount = values.count
        }
    }

    /// Writes the whole column into a span of the same length.
    ///
    /// Call it on an indicator in its starting state.
    @inlinable
    public func fillColumn(_ values: Span<Double>, into output: inout MutableSpan<Double>) {
        precondition(values.count == output.count, "the column to fill differs in length from the values")
        values.withUnsafeBufferPointer { source in
            output.withUnsafeMutableBufferPointer { fillColumn(source, into: $0) }
        }
    }
}

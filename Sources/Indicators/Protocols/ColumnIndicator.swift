/// A streaming indicator that can also fill whole columns.
///
/// A conformer must pass: `fill` gives, bit for bit, what `update(_:into:)` gives bar by bar. Where an input of a bar is
/// `nan`, all outputs of that bar are `nan` and the state does not change: the bar is passed over.
public protocol ColumnIndicator: StreamingIndicator, Sendable {
    /// How many values it gives a bar.
    static var outputCount: Int { get }

    /// Writes the whole columns of all outputs, without allocating per value. Call it on an indicator in its starting
    /// state.
    ///
    /// - Parameters:
    ///   - inputs: One column for each input, all of one length. Shape `[inputs][n]`.
    ///   - outputs: Where to write; every element is written. Shape `[outputCount][n]`.
    func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>])
}

extension ColumnIndicator {
    /// One value a bar.
    @inlinable public static var outputCount: Int { 1 }

    /// Writes the columns by running a copy of the streaming form over them.
    @inlinable
    public func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>]) {
        var indicator = self
        let count = inputs.first?.count ?? 0
        withUnsafeTemporaryAllocation(of: Double.self, capacity: inputs.count) { bar in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: outputs.count) { results in
                for row in 0..<count {
                    for place in 0..<inputs.count { bar[place] = inputs[place][row] }
                    indicator.update(UnsafeBufferPointer(bar), into: results)
                    for place in 0..<outputs.count { outputs[place][row] = results[place] }
                }
            }
        }
    }

    /// The whole columns of all outputs, from whole columns of all inputs.
    ///
    /// Call it on an indicator in its starting state.
    ///
    /// - Parameter inputs: One column for each input, all of one length. Shape `[inputs][n]`.
    /// - Returns: Shape `[outputCount][n]`.
    @inlinable
    public func columns(_ inputs: [[Double]]) -> [[Double]] {
        let count = inputs.first?.count ?? 0
        precondition(inputs.allSatisfy { $0.count == count }, "the columns of an indicator differ in length")
        return Columns.withBuffers(of: inputs[...], []) { buffers in
            Columns.make(Self.outputCount, of: count, []) { fill(buffers, into: $0) }
        }
    }
}

/// Opens and makes arrays of columns.
@usableFromInline
enum Columns {
    /// Calls `body` with the storage of all of `columns`.
    @usableFromInline
    static func withBuffers<Result>(
        of columns: ArraySlice<[Double]>, _ opened: [UnsafeBufferPointer<Double>],
        _ body: ([UnsafeBufferPointer<Double>]) -> Result
    ) -> Result {
        guard let column = columns.first else { return body(opened) }
        return column.withUnsafeBufferPointer { buffer in
            withBuffers(of: columns.dropFirst(), opened + [buffer], body)
        }
    }

    /// Makes `count` columns of `length` values each, all of which `body` writes.
    @usableFromInline
    static func make(
        _ count: Int, of length: Int, _ opened: [UnsafeMutableBufferPointer<Double>],
        _ body: ([UnsafeMutableBufferPointer<Double>]) -> Void
    ) -> [[Double]] {
        guard opened.count < count else {
            body(opened)
            return []
        }
        var others: [[Double]] = []
        let column = [Double](unsafeUninitializedCapacity: length) { buffer, initializedCount in
            let whole = UnsafeMutableBufferPointer(rebasing: buffer[..<length])
            others = make(count, of: length, opened + [whole], body)
            initializedCount = length
        }
        return [column] + others
    }
}

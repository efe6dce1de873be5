internal import Core
internal import LinearAlgebra

/// Dropout of a batch, each way.
extension LayerBuffers {
    /// Draws which values are left out, and scales the others so that the mean stays.
    ///
    /// Sixteen random bits decide on a value: the share is exact to 1/65,536, and the scale is that of the share as it is.
    @inline(__always)
    func drop(rows: Int, stream: RandomStream) {
        var stream = stream
        let left = Int32(min(65_535, (layer.dropout * 65_536).rounded()))
        let scale = Element(65_536 / Double(65_536 - left))
        let count = rows * place.width
        // Bits are drawn in bulk, into memory that is small enough to lie on the stack: a step must not allocate.
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: LayerBuffers.bitWords) { words in
            for start in stride(from: 0, to: count, by: 4 * LayerBuffers.bitWords) {
                let drawn = min(4 * LayerBuffers.bitWords, count - start)
                stream.fill(UnsafeMutableBufferPointer(rebasing: words[..<((drawn + 3) / 4)]))
                words.withMemoryRebound(to: UInt16.self) { bits in
                    for index in 0..<drawn {
                        // One above the sign of the difference, without a branch that can not be foreseen.
                        let factor = scale * Element(1 &+ ((Int32(bits[index]) &- left) &>> 31))
                        mask[start + index] = factor
                        outputs[start + index] = values[start + index] * factor
                    }
                }
            }
        }
    }

    /// How many words of random bits are drawn at a time.
    private static var bitWords: Int { 128 }
}

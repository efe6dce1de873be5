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
        let left = min(UInt64(65_535), UInt64((layer.dropout * 65_536).rounded()))
        let scale = Element(65_536 / Double(65_536 - left))
        let count = rows * place.width
        var index = 0
        while index < count {
            var bits = stream.next()
            for place in index..<min(index + 4, count) {
                // The sign of the difference, without a branch that can not be foreseen.
                let isLeftOut = Int32(truncatingIfNeeded: ((bits & 0xffff) &- left) >> 63)
                let factor = scale * Element(1 &- isLeftOut)
                mask[place] = factor
                outputs[place] = values[place] * factor
                bits >>= 16
            }
            index += 4
        }
    }
}

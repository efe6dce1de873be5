internal import LinearAlgebra

/// Layer normalisation of a batch, each way.
extension LayerBuffers {
    private static var epsilon: Element { Element(1e-5) }

    /// `products ← (z + b − mean) / √(variance + ε)` for each row, `sums ← gain · products + shift`.
    @inline(__always)
    func normalise(
        rows: Int, bias: UnsafePointer<Element>, gain: UnsafePointer<Element>, shift: UnsafePointer<Element>
    ) {
        let width = place.width
        let share = 1 / Element(width)
        for row in 0..<rows {
            let (from, to) = (products + row * width, sums + row * width)
            Elementwise.change(from, with: bias, count: width) { $0 + $1 }
            let mean = Elementwise.sum(from, count: width) * share
            Elementwise.change(from, count: width) { $0 - mean }
            let variance = Vectors.dot(from, from, count: width) * share
            let scale = 1 / (variance + Self.epsilon).squareRoot()
            scales[row] = scale
            Elementwise.change(from, count: width) { $0 * scale }
            to.update(from: from, count: width)
            Elementwise.change(to, with: gain, count: width) { $0 * $1 }
            Elementwise.change(to, with: shift, count: width) { $0 + $1 }
        }
    }

    /// Turns the derivative by `sums`, in `delta`, into that by the sums before the normalisation:
    /// `δ ← (g − mean(g) − x mean(g x)) / √(variance + ε)` with `g = gain · δ` and the normalised `x`.
    ///
    /// - Parameters:
    ///   - gainGradient: Shape `[width]`; replaced by `Σ δ x`.
    ///   - biasGradient: Shape `[width]`; replaced by the sums of the result over the rows.
    @inline(__always)
    func normaliseBackward(
        rows: Int, gain: UnsafePointer<Element>, gainGradient: UnsafeMutablePointer<Element>,
        biasGradient: UnsafeMutablePointer<Element>
    ) {
        let width = place.width
        let share = 1 / Element(width)
        gainGradient.update(repeating: 0, count: width)
        biasGradient.update(repeating: 0, count: width)
        for row in 0..<rows {
            let (change, normal) = (delta + row * width, products + row * width)
            for column in 0..<width { gainGradient[column] += change[column] * normal[column] }
            Elementwise.change(change, with: gain, count: width) { $0 * $1 }
            let mean = Elementwise.sum(change, count: width) * share
            let slope = Vectors.dot(change, normal, count: width) * share
            let scale = scales[row]
            Elementwise.change(change, with: normal, count: width) { ($0 - mean - $1 * slope) * scale }
            Elementwise.change(biasGradient, with: change, count: width) { $0 + $1 }
        }
    }
}

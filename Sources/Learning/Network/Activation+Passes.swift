internal import LinearAlgebra

/// The passes over a batch, one each way: bias and activation forward, slope and the bias's gradient backward.
extension Activation {
    /// A function in the precision of the element.
    @inline(__always)
    private static func of<Element: BLASElement>(
        _ x: Element, _ single: (Float) -> Float, _ double: (Double) -> Double
    ) -> Element {
        Element.self == Float.self ? Element(single(Float(x))) : Element(double(Double(x)))
    }

    /// `a ← f(z + b)` for each row of a batch; `z` keeps the sum where the slope needs it.
    ///
    /// - Parameters:
    ///   - sums: Shape `[rows, width]`; the products of inputs and weights.
    ///   - bias: Shape `[width]`, or `nil` where the sums hold it already.
    ///   - values: Shape `[rows, width]`; the place of the sums itself where they are not kept.
    @inline(__always)
    func forward<Element: BLASElement>(
        _ sums: UnsafeMutablePointer<Element>, bias: UnsafePointer<Element>?, values: UnsafeMutablePointer<Element>,
        rows: Int, width: Int
    ) {
        let pass = ActivationPass(sums: sums, values: values, rows: rows, width: width)
        switch self {
        case .identity: if bias != nil { pass.forward(bias) { $0 } }
        // The two halves of a number by its magnitude are exact, keep NaN, and have no branch to predict.
        case .relu: pass.forward(bias) { 0.5 * ($0 + $0.magnitude) }
        case .leakyRelu(let slope):
            let factor = Element(slope)
            pass.forward(bias) { 0.5 * ($0 + $0.magnitude) + factor * (0.5 * ($0 - $0.magnitude)) }
        case .tanh:
            pass.forward(bias) {
                Activation.of($0, SinglePrecision.hyperbolicTangent, Activation.hyperbolicTangent)
            }
        case .sigmoid: pass.forward(bias) { Activation.of($0, SinglePrecision.logistic, Activation.logistic) }
        case .gelu:
            pass.forwardKeepingSums(bias) { Activation.of($0, SinglePrecision.normalGate, Activation.normalGate) }
        case .geluTanh:
            pass.forwardKeepingSums(bias) { Activation.of($0, SinglePrecision.tanhGate, Activation.tanhGate) }
        case .silu:
            pass.forwardKeepingSums(bias) { Activation.of($0, SinglePrecision.logisticGate, Activation.logisticGate) }
        }
    }

    /// `δ ← δ f′` for each row, and the sum of the result over the rows.
    ///
    /// - Parameters:
    ///   - delta: Shape `[rows, width]`; the loss's derivative by the values, replaced by that by the sums.
    ///   - saved: Shape `[rows, width]`; the sums where they are kept, else the values.
    ///   - total: Shape `[width]`; replaced by the sums over the rows.
    @inline(__always)
    func backward<Element: BLASElement>(
        _ delta: UnsafeMutablePointer<Element>, saved: UnsafeMutablePointer<Element>,
        total: UnsafeMutablePointer<Element>, rows: Int, width: Int
    ) {
        let pass = ActivationPass(sums: saved, values: delta, rows: rows, width: width)
        switch self {
        case .identity: pass.backward(total) { delta, _ in delta }
        case .relu: pass.backward(total) { $1 <= 0 ? 0 : $0 }
        case .leakyRelu(let slope):
            let factor = Element(slope)
            pass.backward(total) { $1 <= 0 ? $0 * factor : $0 }
        case .tanh: pass.backward(total) { $0 * (1 - $1 * $1) }
        case .sigmoid: pass.backward(total) { $0 * ($1 * (1 - $1)) }
        case .gelu:
            pass.backward(total) { $0 * Activation.of($1, SinglePrecision.normalGateSlope, Activation.normalGateSlope) }
        case .geluTanh:
            pass.backward(total) { $0 * Activation.of($1, SinglePrecision.tanhGateSlope, Activation.tanhGateSlope) }
        case .silu:
            pass.backward(total) {
                $0 * Activation.of($1, SinglePrecision.logisticGateSlope, Activation.logisticGateSlope)
            }
        }
    }
}

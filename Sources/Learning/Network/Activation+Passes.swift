internal import LinearAlgebra

/// The passes over a batch, one each way: bias and activation forward, slope and the bias's gradient backward.
extension Activation {
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
        let pass = ActivationPass(sums: sums, values: values, rows: rows, width: width, keepsSum: keepsSum)
        switch self {
        case .identity:
            if bias != nil || sums != values { pass.forward(bias) { $0 } }
        case .relu: pass.forward(bias) { $0.replacing(with: 0, where: $0 .< 0) }
        case .leakyRelu(let slope):
            let factor = Element(slope)
            pass.forward(bias) { $0.replacing(with: $0 * factor, where: $0 .< 0) }
        case .tanh: pass.forward(bias) { Lanes.map($0, Activation.hyperbolicTangent) }
        case .sigmoid: pass.forward(bias) { Lanes.map($0, Activation.logistic) }
        case .gelu: pass.forward(bias) { Lanes.map($0, Activation.normalGate) }
        case .geluTanh: pass.forward(bias) { Lanes.map($0, Activation.tanhGate) }
        case .silu: pass.forward(bias) { Lanes.map($0) { $0 * Activation.logistic($0) } }
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
        let pass = ActivationPass(sums: saved, values: delta, rows: rows, width: width, keepsSum: keepsSum)
        switch self {
        case .identity: pass.backward(total) { delta, _ in delta }
        case .relu: pass.backward(total) { $0.replacing(with: 0, where: $1 .<= 0) }
        case .leakyRelu(let slope):
            let factor = Element(slope)
            pass.backward(total) { $0.replacing(with: $0 * factor, where: $1 .<= 0) }
        case .tanh: pass.backward(total) { $0 * (1 - $1 * $1) }
        case .sigmoid: pass.backward(total) { $0 * ($1 * (1 - $1)) }
        case .gelu: pass.backward(total) { $0 * Lanes.map($1, Activation.normalGateSlope) }
        case .geluTanh: pass.backward(total) { $0 * Lanes.map($1, Activation.tanhGateSlope) }
        case .silu: pass.backward(total) { $0 * Lanes.map($1, Activation.logisticGateSlope) }
        }
    }
}

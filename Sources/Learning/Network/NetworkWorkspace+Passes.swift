internal import Core
internal import LinearAlgebra

/// The way of a batch through the layers and back.
extension NetworkWorkspace {
    /// Computes the outputs of the packed inputs.
    ///
    /// - Parameters:
    ///   - rows: How many samples are packed.
    ///   - dropout: What is left out is drawn from this; `nil` leaves nothing out.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func forward(rows: Int, dropout: DropoutDraw?) {
        var from = inputs
        for (index, buffers) in layers.enumerated() {
            let (place, layer) = (buffers.place, buffers.layer)
            let bias = parameters + place.biases.lowerBound
            multiply(from, parameters + place.start, into: buffers.products, rows: rows, place)
            if layer.normalises {
                buffers.normalise(
                    rows: rows, bias: bias, gain: parameters + place.gains.lowerBound,
                    shift: parameters + place.shifts.lowerBound)
            }
            layer.activation.forward(
                buffers.sums, bias: layer.normalises ? nil : bias, values: buffers.values, rows: rows,
                width: place.width)
            from = buffers.values
            guard layer.dropout > 0, let dropout else { continue }
            let stream = dropout.seed.stream("dropout", index: dropout.step * layers.count + index)
            buffers.drop(rows: rows, stream: stream)
            from = buffers.outputs
        }
    }

    /// Computes the gradient of the loss whose derivative by the outputs is in the last layer's `delta`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func backward(rows: Int) {
        for index in stride(from: layers.count - 1, through: 0, by: -1) {
            let buffers = layers[index]
            let (place, layer) = (buffers.place, buffers.layer)
            if layer.dropout > 0 {
                Elementwise.change(buffers.delta, with: buffers.mask, count: rows * place.width) { $0 * $1 }
            }
            let biases = gradient + place.biases.lowerBound
            layer.activation.backward(
                buffers.delta, saved: buffers.saved,
                total: layer.normalises ? gradient + place.shifts.lowerBound : biases, rows: rows, width: place.width)
            if layer.normalises {
                buffers.normaliseBackward(
                    rows: rows, gain: parameters + place.gains.lowerBound,
                    gainGradient: gradient + place.gains.lowerBound, biasGradient: biases)
            }
            let from = index > 0 ? layers[index - 1].outputs : inputs
            weightGradient(from, buffers.delta, into: gradient + place.start, rows: rows, place)
            if index > 0 {
                inputGradient(
                    buffers.delta, parameters + place.start, into: layers[index - 1].delta, rows: rows, place)
            }
        }
    }

    /// `Z ← X W`.
    @inline(__always)
    private func multiply(
        _ x: UnsafeMutablePointer<Element>, _ w: UnsafeMutablePointer<Element>, into z: UnsafeMutablePointer<Element>,
        rows: Int, _ place: LayerPlace
    ) {
        if place.width == 1 {
            Element.gemv(rowMajor: true, transpose: false, rows, place.inputs, alpha: 1, x, place.inputs, w, beta: 0, z)
        } else {
            Element.gemm(
                rowMajor: true, transposeA: false, transposeB: false, rows, place.width, place.inputs, alpha: 1, x,
                place.inputs, w, place.width, beta: 0, z, place.width)
        }
    }

    /// `∂W ← Xᵀ δ`.
    @inline(__always)
    private func weightGradient(
        _ x: UnsafeMutablePointer<Element>, _ delta: UnsafeMutablePointer<Element>,
        into target: UnsafeMutablePointer<Element>, rows: Int, _ place: LayerPlace
    ) {
        if place.width == 1 {
            Element.gemv(
                rowMajor: true, transpose: true, rows, place.inputs, alpha: 1, x, place.inputs, delta, beta: 0, target)
        } else {
            Element.gemm(
                rowMajor: true, transposeA: true, transposeB: false, place.inputs, place.width, rows, alpha: 1, x,
                place.inputs, delta, place.width, beta: 0, target, place.width)
        }
    }

    /// `∂X ← δ Wᵀ`.
    @inline(__always)
    private func inputGradient(
        _ delta: UnsafeMutablePointer<Element>, _ w: UnsafeMutablePointer<Element>,
        into target: UnsafeMutablePointer<Element>, rows: Int, _ place: LayerPlace
    ) {
        if place.width == 1 {
            for row in 0..<rows {
                let factor = delta[row]
                let line = target + row * place.inputs
                line.update(from: w, count: place.inputs)
                Elementwise.change(line, count: place.inputs) { $0 * factor }
            }
        } else {
            Element.gemm(
                rowMajor: true, transposeA: false, transposeB: true, rows, place.inputs, place.width, alpha: 1, delta,
                place.width, w, place.width, beta: 0, target, place.inputs)
        }
    }
}

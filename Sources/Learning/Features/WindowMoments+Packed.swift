import LinearAlgebra

extension WindowMoments {
    /// Adds samples by packing their windows in batches, into the lower triangle.
    mutating func add(
        _ samples: [Int], of inputs: SampleInputs, labels: [Double], weights: [Double]
    ) throws(LearningError) {
        let (width, batch) = (inputs.width, max(1, min(samples.count, 1 + 65_536 / max(1, inputs.width))))
        var packed = [Double](repeating: 0, count: batch * width)
        var factors = [Double](repeating: 0, count: batch)
        var products = factors
        var first = 0
        while first < samples.count {
            let part = samples[first..<min(first + batch, samples.count)]
            var span = packed.mutableSpan
            try inputs.pack(part, into: &span)
            for (row, sample) in part.enumerated() {
                factors[row] = weights[sample]
                products[row] = weights[sample] * labels[sample]
            }
            let rows = part.count
            packed.withUnsafeMutableBufferPointer { packed in
                guard let windows = packed.baseAddress else { return }
                Double.gemv(
                    rowMajor: true, transpose: true, rows, width, alpha: 1, windows, width, factors, beta: 1, &sums)
                Double.gemv(
                    rowMajor: true, transpose: true, rows, width, alpha: 1, windows, width, products, beta: 1, &cross)
                for row in 0..<rows where factors[row] != 1 {
                    let scale = factors[row].squareRoot()
                    for place in row * width..<(row + 1) * width { packed[place] *= scale }
                }
                gram.withMutableElements { gram in
                    Double.syrk(
                        rowMajor: true, transpose: true, width, rows, alpha: 1, windows, width, beta: 1, gram, width)
                }
            }
            first += batch
        }
    }
}

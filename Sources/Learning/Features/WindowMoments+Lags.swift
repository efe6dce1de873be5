import LinearAlgebra

extension WindowMoments {
    /// Adds a run of samples of consecutive rows by lags, into the lower triangle.
    ///
    /// With x the rows of features, from the oldest of the first window on, slot v of the run's windows holds the rows
    /// `v ..< v + n`. The block of slots v + d and v is the sum of `x[t + d] x[t]ᵀ` over them. The rows `W − 1 ..< n` are
    /// those of every slot (the core); what a slot has before them (head) and behind them (tail) grows from slot to slot
    /// by one product. Sums are only ever added to: a great value at one end does not spoil blocks that do not hold it.
    ///
    /// - Precondition: the run has at least `W` samples.
    mutating func add(run: [Int], of inputs: SampleInputs, labels: [Double], weight: Double) {
        let (slots, features, count) = (inputs.window, inputs.table.width, run.count)
        let factors = [Double](repeating: weight, count: count)
        let products = labels.map { $0 * weight }
        let offset = inputs.offset(run[0])
        let last = offset + (count + slots - 1) * features
        inputs.table.values[offset..<last].withUnsafeBufferPointer { values in
            guard let rows = values.baseAddress else { return }
            for (vector, isCross) in [(factors, false), (products, true)] {
                var sum = [Double](repeating: 0, count: inputs.width)
                sum.withUnsafeMutableBufferPointer { sum in
                    guard let sum = sum.baseAddress else { return }
                    for slot in 0..<slots {
                        Double.gemv(
                            rowMajor: true, transpose: true, count, features, alpha: 1, rows + slot * features,
                            features, vector, beta: 0, sum + slot * features)
                    }
                }
                for place in sum.indices {
                    if isCross { cross[place] += sum[place] } else { sums[place] += sum[place] }
                }
            }
            for lag in 0..<slots {
                addBlocks(lag: lag, rows: rows, count: count, slots: slots, features: features, weight: weight)
            }
        }
    }

    /// Adds the blocks of all slots that lie `lag` apart.
    private mutating func addBlocks(
        lag: Int, rows: UnsafePointer<Double>, count: Int, slots: Int, features: Int, weight: Double
    ) {
        let (size, core) = (slots * features, slots - 1)
        var sum = [Double](repeating: 0, count: features * features)
        sum.withUnsafeMutableBufferPointer { sum in
            guard let sum = sum.baseAddress else { return }
            Double.gemm(
                rowMajor: true, transposeA: true, transposeB: false, features, features, count - core, alpha: weight,
                rows + (core + lag) * features, features, rows + core * features, features, beta: 0, sum, features)
            gram.withMutableElements { gram in
                func addBlock(_ slot: Int) {
                    for row in 0..<features {
                        let target = gram + ((slot + lag) * features + row) * size + slot * features
                        for column in 0..<features { target[column] += sum[row * features + column] }
                    }
                }
                func addProduct(_ row: Int) {
                    let (late, early) = (rows + (row + lag) * features, rows + row * features)
                    for place in 0..<features {
                        let factor = weight * late[place]
                        let target = sum + place * features
                        for column in 0..<features { target[column] += factor * early[column] }
                    }
                }
                for slot in 0..<slots - lag {
                    if slot > 0 { addProduct(count + slot - 1) }
                    addBlock(slot)
                }
                for place in 0..<features * features { sum[place] = 0 }
                for slot in stride(from: slots - 2, through: 0, by: -1) {
                    addProduct(slot)
                    if slot < slots - lag { addBlock(slot) }
                }
            }
        }
    }
}

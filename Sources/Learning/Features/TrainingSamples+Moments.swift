import LinearAlgebra

extension TrainingSamples {
    /// The sums from which linear models are solved.
    ///
    /// Runs of consecutive rows of an instrument, of equal weights, are summed over lags: the block of slots `v` and `w`
    /// of the Gram matrix depends on their distance but for a few rows at the ends of the run. Other samples are packed
    /// in batches.
    ///
    /// - Throws: `LearningError.labelNotFinite`; `.notFinite` for a feature that is not (both can come from a transform
    ///   only: a sample set has none).
    /// - Complexity: O(`count·W·K²` + `W²·K²`) for runs, O(`count·W²·K²`) for other samples.
    public func moments() throws(LearningError) -> WindowMoments {
        let (labels, weights) = (labels, weights)
        if let place = labels.firstIndex(where: { !$0.isFinite }) { throw .labelNotFinite(sample: place) }
        var moments = WindowMoments(width: inputs.width)
        moments.count = count
        for (label, weight) in zip(labels, weights) {
            moments.weight += weight
            moments.labelSum += weight * label
            moments.labelSquares += weight * label * label
        }
        var others: [Int] = []
        for run in inputs.runs() {
            // A short run costs more in corrections at its ends than in windows.
            let weight = weights[run[0]]
            if run.count >= 2 * inputs.window, inputs.window > 1, run.allSatisfy({ weights[$0] == weight }) {
                moments.add(run: run, of: inputs, labels: run.map { labels[$0] }, weight: weight)
            } else {
                others += run
            }
        }
        try moments.add(others, of: inputs, labels: labels, weights: weights)
        for row in 0..<inputs.width where !moments.gram[row, row].isFinite {
            let column = row % inputs.table.width
            let sample = (0..<count).first { sample in
                let first = inputs.offset(sample)
                return stride(from: first + column, to: first + inputs.width, by: inputs.table.width).contains {
                    !inputs.table.values[$0].isFinite
                }
            }
            throw .notFinite(sample: sample ?? 0, feature: column)
        }
        moments.mirror()
        return moments
    }
}

extension SampleInputs {
    /// The samples in stretches of consecutive rows of one instrument.
    func runs() -> [[Int]] {
        var ofInstrument = [[Int]](repeating: [], count: instrumentIndices.count)
        for (sample, place) in places.enumerated() { ofInstrument[Int(columns.instruments[place])].append(sample) }
        var runs: [[Int]] = []
        for samples in ofInstrument {
            var first = 0
            for index in samples.indices {
                let isLast =
                    index + 1 == samples.count
                    || columns.rows[places[samples[index + 1]]] != columns.rows[places[samples[index]]] + 1
                if isLast {
                    runs.append(Array(samples[first...index]))
                    first = index + 1
                }
            }
        }
        return runs
    }

    /// The products of each window with coefficients, and a constant: what a linear model predicts.
    ///
    /// - Parameter coefficients: In the order of a packed window. Shape `[width]`.
    /// - Returns: Shape `[count]`.
    /// - Throws: `LearningError.shape` for another number of coefficients.
    /// - Complexity: O(`count × width`); nothing is copied.
    public func products(_ coefficients: [Double], plus constant: Double = 0) throws(LearningError) -> [Double] {
        guard coefficients.count == width else {
            throw .shape(
                found: "\(coefficients.count) coefficients", needed: "\(width), one for each number of a window")
        }
        return table.values.withUnsafeBufferPointer { values in
            coefficients.withUnsafeBufferPointer { factors in
                guard let source = values.baseAddress, let factors = factors.baseAddress else { return [] }
                return (0..<count).map { Vectors.dot(source + offset($0), factors, count: width) + constant }
            }
        }
    }
}

/// Eight trials side by side: their running sums day by day, and what their resampled means are compared with.
struct ContestTile {
    /// The number of trials in a tile.
    static let width = 8

    /// What one form makes of a resampled sum.
    struct Form {
        /// What the sum is multiplied by.
        var scale = SIMD8<Double>.zero
        var lower = SIMD8<Double>(repeating: -.infinity)
        var consistent = SIMD8<Double>(repeating: -.infinity)
        var upper = SIMD8<Double>(repeating: -.infinity)

        init(_ form: ContestForm, trials: ArraySlice<Int32>, dayCount: Int) {
            for (lane, trial) in trials.enumerated() {
                let trial = Int(trial)
                scale[lane] = form.scales[trial] / Double(dayCount)
                lower[lane] = form.lower[trial]
                consistent[lane] = form.consistent[trial]
                upper[lane] = form.upper[trial]
            }
        }

        /// Raises the maxima of a resample by its sums, and gives the deviations of the means.
        @inline(__always)
        func raise(_ maxima: inout ResampleMaxima.Form, _ sums: SIMD8<Double>) -> SIMD8<Double> {
            let value = sums * scale
            maxima.lower = pointwiseMax(maxima.lower, value + lower)
            maxima.consistent = pointwiseMax(maxima.consistent, value + consistent)
            maxima.upper = pointwiseMax(maxima.upper, value + upper)
            return value + upper
        }
    }

    let plain: Form
    let studentised: Form
    /// The statistics of the stepwise form, rising.
    let levels: SIMD8<Double>

    /// Sets the running sums of trials about their means, `(days + 1)` rows of eight.
    static func load(
        _ returns: ReturnMatrix, benchmark: [Double]?, trials: ArraySlice<Int32>,
        into rows: UnsafeMutableBufferPointer<SIMD8<Double>>, scratch: UnsafeMutableBufferPointer<Double>
    ) {
        rows.update(repeating: .zero)
        guard let base = UnsafeMutableRawPointer(rows.baseAddress) else { return }
        let cells = base.assumingMemoryBound(to: Double.self)
        for (lane, trial) in trials.enumerated() {
            _ = returns.loadDeviations(Int(trial), benchmark: benchmark, into: scratch)
            var sum = 0.0
            for day in 0..<returns.dayCount {
                sum += scratch[day]
                cells[(day + 1) * width + lane] = sum
            }
        }
    }

    /// The sums of the eight trials over a resample.
    @inline(__always)
    static func sums(
        _ rows: UnsafeBufferPointer<SIMD8<Double>>, _ differences: UnsafeBufferPointer<SIMD2<UInt32>>,
        _ part: Range<Int>
    ) -> SIMD8<Double> {
        var (even, odd) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        var index = part.lowerBound
        while index + 2 <= part.upperBound {
            let (one, two) = (differences[index], differences[index + 1])
            even += rows[Int(one.x)] - rows[Int(one.y)]
            odd += rows[Int(two.x)] - rows[Int(two.y)]
            index += 2
        }
        if index < part.upperBound {
            let one = differences[index]
            even += rows[Int(one.x)] - rows[Int(one.y)]
        }
        return even + odd
    }
}

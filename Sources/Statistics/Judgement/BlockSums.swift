/// Sums of the returns of all trials over equal blocks of days: all that cross-validation needs of them.
///
/// Sums are about each trial's mean over the days used, so that nothing is lost where squares are subtracted.
struct BlockSums: Sendable {
    /// The number of trials.
    let trialCount: Int
    /// The number of blocks.
    let blockCount: Int
    /// The number of days in a block.
    let blockDays: Int
    /// The mean of each trial.
    let means: [Double]
    /// `Σ (r − mean)`, the trials of a block together.
    let sums: [Double]
    /// `Σ (r − mean)²`, the same way.
    let squares: [Double]

    /// The sums over the first `blocks · ⌊days / blocks⌋` days.
    init(_ returns: ReturnMatrix, blocks: Int, workers: Int) {
        let (trials, length) = (returns.trialCount, returns.dayCount / blocks)
        (trialCount, blockCount, blockDays) = (trials, blocks, length)
        var means = [Double](repeating: 0, count: trials)
        var sums = [Double](repeating: 0, count: trials * blocks)
        var squares = sums
        means.withUnsafeMutableBufferPointer { means in
            sums.withUnsafeMutableBufferPointer { sums in
                squares.withUnsafeMutableBufferPointer { squares in
                    nonisolated(unsafe) let (means, sums, squares) = (means, sums, squares)
                    WorkerThreads.run(pieces: (trials + 63) / 64, workers: workers) { piece in
                        withUnsafeTemporaryAllocation(of: Double.self, capacity: returns.dayCount) { buffer in
                            for trial in (piece * 64)..<min(trials, piece * 64 + 64) {
                                returns.load(trial, into: buffer)
                                let used = UnsafeBufferPointer(rebasing: buffer[..<(blocks * length)])
                                let mean = Reductions.sum(used) / Double(used.count)
                                means[trial] = mean
                                for block in 0..<blocks {
                                    let part = UnsafeBufferPointer(
                                        rebasing: used[(block * length)..<((block + 1) * length)])
                                    let totals = Reductions.deviations(part, about: mean)
                                    sums[block * trials + trial] = totals.sum
                                    squares[block * trials + trial] = totals.squares
                                }
                            }
                        }
                    }
                }
            }
        }
        (self.means, self.sums, self.squares) = (means, sums, squares)
    }
}

extension Reductions {
    /// `Σ x` over a buffer, in the same order as over an array.
    static func sum(_ values: UnsafeBufferPointer<Double>) -> Double {
        var lanes = SIMD8<Double>.zero
        var index = 0
        let bytes = UnsafeRawBufferPointer(values)
        while index + 8 <= values.count {
            lanes += bytes.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
            index += 8
        }
        var total = fold(lanes)
        while index < values.count {
            total += values[index]
            index += 1
        }
        return total
    }

    /// `Σ (x − center)` and `Σ (x − center)²`.
    static func deviations(
        _ values: UnsafeBufferPointer<Double>, about center: Double
    ) -> (sum: Double, squares: Double) {
        var (sums, squares) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        let shift = SIMD8<Double>(repeating: center)
        var index = 0
        let bytes = UnsafeRawBufferPointer(values)
        while index + 8 <= values.count {
            let deviation = bytes.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self) - shift
            sums += deviation
            squares += deviation * deviation
            index += 8
        }
        var totals = (fold(sums), fold(squares))
        while index < values.count {
            let deviation = values[index] - center
            totals.0 += deviation
            totals.1 += deviation * deviation
            index += 1
        }
        return totals
    }
}

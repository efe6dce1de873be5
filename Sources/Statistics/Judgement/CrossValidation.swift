/// The choices of cross-validation, each made from sums over blocks.
struct CrossValidation: Sendable {
    let sums: BlockSums
    let metric: BacktestOverfitting.Metric

    /// So many choices in a row go from one to the next by one exchange of blocks; then sums begin afresh.
    ///
    /// A fixed number, so that rounding does not depend on the number of threads.
    private static let run = 64

    /// Every choice, in lexicographic order.
    ///
    /// A choice and its complement are made together, each other's other half.
    func choices(workers: Int) -> [BacktestOverfitting.Choice] {
        let combinations = BlockCombinations(blocks: sums.blockCount)
        let masks = combinations.withFirst
        return [BacktestOverfitting.Choice](unsafeUninitializedCapacity: combinations.count) { buffer, count in
            nonisolated(unsafe) let places = buffer
            WorkerThreads.run(pieces: (masks.count + Self.run - 1) / Self.run, workers: workers) { piece in
                let part = masks[(piece * Self.run)..<min(masks.count, (piece + 1) * Self.run)]
                choose(part, of: combinations) { mask, choice in
                    places.initializeElement(at: combinations.place(mask), to: choice)
                }
            }
            count = combinations.count
        }
    }

    /// Makes the choices of a run of masks and their complements.
    private func choose(
        _ masks: ArraySlice<UInt32>, of combinations: BlockCombinations,
        _ body: (UInt32, BacktestOverfitting.Choice) -> Void
    ) {
        let trials = sums.trialCount
        guard let first = masks.first else { return }
        var (chosen, chosenSquares) = (total(sums.sums, first), total(sums.squares, first))
        let everything = ~UInt32(0)
        let (all, allSquares) = (total(sums.sums, everything), total(sums.squares, everything))
        var (near, far) = ([Double](repeating: 0, count: trials), [Double](repeating: 0, count: trials))
        var last = first
        for mask in masks {
            if mask != last {
                let (added, removed) = ((mask & ~last).trailingZeroBitCount, (last & ~mask).trailingZeroBitCount)
                exchange(&chosen, sums.sums, adding: added, removing: removed)
                exchange(&chosenSquares, sums.squares, adding: added, removing: removed)
                last = mask
            }
            measure(chosen, chosenSquares, all, allSquares, &near, &far)
            body(mask, choice(mask, inSample: near, outOfSample: far))
            let other = combinations.complement(mask)
            body(other, choice(other, inSample: far, outOfSample: near))
        }
    }

    /// The sums by trial over the blocks of a mask.
    private func total(_ values: [Double], _ mask: UInt32) -> [Double] {
        var result = [Double](repeating: 0, count: sums.trialCount)
        for block in 0..<sums.blockCount where mask >> UInt32(block) & 1 == 1 {
            let first = block * sums.trialCount
            for trial in 0..<sums.trialCount { result[trial] += values[first + trial] }
        }
        return result
    }

    private func exchange(_ total: inout [Double], _ values: [Double], adding: Int, removing: Int) {
        let trials = sums.trialCount
        let (added, removed) = (adding * trials, removing * trials)
        total.withUnsafeMutableBufferPointer { total in
            values.withUnsafeBufferPointer { values in
                for trial in 0..<trials { total[trial] += values[added + trial] - values[removed + trial] }
            }
        }
    }

    /// The metric of every trial over the blocks chosen, and over the others.
    private func measure(
        _ chosen: [Double], _ chosenSquares: [Double], _ all: [Double], _ allSquares: [Double],
        _ near: inout [Double], _ far: inout [Double]
    ) {
        let half = Half(days: sums.blockDays * sums.blockCount / 2, metric: metric)
        near.withUnsafeMutableBufferPointer { near in
            far.withUnsafeMutableBufferPointer { far in
                chosen.withUnsafeBufferPointer { chosen in
                    chosenSquares.withUnsafeBufferPointer { chosenSquares in
                        for trial in 0..<sums.trialCount {
                            let mean = sums.means[trial]
                            near[trial] = half.metric(sum: chosen[trial], squares: chosenSquares[trial], mean: mean)
                            far[trial] = half.metric(
                                sum: all[trial] - chosen[trial], squares: allSquares[trial] - chosenSquares[trial],
                                mean: mean)
                        }
                    }
                }
            }
        }
    }

    /// Half of the days.
    private struct Half {
        let days: Double
        let freedom: Double
        let floor: Double
        let isSharpe: Bool

        init(days: Int, metric: BacktestOverfitting.Metric) {
            (self.days, freedom, isSharpe) = (Double(days), Double(days - 1), metric == .sharpe)
            // Deviations below 1e-14 are the rounding of the equity behind the returns.
            floor = 1e-28 * Double(days)
        }

        /// The metric from sums about the trial's mean.
        @inline(__always)
        func metric(sum: Double, squares: Double, mean: Double) -> Double {
            let shift = sum / days
            let level = mean + shift
            guard isSharpe else { return level }
            let rest = squares - sum * shift
            // What is left of a millionth of a millionth after subtraction is rounding.
            let varies = rest > 1e-12 * squares && rest > floor
            return varies ? level / (rest / freedom).squareRoot() : 0
        }
    }

    private func choice(
        _ mask: UInt32, inSample: [Double], outOfSample: [Double]
    ) -> BacktestOverfitting.Choice {
        var best = 0
        for trial in 1..<inSample.count where inSample[trial] > inSample[best] { best = trial }
        let score = outOfSample[best]
        var (below, equal) = (0, 0)
        for other in outOfSample {
            below &+= other < score ? 1 : 0
            equal &+= other == score ? 1 : 0
        }
        let rank = Double(below) + Double(equal + 1) / 2
        return BacktestOverfitting.Choice(
            blocks: mask, trial: best, inSample: inSample[best], outOfSample: score,
            blindOutOfSample: Reductions.sum(outOfSample) / Double(outOfSample.count),
            logit: CrossValidation.logit(rank: rank, of: outOfSample.count))
    }
}

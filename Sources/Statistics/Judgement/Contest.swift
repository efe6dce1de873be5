internal import Core
internal import Synchronization

/// All trials against a benchmark, before and after resampling.
struct Contest: Sendable {
    /// Means as they are.
    let plain: ContestForm
    /// Means over their standard deviations.
    let studentised: ContestForm
    /// Whether the stepwise test goes by the studentised form.
    let stepwiseStudentised: Bool
    /// Trials in rising order of the stepwise statistic, so that maxima over the rest come as they go.
    let order: [Int32]

    /// So many resamples go over a tile of trials while it is in the cache.
    private static let run = 512

    init(performances: [TrialPerformance], dayCount: Int, stepwiseStudentised: Bool, raisesToZero: Bool) {
        plain = ContestForm(performances, dayCount: dayCount, studentised: false, raisesToZero: raisesToZero)
        let studentised = ContestForm(performances, dayCount: dayCount, studentised: true, raisesToZero: raisesToZero)
        self.studentised = studentised
        self.stepwiseStudentised = stepwiseStudentised
        let values = stepwiseStudentised ? studentised.values : plain.values
        order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }.map { Int32($0) }
    }

    private var stepwiseForm: ContestForm { stepwiseStudentised ? studentised : plain }

    /// Counts how often resamples come above.
    func resample(
        _ returns: ReturnMatrix, benchmark: [Double]?, resampling: Resampling, blockLength: Double, workers: Int
    ) -> ContestCounts {
        let blocks = StationaryBlocks(meanLength: blockLength, count: returns.dayCount)
        let resamples = resampling.resamples
        let total = Mutex(ContestCounts(steps: [Int32](repeating: 0, count: order.count)))
        WorkerThreads.run(pieces: (resamples + Self.run - 1) / Self.run, workers: workers) { piece in
            let numbers = (piece * Self.run)..<min(resamples, (piece + 1) * Self.run)
            let plan = ResamplePlan(resampling, blocks: blocks, numbers: numbers, dayCount: returns.dayCount)
            let counts = count(plan, returns, benchmark: benchmark)
            // Sums of whole numbers: the order in which threads come does not matter.
            total.withLock { $0.add(counts) }
        }
        return total.withLock { $0 }
    }

    private func count(_ plan: ResamplePlan, _ returns: ReturnMatrix, benchmark: [Double]?) -> ContestCounts {
        var counts = ContestCounts(steps: [Int32](repeating: 0, count: order.count))
        var maxima = [ResampleMaxima](repeating: ResampleMaxima(), count: plan.starts.count - 1)
        withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: returns.dayCount + 1) { rows in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: returns.dayCount) { scratch in
                for first in stride(from: 0, to: order.count, by: ContestTile.width) {
                    let trials = order[first..<min(order.count, first + ContestTile.width)]
                    ContestTile.load(returns, benchmark: benchmark, trials: trials, into: rows, scratch: scratch)
                    let tile = self.tile(trials, dayCount: returns.dayCount)
                    let steps = self.contest(tile, UnsafeBufferPointer(rows), plan, &maxima)
                    for lane in 0..<trials.count { counts.steps[first + lane] = steps[lane] }
                }
            }
        }
        for one in maxima {
            counts.realityCheck += one.plain.upper.max() > plain.highest ? 1 : 0
            counts.plain.count(one.plain, above: plain.level)
            counts.studentised.count(one.studentised, above: studentised.level)
        }
        return counts
    }

    private func tile(_ trials: ArraySlice<Int32>, dayCount: Int) -> ContestTile {
        var levels = SIMD8<Double>(repeating: .infinity)
        for (lane, trial) in trials.enumerated() { levels[lane] = stepwiseForm.values[Int(trial)] }
        return ContestTile(
            plain: ContestTile.Form(plain, trials: trials, dayCount: dayCount),
            studentised: ContestTile.Form(studentised, trials: trials, dayCount: dayCount), levels: levels)
    }

    /// Takes all resamples of a plan over a tile, and counts for each of its trials those that come up to it.
    private func contest(
        _ tile: ContestTile, _ rows: UnsafeBufferPointer<SIMD8<Double>>, _ plan: ResamplePlan,
        _ maxima: inout [ResampleMaxima]
    ) -> SIMD8<Int32> {
        var steps = SIMD8<Int32>.zero
        plan.differences.withUnsafeBufferPointer { differences in
            maxima.withUnsafeMutableBufferPointer { maxima in
                for number in maxima.indices {
                    let part = plan.starts[number]..<plan.starts[number + 1]
                    let sums = ContestTile.sums(rows, differences, part)
                    let plain = tile.plain.raise(&maxima[number].plain, sums)
                    let studentised = tile.studentised.raise(&maxima[number].studentised, sums)
                    let values = stepwiseStudentised ? studentised : plain
                    var running = maxima[number].running
                    for lane in 0..<ContestTile.width {
                        running = max(running, values[lane])
                        steps[lane] &+= running >= tile.levels[lane] ? 1 : 0
                    }
                    maxima[number].running = running
                }
            }
        }
        return steps
    }

    /// The stepwise test from the numbers of resamples that come up to each trial in order.
    func stepwise(_ counts: [Int32], resamples: Int) -> StepwiseTest {
        let form = stepwiseForm
        var pValues = [Double](repeating: 1, count: order.count)
        var highest = 0.0
        // From the best trial down: none is surer than one before it.
        for (place, trial) in order.enumerated().reversed() where form.scales[Int(trial)] > 0 {
            highest = max(highest, Double(counts[place] + 1) / Double(resamples + 1))
            pValues[Int(trial)] = highest
        }
        return StepwiseTest(studentised: stepwiseStudentised, statistics: form.statistics, pValues: pValues)
    }
}

/// The mean of a trial over a benchmark, and how sure it is.
struct TrialPerformance: Sendable {
    /// The mean per day.
    var mean: Double
    /// The root of the long-run variance; 0 where the differences do not vary.
    var deviation: Double

    /// The performance of every trial.
    static func measure(
        _ returns: ReturnMatrix, benchmark: [Double]?, blockLength: Double, workers: Int
    ) -> [TrialPerformance] {
        WorkerThreads.map(returns.trialCount, workers: workers) { trial in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: returns.dayCount) { buffer in
                let mean = returns.loadDeviations(trial, benchmark: benchmark, into: buffer)
                let days = UnsafeBufferPointer(buffer)
                let range = (days.max() ?? 0) - (days.min() ?? 0)
                guard range > 1e-14 else { return TrialPerformance(mean: mean, deviation: 0) }
                let variance = longRunVariance(deviations: days, blockLength: blockLength)
                return TrialPerformance(mean: mean, deviation: max(0, variance).squareRoot())
            }
        }
    }
}

extension ReturnMatrix {
    /// Writes a trial's returns less a benchmark's, less their mean, and gives the mean.
    func loadDeviations(
        _ trial: Int, benchmark: [Double]?, into buffer: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        load(trial, into: buffer)
        if let benchmark {
            for day in 0..<dayCount { buffer[day] -= benchmark[day] }
        }
        let mean = Reductions.sum(UnsafeBufferPointer(rebasing: buffer[..<dayCount])) / Double(dayCount)
        for day in 0..<dayCount { buffer[day] -= mean }
        return mean
    }

    /// The mean block length that suits the trials: the mean of the automatic lengths of as many as 256 of them, evenly
    /// spaced.
    ///
    /// - Parameter benchmark: What is taken off the returns, shape `[days]`.
    /// - Source: `optimalBlockLength` for each trial.
    public func automaticBlockLength(benchmark: [Double]? = nil, workers: Int = 1) -> Double {
        let taken = min(trialCount, 256)
        let lengths = WorkerThreads.map(taken, workers: workers) { number in
            var values = returns(ofTrial: number * trialCount / taken)
            if let benchmark {
                for day in values.indices { values[day] -= benchmark[day] }
            }
            return optimalBlockLength(of: values)
        }
        return max(1, min(Double(dayCount), Reductions.sum(lengths) / Double(taken)))
    }
}

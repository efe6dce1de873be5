internal import Core
internal import MarketSimulator
internal import Synchronization

/// Moments of markets at points of the search cube.
///
/// All points have the same seeds, so that differences between points are of the parameters and not of luck (common random
/// numbers), and the distance is a function.
struct SimulatedObjective: Sendable {
    /// What a point gives.
    struct Point: Sendable {
        /// Places on the axes.
        var places: [Double]
        /// Moments, each the mean over replications; NaN where a replication does not give it or there is no market.
        var moments: [Double]
        /// Standard errors of these means; NaN for one replication.
        var errors: [Double]
        /// The distance from the training days.
        var distance: Double
    }

    let configuration: MarketConfiguration
    let parameters: [FreeParameter]
    let moments: [CalibrationMoment]
    let price: CalibrationRecord.Price
    let weighting: MomentWeighting
    let seeds: [UInt64]
    let threads: Int
    let shouldContinue: @Sendable () -> Bool

    /// What replications made, task by task.
    private final class Slots: Sendable {
        let values: Mutex<[[Double]?]>
        init(_ count: Int) { values = Mutex([[Double]?](repeating: nil, count: count)) }
    }

    /// Evaluates points; `nil` where it was stopped before all were.
    ///
    /// - Parameter progress: Told on the calling thread how many of them are whole.
    func evaluate(_ points: [[Double]], progress: (_ whole: Int) -> Void = { _ in }) -> [Point]? {
        let markets = points.map { configuration.moved(parameters, to: $0) }
        let slots = Slots(points.count * seeds.count)
        var told = 0
        func report(_ done: Int) {
            guard done / seeds.count > told, shouldContinue() else { return }
            told = done / seeds.count
            progress(told)
        }
        ParallelTasks.run(points.count * seeds.count, threads: threads, report: report) { [self] task in
            guard shouldContinue() else { return }
            let values = simulate(markets[task / seeds.count], seed: seeds[task % seeds.count])
            slots.values.withLock { $0[task] = values }
        }
        let all = slots.values.withLock { $0.compactMap { $0 } }
        guard all.count == points.count * seeds.count else { return nil }
        return points.enumerated().map { place, places in
            point(places, Array(all[(place * seeds.count)..<((place + 1) * seeds.count)]))
        }
    }

    private func point(_ places: [Double], _ runs: [[Double]]) -> Point {
        let n = Double(runs.count)
        let means = moments.indices.map { moment in runs.reduce(0) { $0 + $1[moment] } / n }
        let errors = moments.indices.map { moment in
            let squares = runs.reduce(0) { $0 + ($1[moment] - means[moment]) * ($1[moment] - means[moment]) }
            return runs.count > 1 ? (squares / (n - 1) / n).squareRoot() : .nan
        }
        return Point(places: places, moments: means, errors: errors, distance: weighting.distance(means))
    }

    /// The moments of one market; NaN for no market, `nil` where it was stopped.
    private func simulate(_ configuration: MarketConfiguration?, seed: UInt64) -> [Double]? {
        let nothing = [Double](repeating: .nan, count: moments.count)
        guard var configuration else { return nothing }
        configuration.seed = seed
        var sink = MinuteSink(configuration)
        do {
            var market = try Market(configuration)
            market.run(into: &sink) { _ in shouldContinue() }
            if market.fault != nil { return nothing }
            if market.isStopped { return nil }
        } catch {
            return nothing
        }
        let cells = MomentCells(sink.record(price).days)
        return cells.count > 0 ? cells.values(of: moments) : nothing
    }
}

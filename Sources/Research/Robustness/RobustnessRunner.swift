import Core
import Dispatch
import Simulation
import StrategyKit
import Synchronization

/// Makes the robustness runs of a plan on threads.
///
/// What a run leaves depends on the plan and its number alone, so that the outcome is the same on any number of threads.
public struct RobustnessRunner: Sendable {
    /// The plan.
    public let plan: RobustnessPlan

    /// Of a plan.
    public init(_ plan: RobustnessPlan) { self.plan = plan }

    /// What the threads share.
    private final class Shared: Sendable {
        let next = Atomic(0)
        let done = Atomic(0)
        let failed = Atomic(0)
        let isStopped = Atomic(false)
        /// The runs of each group by number.
        let runs: Mutex<[[RobustnessRun?]]>
        let queue = DispatchQueue(label: "backtest.robustness", attributes: .concurrent)
        private let start = ContinuousClock.now

        init(_ groups: [PlannedGroup]) {
            runs = Mutex(groups.map { [RobustnessRun?](repeating: nil, count: $0.tasks.count) })
        }

        func progress(of all: Int) -> RobustnessProgress {
            let done = done.load(ordering: .relaxed)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            return RobustnessProgress(
                done: done, all: all, rate: Double(done) / max(seconds, 1e-9), failed: failed.load(ordering: .relaxed))
        }
    }

    /// Makes all runs.
    ///
    /// - Parameters:
    ///   - jobs: How many threads.
    ///   - progress: Told about ten times a second; the runs stop where it returns `false`.
    /// - Throws: `RobustnessError.interrupted`.
    public func run(
        jobs: Int, progress: (RobustnessProgress) -> Bool = { _ in true }
    ) throws(RobustnessError) -> RobustnessResult {
        let shared = Shared(plan.groups)
        let bench = RobustnessBench(plan)
        let places = plan.groups.indices.flatMap { group in
            plan.groups[group].tasks.indices.map { (group: group, task: $0) }
        }
        let workers = DispatchGroup()
        for _ in 0..<max(1, min(jobs, places.count)) {
            shared.queue.async(group: workers) { work(places, bench, shared) }
        }
        var isWaiting = true
        while isWaiting {
            isWaiting = workers.wait(timeout: .now() + .milliseconds(100)) == .timedOut
            if !progress(shared.progress(of: places.count)) { shared.isStopped.store(true, ordering: .relaxed) }
        }
        let done = shared.done.load(ordering: .relaxed)
        guard done == places.count else { throw .interrupted(done: done, of: places.count) }
        let runs = shared.runs.withLock { $0 }
        let groups = zip(plan.groups, runs).map { planned, runs in
            var group = planned.group
            group.runs = runs.compactMap { $0 }
            return group
        }
        let breakEven = try breakEven(groups, bench) { progress(shared.progress(of: places.count)) }
        return RobustnessResult(plan: plan, groups: groups, breakEven: breakEven)
    }

    /// What one thread does.
    private func work(_ places: [(group: Int, task: Int)], _ bench: RobustnessBench, _ shared: Shared) {
        while true {
            let place = shared.next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard place < places.count else { return }
            let (group, task) = places[place]
            let planned = plan.groups[group]
            guard
                let run = bench.run(
                    planned.tasks[task], of: planned.group,
                    isWanted: { !shared.isStopped.load(ordering: .relaxed) })
            else { return }
            if run.reason != nil { shared.failed.wrappingAdd(1, ordering: .relaxed) }
            shared.runs.withLock { $0[group][task] = run }
            shared.done.wrappingAdd(1, ordering: .relaxed)
        }
    }

    /// The highest multiple of costs that the break-even is looked for at.
    private static let mostCosts = 64.0

    /// The multiple of all costs at which nothing is gained any more: between two of the factors, or beyond the highest up to
    /// 64, cut in half until four digits of it are known.
    private func breakEven(
        _ groups: [RobustnessGroup], _ bench: RobustnessBench, isWanted: () -> Bool
    ) throws(RobustnessError) -> BreakEven? {
        guard let group = groups.first(where: { $0.kind == .costs && !$0.isDrawn }) else { return nil }
        let points = zip(plan.costFactors, group.runs)
            .compactMap { factor, run in run.figures.map { (factor: factor, gain: $0.totalReturn) } }
            .sorted { $0.factor < $1.factor }
        guard let first = points.first, let last = points.last else { return nil }
        guard first.gain > 0 else { return .below(first.factor) }
        func gains(_ factor: Double) throws(RobustnessError) -> Bool {
            let done = groups.reduce(0) { $0 + $1.runs.count }
            guard isWanted() else { throw .interrupted(done: done, of: plan.runCount) }
            let task = RobustnessTask(number: 0, label: factor.shortestText, change: .costs(factor))
            return bench.run(task, of: group, isWanted: { true })?.figures.map { $0.totalReturn > 0 } ?? false
        }
        var (low, high) = (last.factor, max(last.factor, 1))
        if let end = points.firstIndex(where: { $0.gain <= 0 }) {
            (low, high) = (points[end - 1].factor, points[end].factor)
        } else {
            repeat {
                low = high
                guard high < RobustnessRunner.mostCosts else { return .above(low) }
                high *= 2
            } while try gains(high)
        }
        while high - low > 1e-4 * high {
            let middle = (low + high) / 2
            if try gains(middle) { low = middle } else { high = middle }
        }
        return .at((low + high) / 2)
    }
}

/// The multiple of all costs at which a study gains nothing any more.
public enum BreakEven: Hashable, Sendable {
    /// There.
    case at(Double)
    /// It still gains at the highest factor that was tried.
    case above(Double)
    /// It gains nothing at the lowest factor that was tried.
    case below(Double)
}

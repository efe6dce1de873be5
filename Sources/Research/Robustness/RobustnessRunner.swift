import Core
import Simulation
import StrategyKit

/// Makes the robustness runs of a plan on threads.
///
/// What a run leaves depends on the plan and its number alone, so that the outcome is the same on any number of threads.
public struct RobustnessRunner: Sendable {
    /// The plan.
    public let plan: RobustnessPlan

    /// Of a plan.
    public init(_ plan: RobustnessPlan) { self.plan = plan }

    /// Makes all runs.
    ///
    /// - Parameters:
    ///   - jobs: How many threads.
    ///   - progress: Told about ten times a second; the runs stop where it returns `false`.
    /// - Throws: `RobustnessError.interrupted`.
    public func run(
        jobs: Int, progress: (RobustnessProgress) -> Bool = { _ in true }
    ) throws(RobustnessError) -> RobustnessResult {
        let (plan, bench) = (plan, RobustnessBench(plan))
        let places = plan.groups.indices.flatMap { group in
            plan.groups[group].tasks.indices.map { (group: group, task: $0) }
        }
        let numbered = NumberedRuns<RobustnessRun>(count: places.count)
        let runs = try numbered.make(jobs: jobs, report: progress, isFailed: { $0.reason != nil }) { number, isWanted in
            let planned = plan.groups[places[number].group]
            return bench.run(planned.tasks[places[number].task], of: planned.group, isWanted: isWanted)
        }
        var first = 0
        let groups = plan.groups.map { planned in
            var group = planned.group
            group.runs = Array(runs[first..<(first + planned.tasks.count)])
            first += planned.tasks.count
            return group
        }
        let breakEven = try breakEven(groups, bench) { progress(numbered.progress) }
        return RobustnessResult(plan: plan, groups: groups, breakEven: breakEven)
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

import Dispatch
import Synchronization

/// Runs that are made on threads, each by its number.
///
/// What a run leaves must depend on its number alone, so that the outcome is the same on any number of threads.
public final class NumberedRuns<Run: Sendable>: Sendable {
    /// How many there are.
    public let count: Int
    private let next = Atomic(0)
    private let done = Atomic(0)
    private let failed = Atomic(0)
    private let isStopped = Atomic(false)
    private let runs: Mutex<[Run?]>
    private let queue = DispatchQueue(label: "backtest.runs", attributes: .concurrent)
    private let start = ContinuousClock.now

    /// So many runs.
    public init(count: Int) {
        self.count = count
        runs = Mutex([Run?](repeating: nil, count: count))
    }

    /// How far they have come.
    var progress: RobustnessProgress {
        let done = done.load(ordering: .relaxed)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return RobustnessProgress(
            done: done, all: count, rate: Double(done) / max(seconds, 1e-9), failed: failed.load(ordering: .relaxed))
    }

    /// Makes all.
    ///
    /// - Parameters:
    ///   - jobs: How many threads.
    ///   - report: Told about ten times a second; the runs stop where it returns `false`.
    ///   - isFailed: Whether a run has no figures.
    ///   - make: Makes the run of a number; `nil` where it was stopped, as `isWanted` says.
    /// - Returns: The runs by number.
    /// - Throws: `RobustnessError.interrupted`.
    public func make(
        jobs: Int, report: (RobustnessProgress) -> Bool, isFailed: @escaping @Sendable (Run) -> Bool,
        _ make: @escaping @Sendable (_ number: Int, _ isWanted: @escaping () -> Bool) -> Run?
    ) throws(RobustnessError) -> [Run] {
        let workers = DispatchGroup()
        for _ in 0..<max(1, min(jobs, count)) {
            queue.async(group: workers) { self.work(isFailed, make) }
        }
        var isWaiting = true
        while isWaiting {
            isWaiting = workers.wait(timeout: .now() + .milliseconds(100)) == .timedOut
            if !report(progress) { isStopped.store(true, ordering: .relaxed) }
        }
        let made = runs.withLock { $0.compactMap { $0 } }
        guard made.count == count else { throw .interrupted(done: made.count, of: count) }
        return made
    }

    /// What one thread does.
    private func work(
        _ isFailed: (Run) -> Bool, _ make: (_ number: Int, _ isWanted: @escaping () -> Bool) -> Run?
    ) {
        while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            guard let run = make(number, { !self.isStopped.load(ordering: .relaxed) }) else { return }
            if isFailed(run) { failed.wrappingAdd(1, ordering: .relaxed) }
            runs.withLock { $0[number] = run }
            done.wrappingAdd(1, ordering: .relaxed)
        }
    }
}

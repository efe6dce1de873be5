import Core
import Dispatch
import ParameterSearch
import StrategyKit
import Synchronization
public import TrialLedger

/// Runs trials of a sweep on threads or in worker processes, and keeps what is done in a folder as it goes.
///
/// What a trial leaves depends on the plan, the bars and its number alone, so that the outcome is the same on any number of
/// threads or processes, in any order, and in however many goes (S71).
public struct SweepRun: Sendable {
    /// The plan.
    public let plan: SweepPlan
    /// What runs a trial.
    public let evaluator: TrialEvaluator
    /// Where what is done is kept.
    public let parts: SweepParts
    /// Where trials are counted; `nil` where that is done when they are gathered.
    public let ledger: SweepLedger?
    /// What keeps trials apart.
    public let isolation: TrialIsolation
    /// Of which trials the returns are kept: of all of a small sweep, of a seeded sample of a large one.
    public let returns: LedgerSample

    /// The greatest size of all returns kept, in bytes.
    private static let mostBytes = 256 << 20

    /// A run of a plan on its study.
    public init(
        plan: SweepPlan, evaluator: TrialEvaluator, parts: SweepParts, ledger: SweepLedger? = nil,
        isolation: TrialIsolation = .threads
    ) {
        self.plan = plan
        self.evaluator = evaluator
        self.parts = parts
        self.ledger = ledger
        self.isolation = isolation
        let room = max(1, SweepRun.mostBytes / max(1, evaluator.sessionDates.count * MemoryLayout<Float>.size))
        returns = LedgerSample(
            trials: plan.most, limit: min(100_000, room), size: min(10_000, room), seed: plan.configuration.seed)
    }

    /// About how many bytes the sweep takes beside its bars.
    public var byteCount: Int {
        plan.most * (plan.columns.count * 8 + 9) + returns.count * evaluator.sessionDates.count * 4
            + TrialEvaluator.columnCapacity
    }

    /// What the threads share.
    final class Shared: Sendable {
        struct State {
            var done: TrialBatch
            var failure: SweepError?
            var best: (trial: Int, figure: Double)?
            var failed = 0
            /// What was handed on to be written, and how its trials began.
            var waiting: (batch: TrialBatch, starts: [TrialStart])
            /// Whether somebody writes.
            var isWriting = false

            /// Whether so much waits that those who make more wait, too.
            var isFull: Bool {
                waiting.batch.count > 16_384
                    || waiting.batch.returns.count * MemoryLayout<Float>.size > SweepRun.mostBytes / 8
            }

            /// What is to be written next; nobody writes any more where there is nothing.
            mutating func nextToWrite() -> (batch: TrialBatch, starts: [TrialStart])? {
                guard waiting.batch.count > 0 else {
                    isWriting = false
                    return nil
                }
                let empty = TrialBatch(columns: done.columns, sessionCount: done.sessionCount)
                defer { waiting = (empty, []) }
                return waiting
            }
        }

        let next = Atomic(0)
        /// The trials that were done before this run.
        let before: Set<UInt32>
        /// Trials done by this run.
        let finished = Atomic(0)
        /// Trials that were done before.
        let skipped = Atomic(0)
        let isStopped = Atomic(false)
        let state: Mutex<State>
        /// Held while a batch is written.
        let writing = Mutex(())
        let queue = DispatchQueue(label: "backtest.sweep", attributes: .concurrent)
        private let start = ContinuousClock.now

        init(_ done: TrialBatch) {
            before = Set(done.numbers)
            let empty = TrialBatch(columns: done.columns, sessionCount: done.sessionCount)
            state = Mutex(State(done: done, waiting: (empty, [])))
        }

        /// Waits while more is to be written than shall be in memory.
        func waitForRoom() {
            guard state.withLock({ $0.isFull }) else { return }
            writing.withLock { _ in }
        }

        /// How many of some trials no thread has taken yet.
        func left(of count: Int) -> Int { max(0, count - next.load(ordering: .relaxed)) }

        /// The next trials for one of some threads; empty where none is left.
        ///
        /// They are neighbours, which read the same columns, and fewer of them towards the end, so that the threads end
        /// together.
        func claim(of count: Int, jobs: Int) -> Range<Int> {
            var first = next.load(ordering: .relaxed)
            while first < count {
                let end = first + max(1, min(32, (count - first) / (4 * jobs)))
                let (isOurs, found) = next.weakCompareExchange(expected: first, desired: end, ordering: .relaxed)
                if isOurs { return first..<end }
                first = found
            }
            return count..<count
        }

        func progress(of all: Int) -> SweepProgress {
            let finished = finished.load(ordering: .relaxed)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let (best, failed) = state.withLock { ($0.best, $0.failed) }
            return SweepProgress(
                done: finished + skipped.load(ordering: .relaxed), all: all,
                rate: Double(finished) / max(seconds, 1e-9), failed: failed, best: best)
        }
    }

    /// Runs all trials that are not done yet.
    ///
    /// - Parameters:
    ///   - jobs: How many threads, or worker processes.
    ///   - trials: Which trials; `nil` for all. Of an adaptive method all are run.
    ///   - limit: How long one may take.
    ///   - progress: Told about ten times a second; the run stops where it returns `false`, with what is done kept.
    /// - Returns: Every trial that is done, in the order of numbers; of `trials`, those and perhaps others.
    /// - Throws: `SweepError.interrupted`, `.folder` where what is done cannot be written, or `.worker` where no worker
    ///   process can run trials.
    public func run(
        jobs: Int, of trials: [Int]? = nil, limit: Duration? = nil, progress: (SweepProgress) -> Bool = { _ in true }
    ) throws(SweepError) -> TrialBatch {
        var wanted: ClosedRange<Int>?
        if plan.isFixed, let trials, let least = trials.min(), let greatest = trials.max() { wanted = least...greatest }
        var kept = try parts.read(plan.columns, sessionCount: evaluator.sessionDates.count, among: wanted)
        // An array that grows is copied, which takes twice its room.
        let most = trials?.count ?? plan.most
        kept.reserve(trials: most, returns: min(most, returns.count))
        let shared = Shared(kept)
        shared.state.withLock { state in note(kept, in: &state) }
        let pool = pool(jobs: jobs, limit: limit)
        defer { pool?.stop() }
        let settings = Settings(jobs: jobs, limit: limit, pool: pool)
        if plan.isFixed {
            let wanted = trials ?? Array(0..<plan.count)
            try runRound(wanted, all: wanted.count, shared, settings, progress)
        } else {
            try follow(shared, settings, progress)
        }
        return shared.state.withLock { $0.done }.sorted()
    }

    /// How trials are run.
    private struct Settings {
        var jobs: Int
        var limit: Duration?
        /// The worker processes; `nil` for threads.
        var pool: WorkerPool?
    }

    /// Runs those of some trials that are not done yet.
    private func runRound(
        _ wanted: [Int], all: Int, _ shared: Shared, _ settings: Settings, _ progress: (SweepProgress) -> Bool
    ) throws(SweepError) {
        let open = shared.before.isEmpty ? wanted : wanted.filter { !shared.before.contains(UInt32($0)) }
        shared.next.store(0, ordering: .relaxed)
        let before = shared.finished.load(ordering: .relaxed)
        shared.skipped.wrappingAdd(wanted.count - open.count, ordering: .relaxed)
        let isGoingOn = { progress(shared.progress(of: all)) }
        if let pool = settings.pool {
            try direct(pool, open, shared, isGoingOn)
        } else {
            workOnThreads(open, shared, settings, isGoingOn)
        }
        if let failure = shared.state.withLock({ $0.failure }) { throw failure }
        let finished = shared.finished.load(ordering: .relaxed)
        guard finished - before == open.count else {
            throw .interrupted(done: finished + shared.skipped.load(ordering: .relaxed), of: all)
        }
    }

    private func workOnThreads(_ open: [Int], _ shared: Shared, _ settings: Settings, _ isGoingOn: () -> Bool) {
        let group = DispatchGroup()
        let limit = settings.limit
        let jobs = max(0, min(settings.jobs, open.count))
        for _ in 0..<jobs {
            shared.queue.async(group: group) { work(open, shared, jobs: jobs, limit) }
        }
        var isWaiting = !open.isEmpty
        while isWaiting {
            isWaiting = group.wait(timeout: .now() + .milliseconds(100)) == .timedOut
            if !isGoingOn() { shared.isStopped.store(true, ordering: .relaxed) }
        }
    }

    /// Runs what an adaptive search proposes, round after round; what is done already answers it, so that it goes on where
    /// it was (S71).
    private func follow(
        _ shared: Shared, _ settings: Settings, _ progress: (SweepProgress) -> Bool
    ) throws(SweepError) {
        guard let column = plan.objectives.first.flatMap({ plan.columns.place(of: $0.id) }) else { return }
        let budget = plan.sweep.method == .halving ? Int.max : plan.sweep.trials ?? 0
        try plan.search(upTo: budget) { numbers throws(SweepError) in
            try runRound(Array(numbers), all: max(plan.most, numbers.upperBound), shared, settings, progress)
            var figures = [Double?](repeating: nil, count: numbers.count)
            shared.state.withLock { state in
                for place in 0..<state.done.count where numbers.contains(Int(state.done.numbers[place])) {
                    let number = Int(state.done.numbers[place])
                    figures[number - numbers.lowerBound] = state.done.figure(column, of: place)
                }
            }
            return figures
        }
    }

    /// What one of some threads does.
    private func work(_ open: [Int], _ shared: Shared, jobs: Int, _ limit: Duration?) {
        let sessions = evaluator.sessionDates.count
        var batch = TrialBatch(columns: plan.columns, sessionCount: sessions)
        var starts: [TrialStart] = []
        var pace = KeepingPace(left: jobs > 1 ? open.count : 0)
        var begun = Timestamp.present
        func isStopped() -> Bool { shared.isStopped.load(ordering: .relaxed) }
        var claimed = 0..<0
        while !isStopped() {
            if claimed.isEmpty { claimed = shared.claim(of: open.count, jobs: jobs) }
            guard let place = claimed.popFirst() else { break }
            let trial = open[place]
            let values = plan.values(of: trial)
            let isDone = evaluator.run(
                trial, values, into: &batch, keepsReturns: returns.contains(trial), limit: limit,
                isStopped: isStopped)
            guard isDone else { break }
            if let ledger, let end = batch.states.last {
                starts.append(ledger.start(of: trial, values, end: end, begun: begun))
            }
            shared.finished.wrappingAdd(1, ordering: .relaxed)
            if pace.isDue(left: shared.left(of: open.count)) {
                keep(&batch, &starts, shared)
                shared.waitForRoom()
                begun = .present
            }
        }
        keep(&batch, &starts, shared)
    }

    /// Hands on what a thread, or workers, have done.
    ///
    /// Who finds nobody writing writes it, and all that is handed on meanwhile, so that nobody else waits for the disk.
    func keep(_ batch: inout TrialBatch, _ starts: inout [TrialStart], _ shared: Shared) {
        guard batch.count > 0 else { return }
        let isWriter = shared.state.withLock { state in
            guard state.failure == nil else { return false }
            state.waiting.batch.append(batch) { _ in true }
            state.waiting.starts += starts
            defer { state.isWriting = true }
            return !state.isWriting
        }
        batch.removeAll()
        starts.removeAll(keepingCapacity: true)
        if isWriter { write(shared) }
    }

    /// Writes what waits, until nothing does, and lays it beside what was written before.
    private func write(_ shared: Shared) {
        while let (batch, starts) = shared.state.withLock({ $0.nextToWrite() }) {
            do throws(SweepError) {
                try shared.writing.withLock { _ throws(SweepError) in
                    // Counted first: what is killed in between is run and counted again, and once in N.
                    try ledger?.record(batch, starts)
                    try parts.write(batch)
                }
            } catch {
                shared.isStopped.store(true, ordering: .relaxed)
                shared.state.withLock { $0.failure = error }
                return
            }
            shared.state.withLock { state in
                state.done.append(batch) { _ in true }
                note(batch, in: &state)
            }
        }
    }

    private func note(_ batch: TrialBatch, in state: inout Shared.State) {
        guard let objective = plan.objectives.first, let column = plan.columns.place(of: objective.id) else { return }
        for place in 0..<batch.count {
            if batch.states[place] != .finished { state.failed += 1 }
            guard plan.isWhole(Int(batch.numbers[place])), let figure = batch.figure(column, of: place) else {
                continue
            }
            let isBetter = state.best.map { objective.isLower ? figure < $0.figure : figure > $0.figure } ?? true
            if isBetter { state.best = (Int(batch.numbers[place]), figure) }
        }
    }
}

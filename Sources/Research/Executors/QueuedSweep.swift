import Foundation

/// Runs the trials of a sweep as tasks of a queue: submits chunks of them, watches, submits again what has no result, and
/// ends when all results lie in the folder.
///
/// What a trial leaves depends on the plan, the bars and its number alone, so that tasks that run twice, late or after their
/// queue has forgotten them do no harm (S71).
public struct QueuedSweep: Sendable {
    /// How patient it is.
    public struct Settings: Sendable {
        /// How many trials a task runs.
        public var chunk: Int
        /// How often a task that ended without a new result is submitted again.
        public var retries: Int
        /// How long a queue that does not answer is waited for.
        public var patience: Duration
        /// How long results may take to be seen here after their task has ended, on a network file system.
        public var grace: Duration

        /// Settings.
        public init(chunk: Int, retries: Int, patience: Duration, grace: Duration = .seconds(10)) {
            (self.chunk, self.retries, self.patience, self.grace) = (chunk, retries, patience, grace)
        }
    }

    private let plan: SweepPlan
    private let parts: SweepParts
    private let sessionCount: Int
    private let settings: Settings

    /// A sweep whose trials can run in any order.
    public init(_ plan: SweepPlan, parts: SweepParts, sessionCount: Int, settings: Settings) {
        (self.plan, self.parts, self.sessionCount, self.settings) = (plan, parts, sessionCount, settings)
    }

    /// What is known while it runs.
    private struct Watch {
        var results: ResultWatch
        var schedule: ChunkSchedule
        var answers: QueuePatience
        var submissions: QueuePatience
        var states: [Int: TaskState] = [:]
        var noted: Set<String> = []
        private let start = ContinuousClock.now

        init(_ results: ResultWatch, _ settings: Settings) {
            self.results = results
            schedule = ChunkSchedule(missing: results.missing, retries: settings.retries, grace: settings.grace)
            answers = QueuePatience(
                "the queue has not answered", relief: "the queue answers again", limit: settings.patience)
            submissions = QueuePatience(
                "the queue has taken no task", relief: "the queue takes tasks again", limit: settings.patience)
        }

        var now: Duration { ContinuousClock.now - start }

        mutating func look() {
            results.look()
            schedule.record(missing: results.missing)
        }

        func progress(_ waitReason: String?) -> QueuedProgress {
            QueuedProgress(
                sweep: results.progress(after: now / .seconds(1)),
                running: states.values.count { $0 == .running }, waiting: states.values.count { $0 == .waiting },
                waitReason: waitReason, isUnreachable: answers.isWaiting)
        }
    }

    /// Runs all trials that are not done yet.
    ///
    /// - Parameters:
    ///   - queue: Where they run.
    ///   - note: Told what a person should know while it goes on.
    ///   - progress: Told about ten times a second; where it returns `false` the tasks are cancelled and what is done is
    ///     kept.
    /// - Throws: `QueueError.sweep(.interrupted)`, `.tasksFailed`, or what keeps the queue from being used.
    public func run<Queue: TaskQueue>(
        _ queue: inout Queue, note: (String) -> Void, progress: (QueuedProgress) -> Bool
    ) throws(QueueError) {
        var watch = Watch(
            ResultWatch(plan, parts: parts, sessionCount: sessionCount, chunk: settings.chunk), settings)
        watch.look()
        watch.schedule.recordSubmitted(queue.kept)
        var hasBegun = false
        while true {
            try goOn(&queue, watch, note, progress)
            if !hasBegun, watch.schedule.verdict != .finished {
                hasBegun = try watch.answers.reach(at: watch.now, note: note) { () throws(QueueError) in
                    try queue.begin()
                }
            }
            if hasBegun { try submit(&queue, &watch, note) }
            switch watch.schedule.verdict {
            case .finished: return queue.close()
            case .failed: throw failure(&queue, watch, note)
            case .goOn: break
            }
            try wait(queue.pause(after: watch.now), &queue, &watch, note, progress)
            if watch.schedule.verdict != .finished { try look(&queue, &watch, hasBegun: hasBegun, note) }
        }
    }

    /// Lets time go by until the queue may be asked again, or all results are there: to look for them costs the queue nothing.
    private func wait<Queue: TaskQueue>(
        _ pause: Duration, _ queue: inout Queue, _ watch: inout Watch, _ note: (String) -> Void,
        _ progress: (QueuedProgress) -> Bool
    ) throws(QueueError) {
        let end = watch.now + pause
        var looked = watch.now
        repeat {
            try goOn(&queue, watch, note, progress)
            Thread.sleep(forTimeInterval: min(0.1, max(0.01, (end - watch.now) / .seconds(1))))
            if watch.now - looked >= .seconds(1) {
                watch.look()
                looked = watch.now
            }
        } while watch.now < end && watch.schedule.verdict != .finished
    }

    /// Tells how far it is, and ends where that is asked for.
    private func goOn<Queue: TaskQueue>(
        _ queue: inout Queue, _ watch: Watch, _ note: (String) -> Void, _ progress: (QueuedProgress) -> Bool
    ) throws(QueueError) {
        if progress(watch.progress(queue.waitReason)) { return }
        if let left = queue.cancel() { note(left) }
        let known = watch.results.progress(after: 1)
        throw .sweep(.interrupted(done: known.done, of: known.all))
    }

    /// Asks the queue, and then looks for results: what ended before it was asked has brought them by then.
    private func look<Queue: TaskQueue>(
        _ queue: inout Queue, _ watch: inout Watch, hasBegun: Bool, _ note: (String) -> Void
    ) throws(QueueError) {
        var states: [Int: TaskState]?
        if hasBegun {
            let chunks = watch.schedule.outstandingChunks
            _ = try watch.answers.reach(at: watch.now, note: note) { () throws(QueueError) in
                states = try queue.states(of: chunks)
            }
        }
        watch.look()
        guard let states else { return }
        watch.states = states
        watch.schedule.observe(states, at: watch.now)
        watch.schedule.expire(at: watch.now)
        // Tasks that are held wait for a person, who may not be looking at a terminal.
        if let reason = queue.waitReason, reason.contains("Held") || reason.contains("Never"),
            watch.noted.insert(reason).inserted
        {
            note("tasks wait in the queue: \(reason)")
        }
    }

    private func submit<Queue: TaskQueue>(
        _ queue: inout Queue, _ watch: inout Watch, _ note: (String) -> Void
    ) throws(QueueError) {
        while true {
            let outstanding = watch.schedule.outstanding
            let chunks = watch.schedule.next(room: queue.room(beside: outstanding))
            if chunks.isEmpty { return }
            var taken = 0
            do throws(QueueError) {
                let isUrgent = outstanding == 0
                let isTaken = try watch.submissions.reach(at: watch.now, isUrgent: isUrgent, note: note) {
                    () throws(QueueError) in taken = try queue.submit(chunks)
                }
                guard isTaken else { return }
            } catch {
                // More tasks than one may have at a time; fewer may do, or the same when others have ended.
                guard case .refused(let reason) = error, watch.schedule.recordRefused(chunks.count) else { throw error }
                if outstanding > 0, watch.noted.insert("refused").inserted {
                    note("the queue takes no more tasks for now (\(reason)); they are submitted bit by bit")
                }
                if outstanding > 0 { return }
                continue
            }
            watch.schedule.recordSubmitted(chunks.prefix(taken))
            watch.schedule.recordAccepted(taken)
            for chunk in chunks.prefix(taken) { watch.states[chunk] = .waiting }
        }
    }

    /// Ends what is left, and says what each task that is given up left.
    private func failure<Queue: TaskQueue>(
        _ queue: inout Queue, _ watch: Watch, _ note: (String) -> Void
    ) -> QueueError {
        let failed = watch.schedule.failures.map { failure in
            FailedTask(
                chunk: failure.chunk, trials: watch.results.missingTrials(of: failure.chunk),
                submissions: failure.submissions, cause: failure.cause, trace: queue.trace(of: failure.chunk))
        }
        if let left = queue.cancel() { note(left) }
        return .tasksFailed(failed, tasks: watch.results.missing.count)
    }
}

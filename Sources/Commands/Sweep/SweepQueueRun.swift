import Foundation
import Research
import StrategyKit

/// The trials of a sweep run through a queue.
struct SweepQueueRun {
    let setup: SweepSetup
    let folder: SweepFolder
    let options: SweepQueueOptions
    let jobs: Int?
    /// What keeps trials apart that are timed here.
    let isolation: TrialIsolation
    /// More words for each task.
    let taskWords: [String]
    let isQuiet: Bool

    /// About how long a task is to take, in seconds, and how long trials are timed for it.
    private static let (taskSeconds, timedSeconds) = (60.0, 2.0)
    /// How long a single trial is waited for when trials are timed, in seconds.
    private static let mostTimedSeconds = 30.0

    /// Runs them.
    ///
    /// - Returns: All trials, in the order of their numbers.
    func run() throws -> TrialBatch {
        Interrupt.listen()
        let parts = SweepParts(in: folder.url, sweep: setup.hashes.sweep)
        let record = try record(parts)
        let count = (setup.plan.count + record.chunk - 1) / record.chunk
        note(
            "\(setup.plan.count) trials in \(count) task\(count == 1 ? "" : "s") of \(record.chunk); \(folder.url.relativePath)/"
        )
        let sweep = QueuedSweep(
            setup.plan, parts: parts, sessionCount: setup.evaluator.sessionDates.count,
            settings: QueuedSweep.Settings(
                chunk: record.chunk, retries: options.retries ?? 3, patience: .seconds(options.patience ?? 1_800)))
        switch options.executor {
        case .slurm:
            var queue = slurm(record)
            try watch(sweep, &queue)
        case .command, .local:
            let template = try rethrow { () throws(QueueError) in
                try CommandTemplate(
                    options.submit ?? "", program: ShellWord.quoted(SweepQueueRun.program),
                    folder: ShellWord.quoted(folder.url.path))
            }
            let limit = options.detached ? Duration.seconds(options.taskSeconds ?? 3_600) : nil
            let most = jobs ?? (options.detached ? nil : ProcessInfo.processInfo.activeProcessorCount)
            var queue = CommandQueue(
                template, folder: folder, record: record, count: count,
                options: CommandQueue.Options(jobs: most, limit: limit))
            try watch(sweep, &queue)
        }
        Console.endProgress()
        return try SweepSetup.rethrow { () throws(SweepError) in
            try SweepParts.gathered([parts], setup.plan, sessionCount: setup.evaluator.sessionDates.count)
        }
    }

    private static var program: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    private func slurm(_ record: QueueRecord) -> SlurmQueue {
        SlurmQueue(
            program: SweepQueueRun.program, folder: folder, record: record,
            options: SlurmQueue.Options(words: options.submitWords, jobs: jobs, taskWords: taskWords))
    }

    private func note(_ text: String) {
        Console.endProgress()
        if !isQuiet { Console.note(text) }
    }

    private func watch<Queue: TaskQueue>(_ sweep: QueuedSweep, _ queue: inout Queue) throws {
        try rethrow { () throws(QueueError) in
            try sweep.run(&queue, note: note) { progress in
                Console.progress(SweepSummary.text(progress, setup.plan))
                return !Interrupt.isRequested
            }
        }
    }

    /// What is kept of an earlier run in the folder where it still serves, or a new record.
    private func record(_ parts: SweepParts) throws -> QueueRecord {
        if let kept = QueueRecord.read(folder) {
            let serves =
                kept.sweep == setup.hashes.sweep && kept.executor == options.executor.rawValue
                && kept.chunk == options.chunk ?? kept.chunk
            if serves { return kept }
            // Its tasks are others than those of now.
            if kept.executor == SweepExecutor.slurm.rawValue {
                var queue = slurm(kept)
                if let left = queue.cancel() { note(left) }
            }
        }
        let chunk = try options.chunk ?? timedChunk(parts)
        return QueueRecord(
            executor: options.executor.rawValue, sweep: setup.hashes.sweep, chunk: min(chunk, setup.plan.count))
    }

    /// How many trials take about a minute, by the first of them, whose results are kept.
    private func timedChunk(_ parts: SweepParts) throws -> Int {
        let run = SweepRun(plan: setup.plan, evaluator: setup.evaluator, parts: parts, isolation: isolation)
        let start = ContinuousClock.now
        var rate = 0.0
        do throws(SweepError) {
            // Most of the work is for the queue, however quick it is.
            let first = Array(0..<max(1, setup.plan.count / 4))
            _ = try run.run(jobs: 1, of: first, limit: setup.plan.trialLimit) { progress in
                Console.progress("timing trials")
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                rate = progress.rate
                let isTimed =
                    rate > 0 ? seconds >= SweepQueueRun.timedSeconds : seconds >= SweepQueueRun.mostTimedSeconds
                return !isTimed && !Interrupt.isRequested
            }
        } catch {
            if case .interrupted = error {} else { try SweepSetup.rethrow { () throws(SweepError) in throw error } }
        }
        let chunk = max(1, Int(min(rate * SweepQueueRun.taskSeconds, 1e6)))
        // As many tasks as may run at once, where that is known.
        return jobs.map { min(chunk, (setup.plan.count + $0 - 1) / $0) } ?? chunk
    }

    /// Runs `body`, turning its error into a message that says how to go on, and an exit status.
    private func rethrow<Value>(_ body: () throws(QueueError) -> Value) throws -> Value {
        do throws(QueueError) { return try body() } catch {
            Console.endProgress()
            let more = "; go on with --resume \(ShellWord.quoted(folder.url.relativePath)) and the same --executor"
            switch error {
            case .sweep(let error):
                if case .interrupted = error { throw CommandFailure(.interrupted, error.description + more) }
                return try SweepSetup.rethrow { () throws(SweepError) in throw error }
            case .tasksFailed: throw CommandFailure(.failed, error.description + "\nwhat is done is kept" + more)
            case .unreachable, .refused, .unusable: throw CommandFailure(.failed, error.description + more)
            }
        }
    }
}

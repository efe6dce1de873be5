import Foundation

/// Any other queue, through a line of shell for each chunk, which ends with the task, or submits it and returns.
public struct CommandQueue: TaskQueue {
    /// How commands are run.
    public struct Options: Sendable {
        /// How many tasks there are at a time; where the commands return at once, `nil` for as many as there are.
        public var jobs: Int?
        /// How long a task that was submitted may take, where the commands return at once; `nil` where they end with the
        /// task.
        public var limit: Duration?

        /// Options.
        public init(jobs: Int?, limit: Duration? = nil) { (self.jobs, self.limit) = (jobs, limit) }
    }

    private enum Task {
        case running(ChildProgram)
        /// Its command has returned, and its results may come until then.
        case submitted(until: ContinuousClock.Instant)
        case ended
        case failed(String)
    }

    private let template: CommandTemplate
    private let folder: SweepFolder
    private let options: Options
    private let count: Int
    private var record: QueueRecord
    private var tasks: [Int: Task] = [:]

    /// A queue.
    ///
    /// - Parameters:
    ///   - record: What is kept of it in the folder, or a new record.
    ///   - count: How many chunks there are.
    public init(_ template: CommandTemplate, folder: SweepFolder, record: QueueRecord, count: Int, options: Options) {
        (self.template, self.folder, self.record, self.count, self.options) = (template, folder, record, count, options)
        guard let limit = options.limit else { return }
        for chunk in record.chunks { tasks[chunk] = .submitted(until: .now + limit) }
    }

    /// Where commands end with their tasks, they ended with the process that ran them, or what they still bring is welcome.
    public var kept: [Int] { options.limit == nil ? [] : record.chunks }

    /// Never known.
    public var waitReason: String? { nil }

    private var logs: URL { folder.url.appendingPathComponent("logs") }

    private func log(_ chunk: Int) -> URL { logs.appendingPathComponent("task-\(chunk).log") }

    /// Makes room for logs.
    public mutating func begin() throws(QueueError) {
        do { try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true) } catch {
            throw .sweep(.folder(FolderError(path: logs.path, reason: FolderWriter.reason(error))))
        }
    }

    /// As many tasks as were asked for; of commands that return at once as many as there are processors.
    public func room(beside outstanding: Int) -> Int {
        if let jobs = options.jobs { return max(0, jobs - outstanding) }
        let running = tasks.values.count { if case .running = $0 { true } else { false } }
        return max(0, ProcessInfo.processInfo.activeProcessorCount - running)
    }

    /// Starts the command of the first chunk.
    public mutating func submit(_ chunks: [Int]) throws(QueueError) -> Int {
        let chunk = chunks[0]
        if options.limit != nil {
            record.submissions.removeAll { $0.chunks == [chunk] }
            record.add([chunk], offset: 0)
            try record.write(to: folder)
        }
        let path = log(chunk).path
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            throw .sweep(.folder(FolderError(path: path, reason: String(cString: strerror(errno)))))
        }
        defer { Foundation.close(file) }
        let command = template.command(index: chunk, chunk: record.chunk, count: count)
        tasks[chunk] = .running(try ChildProgram(["/bin/sh", "-c", command], output: file, errors: file))
        return 1
    }

    /// Looks at the commands, and at the time where they have returned.
    public mutating func states(of chunks: [Int]) throws(QueueError) -> [Int: TaskState] {
        let wanted = Set(chunks)
        var failed: Set<Int> = []
        for (chunk, task) in tasks {
            if case .running(let child) = task, !child.isRunning { tasks[chunk] = end(of: child) }
            if case .submitted(let until) = task, let limit = options.limit, ContinuousClock.now >= until {
                tasks[chunk] = .failed("no results within \(Int(limit / .seconds(1))) s of its submission")
            }
            if case .failed = tasks[chunk] { failed.insert(chunk) }
        }
        let known = record.submissions.count
        record.submissions.removeAll { failed.contains($0.chunks[0]) }
        if record.submissions.count < known { try record.write(to: folder) }
        return tasks.filter { wanted.contains($0.key) }.mapValues { task in
            switch task {
            case .running: .running
            case .submitted: .waiting
            case .ended: .ended
            case .failed(let cause): .failed(cause)
            }
        }
    }

    private func end(of child: ChildProgram) -> Task {
        guard child.end == .exited(0) else { return .failed(child.end?.description ?? "no end") }
        return options.limit.map { .submitted(until: .now + $0) } ?? .ended
    }

    /// Ends the commands.
    public mutating func cancel() -> String? {
        endCommands()
        guard options.limit != nil, !record.isEmpty else { return nil }
        return "the tasks that were submitted go on in their queue; --resume waits for them"
    }

    /// Ends the commands that still run: they may keep what they have done.
    private mutating func endCommands() {
        let running = tasks.values.compactMap { task -> ChildProgram? in
            if case .running(let child) = task, child.isRunning { child } else { nil }
        }
        for child in running { child.send(SIGTERM) }
        let end = ContinuousClock.now + .seconds(5)
        for child in running where !child.wait(max(.zero, end - .now)) {
            child.send(SIGKILL)
            _ = child.wait(.seconds(5))
        }
        tasks = tasks.filter { if case .running = $0.value { false } else { true } }
    }

    /// What its commands printed.
    public func trace(of chunk: Int) -> TaskTrace { TaskTrace(log: log(chunk)) }

    /// Short, as nobody else is asked; for results alone the longer the longer they take.
    public func pause(after watched: Duration) -> Duration {
        options.limit == nil ? .milliseconds(100) : max(.milliseconds(200), min(.seconds(5), watched / 20))
    }

    /// Waits a moment for commands that are just ending, and ends the others.
    public mutating func close() {
        let end = ContinuousClock.now + .seconds(2)
        for case .running(let child) in tasks.values { _ = child.wait(max(.zero, end - .now)) }
        endCommands()
        QueueRecord.remove(from: folder)
        TaskTrace.removeSilent(in: logs)
    }
}

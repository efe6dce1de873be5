import Foundation

/// A cluster under Slurm: chunks are tasks of job arrays.
///
/// Each array has a name of its own, which is written down before it is submitted, so that it is found again whatever answer
/// was lost. The script that it runs is the same for all and gets everything as arguments: no variable of the environment
/// is written anywhere, Slurm hands the environment on itself.
public struct SlurmQueue: TaskQueue {
    /// How tasks are submitted.
    public struct Options: Sendable {
        /// More words for `sbatch`.
        public var words: [String]
        /// How many tasks run at once; `nil` for as many as there is room for.
        public var jobs: Int?
        /// More words for `backtest sweep run-task`.
        public var taskWords: [String]

        /// Options.
        public init(words: [String] = [], jobs: Int? = nil, taskWords: [String] = []) {
            (self.words, self.jobs, self.taskWords) = (words, jobs, taskWords)
        }
    }

    private static let script = """
        #!/bin/sh
        program=$1 folder=$2 offset=$3 chunk=$4
        shift 4
        exec "$program" sweep run-task "$folder" "$((SLURM_ARRAY_TASK_ID + offset))" --chunk "$chunk" \\
            --jobs "${SLURM_CPUS_PER_TASK:-1}" "$@"

        """

    private let program: String
    private let folder: SweepFolder
    private let options: Options
    private let client = SlurmClient()
    private var record: QueueRecord
    private var limits: SlurmLimits?
    private var reasons: [String: Int] = [:]

    /// A queue.
    ///
    /// - Parameters:
    ///   - program: The absolute path of this program, as the nodes see it.
    ///   - record: What is kept of it in the folder, or a new record.
    public init(program: String, folder: SweepFolder, record: QueueRecord, options: Options) {
        (self.program, self.folder, self.record, self.options) = (program, folder, record, options)
    }

    /// The chunks of all arrays that were submitted.
    public var kept: [Int] { record.chunks }

    /// The most frequent reason to wait but turn and resources, as `squeue` has it.
    public var waitReason: String? {
        reasons.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private var logs: URL { folder.url.appendingPathComponent("logs") }
    private var scriptFile: URL { folder.url.appendingPathComponent("task.sh") }

    /// Asks for the cluster's limits.
    public mutating func begin() throws(QueueError) {
        do {
            try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
            try Data(SlurmQueue.script.utf8).write(to: scriptFile, options: .atomic)
        } catch {
            throw .sweep(.folder(FolderError(path: folder.url.path, reason: FolderWriter.reason(error))))
        }
        limits = try SlurmLimits(try ask(["scontrol", "show", "config"]))
    }

    /// As many as the controller may know, half of it left for others; one array at a time where `jobs` limits it.
    public func room(beside outstanding: Int) -> Int {
        guard let limits else { return 0 }
        // The limit of tasks that run at once is an array's own, so that there is one array at a time.
        if options.jobs != nil, outstanding > 0 { return 0 }
        return max(0, limits.most - outstanding)
    }

    /// Submits an array, as long as the cluster takes one.
    public mutating func submit(_ chunks: [Int]) throws(QueueError) -> Int {
        guard let limits else { return 0 }
        let array = limits.array(of: chunks)
        record.add(array.chunks, offset: array.offset)
        try record.write(to: folder)
        let place = record.submissions.count - 1
        let indices = NumberRanges.text(array.chunks.lazy.map { $0 - array.offset })
        // A percent sign begins a placeholder of Slurm.
        let log = logs.path.replacing("%", with: "%%") + "/%A_%a.log"
        let words =
            ["sbatch", "--no-requeue"] + options.words
            + [
                "--parsable", "--job-name=\(record.submissions[place].name)",
                "--array=\(indices)" + (options.jobs.map { "%\($0)" } ?? ""), "--output=\(log)", "--open-mode=append",
                scriptFile.path, program, folder.url.path, String(array.offset), String(record.chunk),
            ] + options.taskWords
        do throws(QueueError) {
            let answer = try client.run(words)
            if !answer.isLost {
                guard let job = SlurmQueue.job(answer.output) else {
                    throw .unusable("sbatch says '\(answer.output.prefix(80))' instead of the number of a job")
                }
                record.submissions[place].job = job
            }
        } catch {
            record.submissions.remove(at: place)
            try record.write(to: folder)
            throw error
        }
        try record.write(to: folder)
        return array.chunks.count
    }

    /// The number of a job as `sbatch --parsable` prints it, behind it perhaps its cluster.
    private static func job(_ text: String) -> String? {
        let job = text.split(separator: "\n").last?.split(separator: ";").first.map(String.init)
        return job.flatMap { Int($0) == nil ? nil : $0 }
    }

    /// Asks `squeue`, for ended tasks too.
    public mutating func states(of chunks: [Int]) throws(QueueError) -> [Int: TaskState] {
        reasons = [:]
        let wanted = Set(chunks)
        let asked = record.submissions.indices.filter { place in
            record.submissions[place].chunks.contains { wanted.contains($0) }
        }
        guard !asked.isEmpty else { return [:] }
        let places = Dictionary(uniqueKeysWithValues: asked.map { (record.submissions[$0].name, $0) })
        let names = asked.map { record.submissions[$0].name }.joined(separator: ",")
        let text = try ask(["squeue", "--me", "-h", "-r", "-t", "all", "--name=\(names)", "-o", SlurmRow.format])
        let rows = text.split(separator: "\n").compactMap { SlurmRow($0) }
        var states: [Int: (place: Int, state: TaskState)] = [:]
        var isNew = false
        for row in rows {
            guard let place = places[row.name] else { continue }
            if record.submissions[place].job == nil {
                record.submissions[place].job = row.job
                isNew = true
            }
            let chunk = record.submissions[place].offset + row.index
            guard wanted.contains(chunk) else { continue }
            if let reason = row.waitReason { reasons[reason, default: 0] += 1 }
            // Of several tasks of a chunk one that may still bring results counts, else the last.
            let known = states[chunk]
            if known.map({ row.state.isAlive || (!$0.state.isAlive && place > $0.place) }) ?? true {
                states[chunk] = (place, row.state)
            }
        }
        if isNew { try record.write(to: folder) }
        // What an older task of a chunk came to says nothing of its last one.
        var last: [Int: Int] = [:]
        for place in asked { for chunk in record.submissions[place].chunks { last[chunk] = place } }
        return states.filter { chunk, known in known.state.isAlive || known.place == last[chunk] }.mapValues(\.state)
    }

    /// Asks for something that changes nothing.
    private func ask(_ words: [String]) throws(QueueError) -> String {
        do throws(QueueError) {
            let answer = try client.run(words)
            guard !answer.isLost else { throw .unreachable("\(words[0]) has got no answer") }
            return answer.output
        } catch {
            guard case .refused(let text) = error else { throw error }
            throw .unreachable(text)
        }
    }

    /// Calls `scancel` for all arrays.
    public mutating func cancel() -> String? {
        guard !record.isEmpty else { return nil }
        let jobs = record.submissions.compactMap(\.job)
        var left: [String] = []
        if !jobs.isEmpty, !has(["scancel", "--quiet"] + jobs) { left.append("scancel " + jobs.joined(separator: " ")) }
        for submission in record.submissions where submission.job == nil {
            let words = ["scancel", "--quiet", "--me", "--name=\(submission.name)"]
            if !has(words) { left.append(words.joined(separator: " ")) }
        }
        guard left.isEmpty else {
            return "the queue does not answer, so that tasks may still wait or run there; cancel them with "
                + left.joined(separator: "; ")
        }
        record.submissions = []
        do throws(QueueError) { try record.write(to: folder) } catch { return error.description }
        return nil
    }

    private func has(_ words: [String]) -> Bool {
        do throws(QueueError) { return !(try client.run(words)).isLost } catch { return false }
    }

    /// The log of its last task.
    public func trace(of chunk: Int) -> TaskTrace {
        guard let submission = record.submissions.last(where: { $0.chunks.contains(chunk) }), let job = submission.job
        else { return TaskTrace(log: nil) }
        return TaskTrace(log: logs.appendingPathComponent("\(job)_\(chunk - submission.offset).log"))
    }

    /// A second at first, and a quarter of a minute for what takes long: a controller serves many.
    public func pause(after watched: Duration) -> Duration { max(.seconds(1), min(.seconds(15), watched / 20)) }

    /// Waits a moment for tasks that are just ending, and cancels the others.
    public mutating func close() {
        // Tasks whose results are there end by themselves at once; others of the same chunks are not needed.
        for attempt in 0..<40 where !record.isEmpty {
            let states = try? states(of: record.chunks)
            guard let states, states.values.contains(where: \.isAlive) else { break }
            if attempt == 8 {
                for job in record.submissions.compactMap(\.job) { _ = has(["scancel", "--quiet", job]) }
            }
            Thread.sleep(forTimeInterval: 0.25)
        }
        QueueRecord.remove(from: folder)
        try? FileManager.default.removeItem(at: scriptFile)
        TaskTrace.removeSilent(in: logs)
    }
}

import ArgumentParser
import Research

/// What the command line says of the queue through which a sweep runs.
struct SweepQueueOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where trials run: local on threads of this process; slurm as job arrays of a cluster, with --jobs tasks at a time; "
                + "command through a command for each task, see --submit. Tasks need the folder on a file system that the "
                + "nodes share, this program, and the data from the same working directory.", valueName: "where"))
    var executor = SweepExecutor.local

    @Option(
        help: ArgumentHelp(
            "How many trials a task of slurm or command runs. A task costs about a second before its first trial: what takes "
                + "30 s and more is worth one. Where absent the first trials are timed here, and a task gets about a minute.",
            valueName: "trials"))
    var chunk: Int?

    @Option(
        name: .customLong("submit-options"), parsing: .unconditional,
        help: ArgumentHelp(
            "More words for sbatch, as a shell reads them: \"--partition=long --mem=2G --cpus-per-task=4\". A task runs as many "
                + "trials at a time as it has processors.", valueName: "words"))
    var submitOptions: String?

    @Option(
        name: .customLong("submit"), parsing: .unconditional,
        help: ArgumentHelp(
            "The shell command of --executor command, run for each task, --jobs at a time: 'qsub -sync y -b y -cwd {program} sweep "
                + "run-task {folder} {index} --chunk {chunk}'. "
                + CommandTemplate.placeholders.map { "{\($0.name)} is \($0.meaning)" }.joined(separator: ", ") + ".",
            valueName: "template"))
    var submit: String?

    @Flag(help: "The command of --submit returns before its task has ended: wait for results, --task-seconds long.")
    var detached = false

    @Option(
        help: ArgumentHelp(
            "How long after the command of a detached task its results may take, before it is submitted again; 3600 where absent.",
            valueName: "seconds"))
    var taskSeconds: Int?

    @Option(
        help: ArgumentHelp(
            "How often a task that ended without a new result is submitted again, before the sweep fails; 3 where absent.",
            valueName: "count"))
    var retries: Int?

    @Option(
        help: ArgumentHelp(
            "How long a queue that does not answer is waited for; 1800 where absent. Results are looked for all the while.",
            valueName: "seconds"))
    var patience: Int?

    /// The words of `--submit-options`.
    var submitWords: [String] { submitOptions.flatMap { ShellWord.split($0) } ?? [] }

    /// Words of sbatch that this program says itself.
    private static let reserved = [
        "array", "job-name", "output", "error", "parsable", "wrap", "open-mode", "wait", "test-only", "clusters",
        "cluster",
    ]
    private static let reservedLetters = "aJoeWM"

    func validate() throws {
        func refuse(_ name: String, _ isGiven: Bool, unless executors: SweepExecutor...) throws {
            guard isGiven, !executors.contains(executor) else { return }
            let names = executors.map { "--executor \($0.rawValue)" }.joined(separator: " and ")
            throw ValidationError("--\(name) is for \(names).")
        }
        try refuse("chunk", chunk != nil, unless: .slurm, .command)
        try refuse("retries", retries != nil, unless: .slurm, .command)
        try refuse("patience", patience != nil, unless: .slurm)
        try refuse("submit-options", submitOptions != nil, unless: .slurm)
        try refuse("submit", submit != nil, unless: .command)
        try refuse("detached", detached, unless: .command)
        if taskSeconds != nil, !detached { throw ValidationError("--task-seconds is for --detached.") }
        if executor == .command, submit == nil {
            throw ValidationError("--executor command needs --submit, the command of a task.")
        }
        if let submit {
            do throws(QueueError) { _ = try CommandTemplate(submit, program: "", folder: "") } catch {
                throw ValidationError(String(error.description.trimmingPrefix("error: ")))
            }
        }
        let least = [("chunk", chunk, 1), ("retries", retries, 0), ("patience", patience, 1)]
        for (name, value, bound) in least + [("task-seconds", taskSeconds, 1)] {
            if let value, value < bound { throw ValidationError("--\(name) is \(value); it is at least \(bound).") }
        }
        if let submitOptions {
            guard let words = ShellWord.split(submitOptions) else {
                throw ValidationError("--submit-options is '\(submitOptions)': a quote is not closed.")
            }
            for word in words where SweepQueueOptions.isReserved(word) {
                throw ValidationError("--submit-options has \(word), which the sweep sets itself; leave it out.")
            }
        }
    }

    private static func isReserved(_ word: String) -> Bool {
        if word.hasPrefix("--") { return reserved.contains(String(word.dropFirst(2).prefix { $0 != "=" })) }
        return word.hasPrefix("-") && word.dropFirst().first.map { reservedLetters.contains($0) } ?? false
    }
}

import ArgumentParser
import Core
import Foundation
import Research
import StrategyKit

/// `backtest sweep CONFIG`.
struct SweepRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Plans a sweep, runs its trials on this machine and gathers them; what backtest sweep CONFIG does.",
        discussion: """
            Writes runs/<name>-sweep-<hash>/ with sweep.json, trials.csv, trials.jsonl, columns/*.npy for Python, plan.json \
            and manifest.json. The hash is of data, config, space, method, seed and version; all files but manifest.json \
            have the same bytes however often the sweep was interrupted and on however many processors it ran.

            Ctrl-C keeps what is done; --resume goes on. A trial that cannot run is kept with its reason, and the others go \
            on: strategies in Swift and models run in worker processes, where a trap, a kill or --trial-seconds ends one trial \
            and not the sweep. What they print is not shown; the last line of it on standard error is in the reason. With \
            --isolation threads it is shown, and a trap ends the sweep. With data.test_from the trials end there: the final \
            test period is for what was chosen.

            --executor slurm runs the trials as job arrays of a cluster and waits for them; tasks that a node or the queue lost \
            are submitted again, and --resume goes on with what still waits or runs there. --executor command does it with \
            any command:

              backtest sweep x.yaml --executor slurm --submit-options "--partition=long --mem=2G"
              backtest sweep x.yaml --executor command --jobs 50 \\
                --submit 'qsub -sync y -b y -cwd {program} sweep run-task {folder} {index} --chunk {chunk}'
            """)

    @OptionGroup var arguments: ConfigArguments
    @OptionGroup var options: SweepOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("How many trials run at a time; all processors where absent."))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Option(help: ArgumentHelp("Go on with the unfinished sweep of a folder.", valueName: "folder"))
    var resume: String?

    @Option(
        help: ArgumentHelp(
            "Run one of n parts, counted from 1, and leave gathering to backtest sweep collect.", valueName: "i/n"))
    var shard: String?

    @Flag(help: "Replace a folder that holds another sweep, or begin an unfinished one anew.")
    var force = false

    @OptionGroup var queue: SweepQueueOptions
    @OptionGroup var isolation: IsolationOption
    @OptionGroup var show: SweepShowOptions
    @OptionGroup var caching: CacheOption

    func validate() throws {
        if shard != nil, queue.executor != .local {
            throw ValidationError("--shard is for --executor local; the others take a sweep apart themselves.")
        }
        if let jobs, !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
        if resume != nil, out != nil { throw ValidationError("--resume names the folder; leave --out out.") }
        if let shard, SweepRunCommand.part(shard) == nil {
            throw ValidationError("--shard is '\(shard)'; it is i/n with i from 1 to n, such as 2/8.")
        }
    }

    /// The part and the number of parts of `i/n`, with i from 1 to n.
    private static func part(_ text: String) -> (part: Int, of: Int)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let part = Int(parts[0]), let all = Int(parts[1]), all >= 1, (1...all).contains(part)
        else { return nil }
        return (part, all)
    }

    func run() throws {
        var clock = Stopwatch()
        let setup = try SweepSetup(
            SweepSetup.plan(arguments, options), cache: try caching.cache(), isQuiet: show.quiet)
        clock.lap("data")
        let plan = setup.plan
        if shard != nil { try SweepSetup.requireFixed(plan, "--shard") }
        if queue.executor != .local {
            try SweepSetup.requireFixed(plan, "--executor \(queue.executor.rawValue)")
        }
        let folder = SweepFolder(plan, sweep: setup.hashes.sweep, at: resume ?? out)
        let lock = try SweepSetup.rethrow { () throws(SweepError) in
            try folder.begin(plan, data: setup.hashes.data, isResumed: resume != nil || shard != nil, force: force)
        }
        if queue.executor != .local {
            let run = SweepQueueRun(
                setup: setup, folder: folder, options: queue, jobs: jobs,
                isolation: isolation.isolation(folder, setup, caching),
                taskWords: isolation.words + (caching.noCache ? ["--no-cache"] : []), isQuiet: show.quiet)
            let trials = try run.run()
            clock.lap("trials")
            let book = try setup.book()
            try SweepSetup.rethrow { () throws(SweepError) in try book.recordMissing(trials) }
            try gather(trials, setup, folder, jobs: jobs ?? 1, clock)
            return withExtendedLifetime(lock) {}
        }
        let parts = SweepParts(in: folder.url, sweep: setup.hashes.sweep)
        // Parts of other machines are counted where they are gathered.
        let book = try shard == nil ? setup.book() : nil
        let run = SweepRun(
            plan: plan, evaluator: setup.evaluator, parts: parts, ledger: book,
            isolation: isolation.isolation(folder, setup, caching))
        let threads = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        if !show.quiet {
            let place = isolation.kind(for: setup) == .threads ? "processor" : "worker process"
            Console.note(
                "\(plan.isFixed ? "" : "at most ")\(plan.most) trials on \(threads) "
                    + "\(place)\(threads == 1 ? "" : place.hasSuffix("s") ? "es" : "s"); beside the bars at most "
                    + "\(ProgressText.bytes(run.byteCount)) of memory")
        }
        Interrupt.listen()
        let part = shard.flatMap { SweepRunCommand.part($0) }
        let trials = try SweepRunCommand.running(folder) { () throws(SweepError) in
            try run.run(
                jobs: threads, of: part.map { part in Array(stride(from: part.part - 1, to: plan.count, by: part.of)) },
                limit: plan.trialLimit
            ) { progress in
                Console.progress(SweepSummary.text(progress, plan))
                return !Interrupt.isRequested
            }
        }
        Console.endProgress()
        clock.lap("trials")
        if !show.quiet { SweepSummary.noteFailures(trials) }
        if let part {
            if !show.quiet {
                Console.note(
                    "part \(part.part) of \(part.of) is done; when all are: backtest sweep collect "
                        + folder.url.relativePath)
            }
            return withExtendedLifetime(lock) {}
        }
        try gather(trials, setup, folder, jobs: threads, clock)
        withExtendedLifetime(lock) {}
    }

    /// Writes the files of a sweep whose trials are done, and shows it.
    private func gather(
        _ trials: TrialBatch, _ setup: SweepSetup, _ folder: SweepFolder, jobs: Int, _ clock: Stopwatch
    ) throws {
        let result = SweepResult(
            plan: setup.plan, trials: trials, sessionDates: setup.evaluator.sessionDates, hashes: setup.hashes)
        try SweepSetup.rethrow { () throws(SweepError) in
            try folder.finish(result, command: command(folder), jobs: jobs, timings: clock.laps)
        }
        try SweepSummary.show(result, folder: folder, show)
    }

    /// Runs trials; of an interruption it says how to go on.
    private static func running(
        _ folder: SweepFolder, _ body: () throws(SweepError) -> TrialBatch
    ) throws -> TrialBatch {
        do throws(SweepError) { return try body() } catch {
            Console.endProgress()
            guard case .interrupted = error else {
                return try SweepSetup.rethrow { () throws(SweepError) in throw error }
            }
            throw CommandFailure(
                .interrupted, "\(error.description); go on with --resume \(ShellWord.quoted(folder.url.relativePath))")
        }
    }

    /// The command that repeats the sweep.
    private func command(_ folder: SweepFolder) -> String {
        let words =
            ["backtest", "sweep", arguments.config] + arguments.settings.flatMap { ["--set", $0] } + options.words
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

import ArgumentParser
import DataSources
import Foundation
import Reports
import Research
import StrategyKit

/// `backtest robustness`.
struct RobustnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "robustness",
        abstract: "Says how much of a result survives when what it hangs on is a little different.",
        discussion: """
            Runs the study of a config again and again, with one thing changed at a time:

              trades       its closed trades in another order, and drawn with replacement
              bars         histories of whole sessions drawn in blocks (stationary bootstrap), the same for all instruments
              noise        prices displaced by up to a part of their mean true range
              delays       orders some bars late, all of them or at random
              costs        costs times a factor, and the factor at which nothing is gained any more
              periods      equal parts, calendar years, and the period without its best sessions
              instruments  each instrument left out, and each alone

            Of each it prints in how many runs money was lost, and quantiles of the figures. Writes \
            runs/<name>-robustness-<hash>/ with report.html, robustness.json, runs.csv (a row a run), config.yaml \
            and manifest.json. What is varied by how much stands in the config: robustness: { runs: 500, noise: { \
            levels: [0.1, 0.5] }, bars: { block: 20 }, costs: { factors: [1, 2, 3] } }; see backtest schema.

            Each run's draws depend on the seed, the kind and its number alone: all files but manifest.json have \
            the same bytes on any number of threads. Nothing is chosen by these runs, so they are no trials and \
            the ledger does not count them; whoever chooses by them should count them as tries.

            Ends with status 6 where a threshold is set and not met: robustness: { most_losses: 0.3, \
            most_drawdown: 0.5, least_break_even: 2 }.

              backtest robustness Strategies/golden-cross.yaml --runs 200
              backtest robustness x.yaml --kinds bars,costs --json | jq .break_even_costs.factor
              backtest robustness x.yaml --set robustness.most_losses=0.3 --quiet && echo robust
            """)

    @OptionGroup var config: ConfigArguments

    @Option(
        help: ArgumentHelp(
            "What is varied, by commas: \(RobustnessCommand.kindNames); all that apply where absent.",
            valueName: "kinds"))
    var kinds: String?

    @Option(help: ArgumentHelp("How many runs each group of drawn ones has.", valueName: "count"))
    var runs: Int?

    @Option(help: ArgumentHelp("The seed of the draws; that of the study where absent.", valueName: "number"))
    var seed: UInt64?

    @Option(name: .shortAndLong, help: ArgumentHelp("How many threads; one a processor where absent."))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a folder that holds other robustness runs.")
    var force = false

    @Flag(help: "Print robustness.json.")
    var json = false

    @Flag(help: "Print runs.csv.")
    var csv = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup var caching: CacheOption

    private static var kindNames: String {
        RobustnessConfiguration.Kind.allCases.map(\.rawValue).joined(separator: ",")
    }

    func validate() throws {
        guard [json, csv, quiet].filter({ $0 }).count <= 1 else {
            throw ValidationError("--json, --csv and --quiet exclude each other.")
        }
        if let runs, !(1...1_000_000).contains(runs) {
            throw ValidationError("--runs is \(runs); it is from 1 to 1000000.")
        }
        if let seed, seed > 9_007_199_254_740_992 {
            throw ValidationError("--seed is \(seed); it is from 0 to 9007199254740992.")
        }
        if let jobs, !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
        for name in kindList where RobustnessConfiguration.Kind(rawValue: name) == nil {
            throw ValidationError("--kinds has '\(name)'; it is of \(RobustnessCommand.kindNames).")
        }
        if kinds != nil, kindList.isEmpty {
            throw ValidationError("--kinds is empty; it is of \(RobustnessCommand.kindNames).")
        }
    }

    private var kindList: [String] {
        (kinds ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    func run() throws {
        var clock = Stopwatch()
        let configuration = try config.read()
        let cache = try caching.cache()
        let study = try StudyFailure.rethrow { () throws(StudyError) in
            try Study(configuration, cache: cache) { done, total in
                Console.progress("reading \(ProgressText.bytes(done)) of \(ProgressText.bytes(total))")
            }
        }
        if cache == nil, !quiet { for note in study.data.notes { Console.note(note) } }
        defer { study.pages?.finish() }
        clock.lap("data")
        Interrupt.listen()
        let threads = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        let (result, folder) = try RobustnessCommand.rethrow { () throws(RobustnessError) in
            Console.progress("running the study as it is", isStage: true)
            let plan = try RobustnessPlan(study, settings(configuration)) { !Interrupt.isRequested }
            clock.lap("plan")
            let folder = RobustnessFolder(plan, at: out)
            try folder.checkPlace(for: plan, force: force)
            let result = try RobustnessRunner(plan).run(jobs: threads) { progress in
                Console.progress(RobustnessSummary.text(progress))
                return !Interrupt.isRequested
            }
            clock.lap("runs")
            try folder.write(result, command: command, jobs: threads, timings: clock.laps)
            return (result, folder)
        }
        Console.endProgress()
        if json {
            Console.out(result.document.prettyText)
        } else if csv {
            Console.out(result.runsCSV)
        } else if !quiet {
            Console.out(RobustnessSummary(result, folder: folder.url.relativePath).text)
        }
        if result.plan.base.isRuined {
            throw CommandFailure(
                .ruin,
                "\(config.shownName): equity fell to zero or below as it is; see \(folder.url.relativePath)")
        }
        let missed = result.checks.filter { !$0.passes }
        if !missed.isEmpty {
            throw CommandFailure(
                .check, missed.map { RobustnessSummary.text($0) + ": not met" }.joined(separator: "\n"))
        }
    }

    /// What the config says, with what the command line says over it.
    private func settings(_ configuration: StudyConfiguration) -> RobustnessConfiguration {
        var settings = configuration.robustness
        if kinds != nil {
            let named = kindList.compactMap { RobustnessConfiguration.Kind(rawValue: $0) }
            settings.kinds = RobustnessConfiguration.Kind.allCases.filter(named.contains)
        }
        settings.runs = runs ?? settings.runs
        settings.seed = seed ?? settings.seed
        return settings
    }

    /// The command that does the same again.
    private var command: String {
        var words = ["backtest", "robustness", config.config] + config.settings.flatMap { ["--set", $0] }
        if let kinds { words += ["--kinds", kinds] }
        if let runs { words += ["--runs", String(runs)] }
        if let seed { words += ["--seed", String(seed)] }
        return words.map(ShellWord.quoted).joined(separator: " ")
    }

    private static func rethrow<Value>(_ body: () throws(RobustnessError) -> Value) throws -> Value {
        do throws(RobustnessError) { return try body() } catch { throw failure(error) }
    }

    /// What went wrong, as the program ends with it.
    static func failure(_ error: RobustnessError) -> CommandFailure {
        Console.endProgress()
        switch error {
        case .study(let error): return CommandFailure(error)
        case .unsuitable: return CommandFailure(.config, error.description)
        case .folder: return CommandFailure(.failed, error.description)
        case .interrupted: return CommandFailure(.interrupted, error.description)
        }
    }
}

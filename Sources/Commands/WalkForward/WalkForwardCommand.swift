import ArgumentParser
import DataSources
import Foundation
import ParameterSearch
import Reports
import Research
import StrategyKit
import TrialLedger

/// `backtest walk-forward`.
struct WalkForwardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk-forward",
        abstract:
            "Chooses parameters on a window, trades the next with them, and rolls on: what is left out of sample.",
        discussion: """
            On each training window the trials of a sweep run, as sweep in the config or --grid and the like say; the best by \
            the first objective (of equal ones the first trial) trades the test window that follows. The test windows follow \
            each other without a gap, and one account goes through all of them. No trial sees a bar behind its training \
            window. Lengths are 3y, 6mo, 26w or 90d of the calendar, "250 sessions", or 500 for instants at which bars end. \
            The last test window may be cut by the end of the data; it is kept where at least half of it is there. With \
            data.test_from all windows end before the final test period.

            At the last bar of a test window all orders are taken back and what is held is closed at the market, by the fill \
            model and with its costs; the next strategy has seen every bar before, and decides from the first bar of its \
            window on. A window in which no trial has a figure is not traded.

            Writes runs/<name>-walk-forward-<hash>/ with all files of a run, out of sample, and windows.csv, \
            walk_forward.json and windows/NN/, a sweep each. Every trial is counted in the ledger. Ctrl-C keeps the windows \
            that are done: the same command goes on.

              backtest walk-forward x.yaml --train 5y --test 1y --grid fast=10:50:20
              backtest walk-forward x.yaml --json | jq '.degradation[0].efficiency'
            """)

    @OptionGroup var arguments: ConfigArguments
    @OptionGroup var lengths: WalkForwardLengths
    @OptionGroup var options: SweepOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("How many trials run at a time; all processors where absent."))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a folder that holds another run.")
    var force = false

    @Flag(help: "Print walk_forward.json.")
    var json = false

    @Flag(help: "Print windows.csv.")
    var csv = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @Option(help: ArgumentHelp("Rows of equity.csv: sessions or bars.", valueName: "rows"))
    var equity: EquityRows = .sessions

    @OptionGroup var caching: CacheOption

    func validate() throws {
        if let jobs, !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
        guard [json, csv, quiet].filter({ $0 }).count <= 1 else {
            throw ValidationError("--json, --csv and --quiet exclude each other.")
        }
    }

    func run() throws {
        var clock = Stopwatch()
        let test = try test()
        clock.lap("data")
        let folder = WalkForwardFolder(test, at: out)
        do throws(FolderError) { try folder.checkPlace(force: force) } catch {
            throw CommandFailure(.failed, error.description)
        }
        defer { test.study.pages?.finish() }
        Interrupt.listen()
        let ledger = try LedgerFile.open()
        let choices = try choices(test, folder, ledger)
        clock.lap("trials")
        let study = try SweepSetup.rethrow { () throws(SweepError) in try test.outOfSample(choices) }
        let counting = try RunCounting(study, of: test, in: ledger)
        var result: WalkForwardResult
        do {
            let run = try counting.running { () throws(StudyError) in try trade(study) }
            clock.lap("run")
            result = WalkForwardResult(test, choices: choices, run: run)
            result.run.quickCheck = try StudyFailure.rethrow { () throws(StudyError) in
                try RunChecks.quickCheck(study, from: run.firstTradingStep)
            }
            clock.lap("check")
        } catch let failure as CommandFailure where failure.status == .interrupted {
            throw interrupted(test, done: choices.count)
        }
        Console.endProgress()
        let behind = try counting.behind(result.run)
        guard !Interrupt.isRequested else { throw interrupted(test, done: test.windows.count) }
        do throws(FolderError) {
            try folder.write(
                result, command: command, equity: equity == .bars ? .bars : .sessions,
                history: ReportHistory(
                    trials: behind.trials, trialLines: behind.lines,
                    circumstances: RunCircumstances.lines(clock, result.run.data.notes)),
                timings: clock.laps)
        } catch { throw CommandFailure(.failed, error.description) }
        if json { Console.out(result.document.prettyText) }
        if csv { Console.out(result.windowsCSV) }
        if !json && !csv && !quiet { Console.out(WalkForwardSummary(result, folder: folder.url.relativePath).text) }
        if !quiet, Console.errorIsTerminal { Console.note(behind.text) }
        try fail(result, folder)
    }

    /// Plans the test and reads its bars.
    private func test() throws -> WalkForwardTest {
        let source = try arguments.source()
        let plan = try SweepSetup.rethrow { () throws(SweepError) in
            let options = options
            return try WalkForwardPlan(source, lengths: lengths.apply) { sweep throws(SearchError) in
                try options.apply(to: &sweep)
            }
        }
        let cache = try caching.cache()
        let study = try StudyFailure.rethrow { () throws(StudyError) in
            try Study(plan.sweep.configuration, cache: cache) { done, total in
                Console.progress("reading \(ProgressText.bytes(done)) of \(ProgressText.bytes(total))")
            }
        }
        Console.endProgress()
        if cache == nil, !quiet { for note in study.data.notes { Console.note(note) } }
        return try SweepSetup.rethrow { () throws(SweepError) in try WalkForwardTest(plan, study: study) }
    }

    /// Runs the search of each window.
    private func choices(
        _ test: WalkForwardTest, _ folder: WalkForwardFolder, _ ledger: Ledger
    ) throws -> [WindowChoice] {
        let threads = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        if !quiet {
            let most = test.plan.sweep.most
            Console.note(
                "\(test.windows.count) window\(test.windows.count == 1 ? "" : "s") of "
                    + "\(test.plan.sweep.isFixed ? "" : "at most ")\(most) trial\(most == 1 ? "" : "s") on \(threads) "
                    + "processor\(threads == 1 ? "" : "s")")
        }
        var choices: [WindowChoice] = []
        for window in test.windows {
            let text = "window \(window.number) of \(test.windows.count)"
            do throws(SweepError) {
                let search = try test.search(window)
                let choice = try search.run(
                    in: folder.sweep(window), ledger: ledger, jobs: threads, command: command(window, test)
                ) { progress in
                    Console.progress("\(text): \(SweepSummary.text(progress, search.plan))")
                    return !Interrupt.isRequested
                }
                choices.append(choice)
                Console.endProgress()
                if !quiet, Console.errorIsTerminal {
                    Console.note("\(text): \(WalkForwardSummary.text(choice, window, test))")
                }
            } catch {
                Console.endProgress()
                guard case .interrupted = error else {
                    return try SweepSetup.rethrow { () throws(SweepError) in throw error }
                }
                throw interrupted(test, done: choices.count)
            }
            guard !Interrupt.isRequested else { throw interrupted(test, done: choices.count) }
        }
        return choices
    }

    private func interrupted(_ test: WalkForwardTest, done: Int) -> CommandFailure {
        CommandFailure(
            .interrupted,
            "interrupted: \(done) of \(test.windows.count) windows are done and kept; the same command goes on")
    }

    private func trade(_ study: Study) throws(StudyError) -> StudyResult {
        try study.run { done, all in
            Console.progress("trading: \(ProgressText.share(min(done, all), of: all)) of \(all) bars")
            return !Interrupt.isRequested
        }
    }

    private func fail(_ result: WalkForwardResult, _ folder: WalkForwardFolder) throws {
        if result.run.run.outcome == .ruined {
            throw CommandFailure(
                .ruin,
                "\(arguments.shownName): equity fell to zero or below: the run ended early; see \(folder.url.relativePath)"
            )
        }
        guard result.report.flatCount == result.choices.count else { return }
        let reason = result.choices.lazy.compactMap(\.reason).first.map { ": \($0)" } ?? ""
        throw CommandFailure(.failed, "in no window a trial has a figure to choose by\(reason)")
    }

    /// The command that repeats the test.
    private var command: String {
        let words =
            ["backtest", "walk-forward", arguments.config] + arguments.settings.flatMap { ["--set", $0] }
            + lengths.words + options.words
        return words.map(ShellWord.quoted).joined(separator: " ")
    }

    /// The command that runs the sweep of a window alone.
    private func command(_ window: WalkForwardWindow, _ test: WalkForwardTest) -> String {
        var settings = arguments.settings
        if test.plan.sweep.withheldFrom != nil { settings.append("data.test_from=~") }
        if let from = window.trainFrom { settings.append("data.from=\(from)") }
        settings.append("data.to=\(window.trainThrough)")
        let words =
            ["backtest", "sweep", arguments.config] + settings.flatMap { ["--set", $0] } + options.words
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

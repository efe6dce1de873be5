import ArgumentParser
import Foundation
import Research
import StrategyKit

/// `backtest sweep run-task`.
struct SweepTaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-task",
        abstract: "Runs trials of a planned sweep; those that are done already are not run again.",
        discussion: """
            INDEX is the number of a line of the manifest, counted from 0; with --chunk N of a chunk of N lines, so that a \
            batch queue has fewer and longer tasks. What is done lies in parts/ beside the manifest. Ends with status 0 also \
            where a trial has no figures: that is a result.

              backtest sweep run-task s/manifest.jsonl 17
              backtest sweep run-task s/manifest.jsonl $SLURM_ARRAY_TASK_ID --chunk 100
            """)

    @Argument(help: ArgumentHelp("The manifest, or the folder of the sweep.", valueName: "manifest"))
    var manifest: String

    @Argument(help: ArgumentHelp("Which trial, or which chunk of trials, from 0.", valueName: "index"))
    var index: Int

    @Option(help: ArgumentHelp("How many trials a task runs.", valueName: "trials"))
    var chunk = 1

    @Option(name: .shortAndLong, help: ArgumentHelp("How many trials run at a time."))
    var jobs = 1

    @OptionGroup var isolation: IsolationOption
    @OptionGroup var caching: CacheOption

    func validate() throws {
        if chunk < 1 { throw ValidationError("--chunk is \(chunk); it is at least 1.") }
        if index < 0 { throw ValidationError("the index is \(index); it is counted from 0.") }
        if !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
    }

    func run() throws {
        let folder = SweepFolder(holding: manifest)
        if case .finished = folder.content { return }
        let setup = try SweepSetup.read(folder, cache: try caching.cache())
        let (first, overflows) = index.multipliedReportingOverflow(by: chunk)
        guard !overflows, first < setup.plan.count else {
            throw CommandFailure(
                .usage,
                "\(manifest): error: there is no trial \(overflows ? index : first): the sweep has \(setup.plan.count), "
                    + "numbered from 0")
        }
        Interrupt.listen()
        let parts = SweepParts(in: folder.url, sweep: setup.hashes.sweep)
        let run = SweepRun(
            plan: setup.plan, evaluator: setup.evaluator, parts: parts,
            isolation: isolation.isolation(folder, setup, caching))
        let numbers = first..<min(first + chunk, setup.plan.count)
        let trials = try SweepSetup.rethrow { () throws(SweepError) in
            try run.run(jobs: jobs, of: Array(numbers), limit: setup.plan.trialLimit) { progress in
                Console.progress(SweepSummary.text(progress, setup.plan))
                return !Interrupt.isRequested
            }
        }
        Console.endProgress()
        SweepSummary.noteFailures(trials, of: numbers)
    }
}

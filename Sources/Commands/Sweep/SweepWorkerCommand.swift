import ArgumentParser
import Foundation
import Research

/// `backtest sweep worker`, which a sweep starts for each of its worker processes.
struct SweepWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Runs trials for backtest sweep, which starts it.", shouldDisplay: false)

    @Argument(help: ArgumentHelp("The plan.", valueName: "plan"))
    var plan: String

    @Option(help: ArgumentHelp("The hash of the sweep.", valueName: "hash"))
    var sweep: String

    @OptionGroup var caching: CacheOption

    /// The program of a sweep's workers: this one.
    static func program(_ folder: SweepFolder, _ setup: SweepSetup, _ caching: CacheOption) -> WorkerProgram {
        WorkerProgram(
            arguments: [CommandLine.arguments.first ?? "backtest"]
                + ["sweep", "worker", folder.planFile.path, "--sweep", setup.hashes.sweep]
                + (caching.noCache ? ["--no-cache"] : []))
    }

    func run() throws {
        guard let loop = WorkerLoop.begin() else {
            throw CommandFailure(.usage, "error: backtest sweep starts its workers itself; run backtest sweep CONFIG")
        }
        let setup: SweepSetup
        do {
            setup = try SweepSetup.read(SweepFolder(holding: plan), cache: try caching.cache(), takesApart: false)
        } catch {
            loop.refuse((error as? CommandFailure)?.message ?? "error: \(error)")
        }
        guard setup.hashes.sweep == sweep else {
            loop.refuse("\(plan): error: it was replaced by the plan of another sweep")
        }
        loop.work(setup.evaluator, sweep: sweep, limit: setup.plan.trialLimit)
    }
}

import ArgumentParser
import Foundation
import Research

/// `backtest sweep plan`.
struct SweepPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Writes the manifest of a sweep, a line a trial, and runs nothing.",
        discussion: """
            Prints the manifest's path. Each line is {"trial": 0, "set": {"fast": "5"}}; run-task MANIFEST INDEX runs the \
            trial of a line, in any order, on any machine that sees the folder and the data from the same working directory.

              m=$(backtest sweep plan x.yaml --grid fast=5:50:5 --out s)
              seq 0 $(($(wc -l < $m) - 1)) | xargs -P 8 -n 1 backtest sweep run-task $m
              backtest sweep collect s
            """)

    @OptionGroup var arguments: ConfigArguments
    @OptionGroup var options: SweepOptions

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a folder that holds another sweep, or begin an unfinished one anew.")
    var force = false

    @OptionGroup var caching: CacheOption

    func run() throws {
        let setup = try SweepSetup(SweepSetup.plan(arguments, options), cache: try caching.cache())
        Console.endProgress()
        try SweepSetup.requireFixed(setup.plan, "a manifest")
        let folder = SweepFolder(setup.plan, sweep: setup.hashes.sweep, at: out)
        let manifest = try SweepSetup.rethrow { () throws(SweepError) in
            let lock = try folder.begin(setup.plan, data: setup.hashes.data, isResumed: true, force: force)
            defer { withExtendedLifetime(lock) {} }
            return try folder.writeManifest(setup.plan)
        }
        Console.note("\(setup.plan.count) trials, numbered from 0")
        Console.line(manifest.relativePath)
    }
}

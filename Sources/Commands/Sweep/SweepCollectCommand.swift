import ArgumentParser
import Foundation
import Research

/// `backtest sweep collect`.
struct SweepCollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Gathers the trials of a sweep that ran in parts.",
        discussion: """
            Writes the files that backtest sweep CONFIG writes, with the same bytes. Folders of the same sweep from other \
            machines may be named behind the first, to which their trials are added. Ends with status 1 where trials are \
            missing, and says which.
            """)

    @Argument(help: ArgumentHelp("The folder of the sweep, and others with parts of it.", valueName: "folder"))
    var folders: [String]

    @OptionGroup var show: SweepShowOptions
    @OptionGroup var caching: CacheOption

    func validate() throws {
        if folders.isEmpty { throw ValidationError("name the folder of a sweep.") }
    }

    func run() throws {
        let folder = SweepFolder(holding: folders[0])
        let setup = try SweepSetup.read(folder, cache: try caching.cache())
        Console.endProgress()
        let lock = try SweepSetup.rethrow { () throws(SweepError) in
            try folder.begin(setup.plan, data: setup.hashes.data, isResumed: true, force: false)
        }
        let sources = folders.map { SweepParts(in: SweepFolder(holding: $0).url, sweep: setup.hashes.sweep) }
        let trials = try SweepSetup.rethrow { () throws(SweepError) in
            try SweepParts.gathered(sources, setup.plan, sessionCount: setup.evaluator.sessionDates.count)
        }
        let missing = SweepCollectCommand.missing(trials, of: setup.plan.count)
        guard missing.isEmpty else {
            throw CommandFailure(
                .failed,
                "\(folder.url.relativePath): error: \(missing.count) of \(setup.plan.count) trials are not done: "
                    + missing.prefix(20).map(String.init).joined(separator: ", ")
                    + (missing.count > 20 ? ", …" : "") + "; backtest sweep status "
                    + "\(ShellWord.quoted(folder.url.relativePath)) --missing lists them")
        }
        let book = try setup.book()
        try SweepSetup.rethrow { () throws(SweepError) in try book.recordMissing(trials) }
        let result = SweepResult(
            plan: setup.plan, trials: trials, sessionDates: setup.evaluator.sessionDates, hashes: setup.hashes)
        try SweepSetup.rethrow { () throws(SweepError) in
            try folder.finish(
                result, command: "backtest sweep collect \(ShellWord.quoted(folder.url.relativePath))", jobs: 1,
                timings: [])
        }
        withExtendedLifetime(lock) {}
        try SweepSummary.show(result, folder: folder, show)
    }

    /// The numbers of the trials that are not done.
    static func missing(_ trials: TrialBatch, of count: Int) -> [Int] {
        let done = Set(trials.numbers)
        return (0..<count).filter { !done.contains(UInt32($0)) }
    }
}

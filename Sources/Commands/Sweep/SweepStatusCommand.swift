import ArgumentParser
import Reports
import Research

/// `backtest sweep status`.
struct SweepStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says how far a sweep is.",
        discussion: """
            Looks at the results alone, so that it is true whatever a batch queue believes. --missing prints the numbers of the \
            trials that are not done, one a line:

              backtest sweep status s --missing | xargs -P 8 -n 1 backtest sweep run-task s
            """)

    @Argument(help: ArgumentHelp("The folder of the sweep.", valueName: "folder"))
    var folder: String

    @Flag(help: "Print the numbers of the trials that are not done.")
    var missing = false

    @Flag(help: "Print the counts as JSON.")
    var json = false

    @OptionGroup var caching: CacheOption

    func validate() throws {
        if missing, json { throw ValidationError("--missing and --json exclude each other.") }
    }

    func run() throws {
        let folder = SweepFolder(holding: folder)
        let setup = try SweepSetup.read(folder, cache: try caching.cache())
        Console.endProgress()
        let count = setup.plan.count
        var open: [Int] = []
        var (finished, failed) = (0, 0)
        var isGathered = false
        if case .finished = folder.content {
            isGathered = true
        } else {
            let parts = [SweepParts(in: folder.url, sweep: setup.hashes.sweep)]
            let trials = try SweepSetup.rethrow { () throws(SweepError) in
                try SweepParts.gathered(parts, setup.plan, sessionCount: setup.evaluator.sessionDates.count)
            }
            open = SweepCollectCommand.missing(trials, of: count)
            finished = trials.states.count { $0 == .finished }
            failed = trials.count - finished
        }
        if missing {
            Console.out(open.map { "\($0)\n" }.joined())
        } else if json {
            let document: JSONValue = [
                "trials": .integer(count), "done": .integer(count - open.count), "missing": .integer(open.count),
                "gathered": .bool(isGathered),
                "finished": isGathered ? .null : .integer(finished),
                "without_figures": isGathered ? .null : .integer(failed),
            ]
            Console.out(document.prettyText)
        } else if isGathered {
            Console.line("all \(count) trials are done and gathered")
        } else {
            Console.line(
                "\(count - open.count) of \(count) trials are done"
                    + (failed > 0 ? ", \(failed) of them without figures" : "")
                    + (open.isEmpty ? "; gather them with backtest sweep collect" : ""))
        }
    }
}

import ArgumentParser
import Reports
import Research

/// `backtest diff`.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Says where two runs part, and what made them.",
        discussion: """
            Compares hashes, configs, sources and event logs of two folders that `backtest run` wrote. Exit status 0 where \
            the same was done on the same bars, 6 where not.
            """)

    @Argument(help: ArgumentHelp("The folder of a run.", valueName: "run"))
    var first: String

    @Argument(help: ArgumentHelp("The folder of another.", valueName: "run"))
    var second: String

    @Flag(help: "Print the difference as JSON.")
    var json = false

    func run() throws {
        let difference: RunDifference
        do throws(RunRecordError) {
            difference = try RunDifference(try RunRecord(first), try RunRecord(second))
        } catch {
            throw CommandFailure(.data, error.description)
        }
        Console.out(json ? difference.document.prettyText : difference.text)
        guard difference.isEqual else { throw CommandFailure(.check) }
    }
}

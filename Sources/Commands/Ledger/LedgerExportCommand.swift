import ArgumentParser
import TrialLedger

/// `backtest ledger export`.
struct LedgerExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes trials as CSV or JSON lines to standard output, in the order in which they were recorded.")

    @Flag(help: "Comma-separated values, metrics in columns metric.NAME.")
    var csv = false

    @Flag(help: "JSON lines, which is the default.")
    var jsonLines = false

    @OptionGroup var options: LedgerFilterOptions

    func validate() throws {
        if csv, jsonLines { throw ValidationError("--csv and --json-lines exclude each other.") }
    }

    func run() throws {
        let ledger = try LedgerFile.read()
        _ = try LedgerFile.rethrow { () throws(LedgerError) in
            try ledger.export(csv ? .csv : .jsonLines, options.filter) { text in Console.out(text) }
        }
    }
}

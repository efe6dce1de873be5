import ArgumentParser
import TrialLedger

/// `backtest ledger explain`.
struct LedgerExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says what counts in a family of trials, and why.")

    @Argument(
        help: ArgumentHelp("The first digits of the family's key; see backtest ledger list.", valueName: "family"))
    var family: String

    func run() throws {
        let ledger = try LedgerFile.read()
        let keys = try LedgerFile.rethrow { () throws(LedgerError) in try ledger.families() }.map(\.key)
        let found = keys.filter { $0.hasPrefix(family.lowercased()) }
        guard let key = found.first, found.count == 1 else {
            let what = found.isEmpty ? "there is no family" : "there are \(found.count) families"
            throw CommandFailure(
                .failed, "\(ledger.path): error: \(what) whose key begins with '\(family)'; see backtest ledger list")
        }
        Console.out(try LedgerFile.rethrow { () throws(LedgerError) in try ledger.explanation(of: key) })
    }
}

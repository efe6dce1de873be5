import ArgumentParser
import Core
import TrialLedger

/// `backtest ledger list`.
struct LedgerListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the families of trials, or with --trials the trials themselves.")

    @Flag(help: "List trials, the last ones last.")
    var trials = false

    @Option(help: ArgumentHelp("How many trials at most, the last ones.", valueName: "count"))
    var last = 50

    @OptionGroup var options: LedgerFilterOptions

    func validate() throws {
        if last < 1 { throw ValidationError("--last is \(last); it is at least 1.") }
        if !trials, options.filter != LedgerFilter() {
            throw ValidationError("a filter is of trials; say --trials, too.")
        }
    }

    func run() throws {
        let ledger = try LedgerFile.read()
        if trials { try listTrials(ledger) } else { try listFamilies(ledger) }
    }

    private func listFamilies(_ ledger: Ledger) throws {
        let families = try LedgerFile.rethrow { () throws(LedgerError) in try ledger.families() }
        var rows = [
            ["family", "trials", "finished", "failed", "abandoned", "best sharpe a session", "strategy", "instruments"]
        ]
        for family in families {
            rows.append([
                String(family.key.prefix(12)), String(family.trials), String(family.finished), String(family.failed),
                String(family.abandoned), family.bestSharpe.map { SummaryFigure.fixed($0, 4) } ?? "n/a",
                family.strategies.joined(separator: " "), ShownText.list(family.instruments, most: 4),
            ])
        }
        Console.out(families.isEmpty ? "no trials yet\n" : TextTable.text(rows))
    }

    private func listTrials(_ ledger: Ledger) throws {
        var shown: [LedgerEntry] = []
        var count = 0
        try LedgerFile.rethrow { () throws(LedgerError) in
            try ledger.visit(options.filter) { entry throws(LedgerError) in
                count += 1
                shown.append(entry)
                if shown.count > 2 * last { shown.removeFirst(shown.count - last) }
                return true
            }
        }
        var rows = [["trial", "begun", "kind", "state", "sharpe", "strategy", "set"]]
        for entry in shown.suffix(last) {
            let sharpe = entry.outcome?.metrics["sharpe"] ?? nil
            rows.append([
                "\(entry.attempt)" + (entry.isRepeat ? " repeat" : ""), entry.start.begun.description,
                entry.start.study.kind, entry.state.rawValue, sharpe.map { SummaryFigure.fixed($0, 3) } ?? "n/a",
                entry.start.study.strategy, ShownText.field(entry.outcome?.reason ?? entry.start.settings, most: 100),
            ])
        }
        Console.out(count == 0 ? "no such trial\n" : TextTable.text(rows))
        if count > last { Console.note("the last \(last) of \(count); --last N shows more") }
    }
}

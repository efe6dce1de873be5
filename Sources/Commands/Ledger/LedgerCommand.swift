import ArgumentParser

/// `backtest ledger`.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Looks at every trial that was ever run.",
        discussion: """
            Runs and sweeps record each trial in runs/ledger.sqlite, or where BACKTEST_LEDGER says: finished, failed and \
            abandoned ones. Rows are only ever added. Trials of one strategy (its rules without their numbers) on the same \
            instruments are a family, and count together however they were run.

              backtest ledger list
              backtest ledger list --trials --family 3f2a --state failed
              backtest ledger explain 3f2a
              backtest ledger export --csv > trials.csv
            """,
        subcommands: [LedgerListCommand.self, LedgerExportCommand.self, LedgerExplainCommand.self],
        defaultSubcommand: LedgerListCommand.self)
}

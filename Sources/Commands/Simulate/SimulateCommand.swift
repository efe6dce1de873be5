import ArgumentParser

/// `backtest simulate`.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Makes a market: an exchange with participants, its trades, quotes and bars, and how real it is.",
        discussion: """
            backtest simulate CONFIG makes a market; its options are shown by backtest simulate run --help. calibrate fits the \
            participants of a market to real bars or ticks.

              backtest simulate --preset liquid --days 5
              backtest simulate market.yaml --like minutes.csv --stamp end --calendar XNYS
              backtest simulate calibrate market.yaml --to minutes.csv --stamp end --calendar XNYS \\
                --free fundamental.volatility --free noise.count
            """,
        subcommands: [SimulateRunCommand.self, SimulateCalibrateCommand.self],
        defaultSubcommand: SimulateRunCommand.self)
}

import ArgumentParser
import Research

/// The root of all commands.
struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Backtests trading strategies on historical bars, with fills that are exactly specified.",
        discussion: """
            A first run:  backtest run Strategies/golden-cross.yaml
            A new config: backtest new "My idea"

            Results go to standard output, everything else to standard error. Exit status: 0 done; 1 failed run; 2 wrong \
            command line; 3 bad or missing config; 4 bad or unreadable data; 5 ruin (equity at or below zero); 6 a check \
            or judgement failed; 130 interrupted.
            """,
        version: Version.current,
        subcommands: [
            RunCommand.self, SweepCommand.self, WalkForwardCommand.self, JudgeCommand.self, RobustnessCommand.self,
            SimulateCommand.self,
            LedgerCommand.self,
            TrainCommand.self,
            PredictCommand.self, AuditCommand.self, DiffCommand.self,
            CompareCommand.self, DataCommand.self,
            NotebookCommand.self,
            ListCommand.self,
            NewCommand.self,
            SchemaCommand.self, DoctorCommand.self,
        ])
}

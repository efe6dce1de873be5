import ArgumentParser

/// `backtest sweep`.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Tries many parameters over the same bars.",
        discussion: """
            backtest sweep CONFIG runs all trials, on this machine or through a queue, and gathers them. plan, run-task, collect and status take it apart, for \
            xargs, GNU parallel and batch queues:

              backtest sweep x.yaml --grid fast=5:50:5 --grid slow=60:200:20 --constraint "fast < slow"
              backtest sweep x.yaml --random 500 --objective sortino
              backtest sweep x.yaml --random 5000 --executor slurm

              backtest sweep plan x.yaml --grid fast=5:50:5 --out s
              seq 0 9 | xargs -P 2 -n 1 backtest sweep run-task s/manifest.jsonl
              backtest sweep status s; backtest sweep collect s
            """,
        subcommands: [
            SweepRunCommand.self, SweepPlanCommand.self, SweepTaskCommand.self, SweepCollectCommand.self,
            SweepStatusCommand.self, SweepWorkerCommand.self,
        ],
        defaultSubcommand: SweepRunCommand.self)
}

import DataSources
import Foundation
import Reports
import Research
import StrategyKit

/// `backtest run --histories`: the study of a config on other histories.
struct HistoriesRun {
    let config: ConfigArguments
    let options: HistoriesOptions
    let out: String?
    let force: Bool

    /// Makes the runs and writes their folder.
    ///
    /// - Throws: `CommandFailure`.
    func run(_ study: Study, _ clock: inout Stopwatch) throws -> (result: HistoriesResult, folder: HistoriesFolder) {
        let threads = options.jobs ?? ProcessInfo.processInfo.activeProcessorCount
        do throws(RobustnessError) {
            Console.progress("running the study as it is", isStage: true)
            let plan = try HistoriesPlan(study, options.settings(study.configuration)) { !Interrupt.isRequested }
            clock.lap("plan")
            let folder = HistoriesFolder(plan, at: out)
            try folder.checkPlace(for: plan, force: force)
            let result = try plan.run(jobs: threads) { progress in
                Console.progress(RobustnessSummary.text(progress))
                return !Interrupt.isRequested
            }
            clock.lap("runs")
            try folder.write(result, command: command, jobs: threads, timings: clock.laps)
            Console.endProgress()
            return (result, folder)
        } catch { throw RobustnessCommand.failure(error) }
    }

    /// The command that does the same again.
    private var command: String {
        let words = ["backtest", "run", config.config] + config.settings.flatMap { ["--set", $0] } + options.words
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

import Core
import Foundation
import ParameterSearch
import Reports
import Research
import StrategyKit

/// A sweep on the terminal.
enum SweepSummary {
    /// How far it has come, in a line.
    static func text(_ progress: SweepProgress, _ plan: SweepPlan) -> String {
        var text = "\(progress.done) of \(progress.all) trials"
        if progress.rate > 0, progress.done < progress.all {
            text += ", \(SummaryFigure.fixed(progress.rate, progress.rate < 10 ? 2 : 0))/s"
            if let left = progress.secondsLeft { text += ", \(ProgressText.duration(left)) left" }
        }
        if progress.failed > 0 { text += ", \(progress.failed) without figures" }
        if let best = progress.best, let objective = plan.objectives.first {
            let settings = zip(plan.axes, plan.values(of: best.trial)).map { "\($0.name)=\($1)" }
            text += ", best \(objective.id) \(SummaryFigure.fixed(best.figure, 3)): \(settings.joined(separator: " "))"
        }
        return text
    }

    /// Says how many of some trials have no figures, and of the first of them why; nothing where all have.
    static func noteFailures(_ trials: TrialBatch, of numbers: Range<Int>? = nil) {
        let own = (0..<trials.count).filter { place in numbers?.contains(Int(trials.numbers[place])) ?? true }
        let failed = own.filter { trials.states[$0] != .finished }
        guard let first = failed.first else { return }
        Console.note(
            "\(failed.count) of \(own.count) trials have no figures; trial \(trials.numbers[first]): "
                + (trials.reasons[first] ?? trials.states[first].name))
    }

    /// Prints a finished sweep.
    static func show(_ result: SweepResult, folder: SweepFolder, _ options: SweepShowOptions) throws {
        if options.json {
            Console.out(result.document.prettyText)
        } else if options.csv {
            guard let text = FileManager.default.contents(atPath: folder.url.appendingPathComponent("trials.csv").path)
            else { throw CommandFailure(.failed, "\(folder.url.relativePath)/trials.csv: error: it cannot be read") }
            Console.out(bytes: Array(text))
        } else if !options.quiet {
            Console.out(table(result, folder: folder, top: options.top))
        }
        if result.count(.finished) == 0 {
            let reason = result.failures.first.map { ": \($0.reason)" } ?? ""
            throw CommandFailure(.failed, "no trial has figures\(reason)")
        }
    }

    /// The best trials, and what did not work.
    private static func table(_ result: SweepResult, folder: SweepFolder, top: Int) -> String {
        let plan = result.plan
        var text = Console.bold(plan.configuration.name) + "\n"
        text += "\(result.trials.count) trials, \(plan.sweep.method.rawValue): "
        text += plan.sweep.axes.map { axis in axis.count.map { "\(axis.name) (\($0))" } ?? axis.name }
            .joined(separator: " × ")
        if let test = plan.withheldFrom { text += "; the final test period from \(test) on is withheld" }
        text += "\n"
        for objective in plan.objectives where top > 0 {
            let figures =
                [objective.id] + ["sharpe", "total_return", "max_drawdown", "trades"].filter { $0 != objective.id }
            var rows = [["trial"] + plan.axes.map(\.name) + figures]
            for place in result.ranked(by: objective, most: top) {
                let trial = Int(result.trials.numbers[place])
                rows.append(
                    [String(trial)] + plan.values(of: trial)
                        + figures.map { name in
                            let figure = plan.columns.place(of: name).flatMap { result.trials.figure($0, of: place) }
                            return figure.map { shown($0) } ?? "n/a"
                        })
            }
            text += "\nbest by \(objective.id)\(objective.isLower ? ", lowest first" : "")\n"
            text += rows.count > 1 ? TextTable.text(rows) : missing(objective, result)
        }
        if plan.objectives.count > 1 {
            let front = result.paretoFront
            text += "\nno other trial is better in everything: "
            text += front.prefix(20).map { String(result.trials.numbers[$0]) }.joined(separator: ", ")
            if front.count > 20 { text += " and \(front.count - 20) more, in sweep.json" }
            text += "\n"
        }
        if !result.failures.isEmpty {
            text += "\nwithout figures: \(result.trials.count - result.count(.finished))\n"
            for failure in result.failures.prefix(5) {
                text += "  \(failure.count) × \(failure.reason) (first: trial \(failure.first))\n"
            }
        }
        if result.count(.finished) > 1 {
            text += "\nThe best of \(result.trials.count) trials looks better than it is: part of it is luck; "
            text += "backtest judge says how much.\n"
        } else {
            text += "\n"
        }
        return text + "\(folder.url.relativePath)/\n"
    }

    /// What is said where an objective is undefined in all trials that have figures.
    private static func missing(_ objective: SweepObjective, _ result: SweepResult) -> String {
        guard result.count(.finished) > 0 else { return "no trial has this figure\n" }
        let days = result.plan.configuration.data.isSimulated ? "more days (market.days)" : "a longer period of bars"
        var text = "no trial has this figure: it is undefined in all \(result.count(.finished)); give \(days)"
        if objective.id != "total_return" { text += ", or rank by another, such as --objective total_return" }
        return text + "\n"
    }

    private static func shown(_ figure: Double) -> String {
        abs(figure) < 1e6 && figure == figure.rounded() ? String(Int(figure)) : SummaryFigure.fixed(figure, 4)
    }
}

import Foundation
import Research
import Statistics
import StrategyKit

/// Robustness runs on a terminal: the verdicts first, then the quantiles.
struct RobustnessSummary {
    let result: RobustnessResult
    let folder: String

    init(_ result: RobustnessResult, folder: String) { (self.result, self.folder) = (result, folder) }

    /// All of it.
    var text: String {
        let (plan, period) = (result.plan, result.period)
        var text = Console.bold(plan.study.configuration.name) + "\n"
        text +=
            "\(plan.runCount) runs over \(period.sessions) sessions, \(period.from) to \(period.to), seed \(plan.seed); "
        text += "no trials: nothing is chosen by them\n\n"
        for kind in result.kinds {
            text += RobustnessSummary.wrapped("\(kind.rawValue): \(result.verdict(on: kind))")
        }
        text += "\n" + TextTable.text([RobustnessSummary.head, base] + result.groups.map(row))
        let lists = result.groups.filter { !$0.isDrawn }
        if !lists.isEmpty { text += "\n" + TextTable.text(lists.flatMap(rows)) }
        if !plan.notes.isEmpty { text += "\n" }
        for note in plan.notes { text += RobustnessSummary.wrapped("\(note.kind.rawValue): \(note.text)") }
        let checks = result.checks
        if !checks.isEmpty {
            text += "\n"
            for check in checks { text += "\(RobustnessSummary.text(check)): \(check.passes ? "met" : "NOT MET")\n" }
        }
        return text + "\n\(folder)/\n"
    }

    private static let head = [
        "", "runs", "failed", "lost", "ruined", "return 5 %", "50 %", "95 %", "Sharpe 5 %", "50 %", "95 %",
        "drawdown 5 %", "50 %",
    ]

    private var base: [String] {
        let base = result.plan.base
        return [
            "as it is", "", "", "", base.isRuined ? "1" : "", "", RobustnessSummary.percent(base.totalReturn), "", "",
        ]
            + [RobustnessSummary.ratio(base.sharpe), "", "", RobustnessSummary.percent(base.maximumDrawdown)]
    }

    private func row(_ group: RobustnessGroup) -> [String] {
        let (gain, sharpe, fall) = (group.spread(.totalReturn), group.spread(.sharpe), group.spread(.maximumDrawdown))
        let percent = RobustnessSummary.percent
        return [
            "\(group.kind.rawValue) \(group.name)", String(group.runs.count), String(group.runs.count - group.count),
            percent(group.lossShare), String(group.ruined), percent(gain?.low), percent(gain?.median),
            percent(gain?.high), RobustnessSummary.ratio(sharpe?.low), RobustnessSummary.ratio(sharpe?.median),
            RobustnessSummary.ratio(sharpe?.high), percent(fall?.low), percent(fall?.median),
        ]
    }

    /// The runs of a group that are not drawn, below its name.
    private func rows(_ group: RobustnessGroup) -> [[String]] {
        [["\(group.kind.rawValue) \(group.name)", "return", "CAGR", "Sharpe", "drawdown", "trades"]]
            + group.runs.prefix(40).map { run in
                let figures = run.figures
                return [
                    "  \(run.label)", RobustnessSummary.percent(figures?.totalReturn),
                    RobustnessSummary.percent(figures?.compoundGrowth), RobustnessSummary.ratio(figures?.sharpe),
                    RobustnessSummary.percent(figures?.maximumDrawdown), figures?.trades.map { String($0) } ?? "",
                    run.reason ?? "",
                ]
            } + (group.runs.count > 40 ? [["  and \(group.runs.count - 40) more, in runs.csv"]] : [])
    }

    /// How far the runs have come, in a line.
    static func text(_ progress: RobustnessProgress) -> String {
        var text = "\(progress.done) of \(progress.all) runs"
        if progress.rate > 0, progress.done < progress.all {
            text += ", \(SummaryFigure.fixed(progress.rate, progress.rate < 10 ? 2 : 0))/s"
            if let left = progress.secondsLeft { text += ", \(ProgressText.duration(left)) left" }
        }
        return progress.failed > 0 ? text + ", \(progress.failed) without figures" : text
    }

    /// A threshold and what was found.
    static func text(_ check: RobustnessCheck) -> String {
        "\(check.id) of \(check.subject) is \(SummaryFigure.fixed(check.found, 3)), asked for is "
            + "\(check.id.hasPrefix("least") ? "at least" : "at most") \(SummaryFigure.fixed(check.threshold, 3))"
    }

    private static func percent(_ fraction: Double?) -> String {
        fraction.map { SummaryFigure.fixed($0 * 100, 1) + " %" } ?? "n/a"
    }

    private static func ratio(_ value: Double?) -> String { value.map { SummaryFigure.fixed($0, 2) } ?? "n/a" }

    /// A text in lines of at most 100 characters, those after the first with a margin.
    static func wrapped(_ text: String) -> String {
        // A number and its % stay on one line.
        let glued = text.replacing(" %", with: "\u{a0}%")
        return WrappedText.lines(glued, width: 100, rest: 2).replacing("\u{a0}", with: " ")
    }
}

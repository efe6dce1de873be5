import Foundation
import Research
import Statistics
import StrategyKit
import SyntheticHistories

/// Runs on other histories on a terminal.
struct HistoriesSummary {
    let result: HistoriesResult
    let folder: String

    init(_ result: HistoriesResult, folder: String) { (self.result, self.folder) = (result, folder) }

    /// All of it.
    var text: String {
        let (plan, period) = (result.plan, result.period)
        var text = Console.bold(plan.study.configuration.name) + "\n"
        text += "\(result.group.runs.count) histories by \(plan.settings.generator.rawValue) over \(period.sessions) "
        text += "sessions, \(period.from) to \(period.to), seed \(plan.seed); no trials: nothing is chosen by them\n\n"
        text += RobustnessSummary.wrapped(result.verdict) + "\n"
        let rows = RobustnessFigure.allCases.map(row)
        text += TextTable.text([["", "real", "percentile", "5 %", "25 %", "50 %", "75 %", "95 %"], equity] + rows)
        let notes = plan.notes + result.fitLines
        if !notes.isEmpty { text += "\n" }
        for note in notes.prefix(12) { text += RobustnessSummary.wrapped(note) }
        if notes.count > 12 { text += "and \(notes.count - 12) more, in histories.json\n" }
        return text + "\n\(folder)/\n"
    }

    private var equity: [String] {
        func money(_ value: Double) -> String { SummaryFigure.fixed(value, 0) }
        return [
            "Final equity", money(result.cash * (1 + result.group.base.totalReturn)),
            share(result.percentile(of: .totalReturn)),
        ] + (result.finalEquity?.quantiles.map(money) ?? [])
    }

    private func row(_ figure: RobustnessFigure) -> [String] {
        func shown(_ value: Double) -> String {
            switch figure {
            case .totalReturn, .compoundGrowth, .maximumDrawdown: SummaryFigure.fixed(value * 100, 1) + " %"
            case .sharpe: SummaryFigure.fixed(value, 2)
            case .trades: SummaryFigure.fixed(value, 0)
            }
        }
        return [
            figure.title, figure.value(in: result.group.base).map(shown) ?? "n/a", share(result.percentile(of: figure)),
        ] + (result.group.spread(figure)?.quantiles.map(shown) ?? [])
    }

    private func share(_ value: Double?) -> String { value.map { SummaryFigure.fixed($0 * 100, 1) + " %" } ?? "n/a" }
}

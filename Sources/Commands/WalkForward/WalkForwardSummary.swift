import Core
import Reports
import Research
import Statistics
import StrategyKit

/// A walk-forward test on the terminal.
struct WalkForwardSummary {
    private let result: WalkForwardResult
    private let folder: String

    init(_ result: WalkForwardResult, folder: String) {
        self.result = result
        self.folder = folder
    }

    /// A window whose choice is made, in a line.
    static func text(_ choice: WindowChoice, _ window: WalkForwardWindow, _ test: WalkForwardTest) -> String {
        let dates = "\(test.trainingStart(window).date) to \(window.trainThrough.date)"
        guard choice.trial != nil else { return "\(dates): nothing to trade: \(choice.reason ?? "")" }
        let sweep = test.plan.sweep
        let values = zip(sweep.axes, choice.values).map { "\($0.name)=\($1)" }.joined(separator: " ")
        let figures = zip(sweep.objectives, choice.figures).map { objective, figure in
            "\(objective.id) \(figure.map { SummaryFigure.fixed($0, 3) } ?? "n/a")"
        }
        return "\(dates): \(values), \(figures.joined(separator: ", "))"
    }

    /// Title, windows, degradation, stability, what the account made, folder.
    var text: String {
        let report = result.report
        var text = Console.bold(result.test.plan.sweep.configuration.name) + "\n"
        text += "walk-forward: chosen on \(report.train)\(report.isAnchored ? " and all before" : ""), traded for "
        text += "\(report.test); \(report.windows.count) windows of \(report.method)"
        if let test = report.withheldFrom { text += "; the final test period from \(test) on is withheld" }
        text += "\n\n" + windows(report) + "\n" + degradation(report) + "\n" + stability(report) + "\n"
        let gains = report.gains
        text += "Gained in \(gains.count) of \(gains.of) windows"
        if report.flatCount > 0 { text += "; \(report.flatCount) had nothing to trade" }
        text += ". Out of sample: "
        text += ["total_return", "sharpe", "max_drawdown", "round_trips_count"].compactMap { id in
            guard let metric = MetricCatalogue.metric(id), let value = result.run.metric(id) else { return nil }
            return "\(metric.labelledTitle) \(SummaryFigure.text(value, metric.unit))"
        }.joined(separator: ", ")
        text += "\n"
        for warning in result.run.warningTexts { text += warning + "\n" }
        if let line = result.run.checkText { text += line + "\n" }
        return text + "\nReport: \(folder)/report.html\n"
    }

    private func figure(_ value: Double?, _ goal: WalkForwardReport.Goal) -> String {
        guard let value else { return "n/a" }
        return MetricCatalogue.metric(goal.id).map { SummaryFigure.text(value, $0.unit) }
            ?? SummaryFigure.fixed(value, 3)
    }

    private func windows(_ report: WalkForwardReport) -> String {
        var rows = [["window", "chosen on", "traded"] + report.axes]
        for goal in report.goals { rows[0] += [goal.id, "out of sample"] }
        rows[0].append("gain")
        for window in report.windows {
            func dates(_ span: Range<Timestamp>) -> String { "\(span.lowerBound.date) to \(span.upperBound.date)" }
            var row = [String(window.number), dates(window.train), dates(window.test)]
            row += report.axes.indices.map { $0 < window.values.count ? window.values[$0] : $0 == 0 ? "flat" : "" }
            for (place, goal) in report.goals.enumerated() {
                row.append(figure(place < window.inSample.count ? window.inSample[place] : nil, goal))
                row.append(figure(window.outOfSample[place], goal))
            }
            rows.append(row + [window.gain.map { SummaryFigure.text($0, .fraction) } ?? "n/a"])
        }
        return TextTable.text(rows)
    }

    private func degradation(_ report: WalkForwardReport) -> String {
        var rows = [["objective", "in sample", "out of sample", "efficiency", "correlation", "n"]]
        for (goal, degradation) in zip(report.goals, report.degradations) {
            func ratio(_ value: FigureValue) -> String {
                value.number.map { SummaryFigure.fixed($0, 2) } ?? "n/a"
            }
            rows.append([
                goal.id, figure(degradation.meanInSample, goal), figure(degradation.meanOutOfSample, goal),
                ratio(degradation.efficiency), ratio(degradation.correlation), String(degradation.count),
            ])
        }
        return TextTable.text(rows)
    }

    private func stability(_ report: WalkForwardReport) -> String {
        var rows = [["parameter", "range", "values", "changes", "most often", "variation"]]
        for one in report.stabilities {
            rows.append([
                one.name,
                one.range.map { "\($0.lowerBound.shortestText) to \($0.upperBound.shortestText)" } ?? "n/a",
                String(one.distinctCount), "\(one.changes) of \(max(0, one.count - 1))",
                one.mode.map { "\($0.value) (\(SummaryFigure.fixed($0.share * 100, 0)) %)" } ?? "n/a",
                one.variation.map { SummaryFigure.fixed($0, 2) } ?? "n/a",
            ])
        }
        return TextTable.text(rows)
    }
}

import Core
import Learning
import Reports
import Research
import StrategyKit

/// What a training prints: how good the model is out of sample, beside what needs no learning.
struct TrainingSummary {
    private let result: TrainingResult
    private let report: TrainingReport
    private let folder: String
    private let hasFile: Bool

    init(_ result: TrainingResult, _ report: TrainingReport, folder: String, hasFile: Bool) {
        self.result = result
        self.report = report
        self.folder = folder
        self.hasFile = hasFile
    }

    /// The text, with a line feed at its end.
    var text: String {
        var rows = [["", "n", "IC", "95 %", "rank IC", "hit rate", "R²"]]
        for score in [report.score].compactMap({ $0 }) + report.baselines {
            rows.append([
                score.name, String(score.count), figure(score.informationCoefficient.value),
                interval(score.informationCoefficient), figure(score.rankInformationCoefficient.value),
                percent(score.hitRate.value), figure(score.rSquared),
            ])
        }
        var text = Console.bold(result.study.configuration.name) + "\n"
        text += "\(result.plan.text); label: \(report.target.name)\n"
        text += "\(result.folds.count) folds, \(result.forecasts.count) forecasts out of sample\n\n"
        text += TextTable.text(rows) + "\n" + verdict + "\n" + acrossInstruments
        for warning in report.warnings { text += "\(warning.severity.rawValue): \(warning.text)\n" }
        text += "\nreport: \(folder)/training.html\n"
        if hasFile { text += "model:  \(folder)/\(TrainingFolder.modelFile)\n" }
        return text
    }

    /// Whether the coefficient can be told from none.
    private var verdict: String {
        guard let score = report.score, let found = score.informationCoefficient.value.number,
            let least = report.smallestDetectable
        else { return "there are no forecasts to judge\n" }
        let detectable = "with n=\(least.count) the smallest IC that shows is \(figure(.value(least.correlation)))"
        guard let interval = score.informationCoefficient.interval, interval.lower > 0 || interval.upper < 0 else {
            return "the IC of \(figure(.value(found))) cannot be told from none; \(detectable)"
        }
        return found > 0
            ? "the IC of \(figure(.value(found))) is above none; \(detectable)"
            : "the IC of \(figure(.value(found))) is below none: the model is wrong more often than luck; \(detectable)"
    }

    /// The mean rank coefficient across instruments, with how far it lies from none; nothing without a panel.
    private var acrossInstruments: String {
        guard let steps = report.stepScores, steps.step == "instant", let mean = steps.meanRankInformationCoefficient
        else { return "" }
        return "across instruments: mean rank IC \(figure(.value(mean.mean))), standard error "
            + "\(figure(.value(mean.standardError))) over \(mean.count) instants\n"
    }

    private func figure(_ value: FigureValue) -> String { value.number.map { SummaryFigure.fixed($0, 4) } ?? "-" }

    private func percent(_ value: FigureValue) -> String {
        value.number.map { SummaryFigure.fixed(100 * $0, 1) + " %" } ?? "-"
    }

    private func interval(_ figure: IntervalFigure) -> String {
        guard let interval = figure.interval else { return "-" }
        return "\(SummaryFigure.fixed(interval.lower, 4)) to \(SummaryFigure.fixed(interval.upper, 4))"
    }
}

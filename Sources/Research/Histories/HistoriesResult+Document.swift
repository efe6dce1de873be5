import Core
import DataSources
public import Reports
import Simulation
import Statistics
import StrategyKit
import SyntheticHistories

/// The result as text.
extension HistoriesResult {
    /// `histories.json`, schema `backtest.histories/1`.
    public var document: JSONValue {
        let period = period
        return [
            "schema": "backtest.histories/1",
            "name": .string(plan.study.configuration.name),
            "version": .string(Version.current),
            "generator": .string(plan.settings.generator.rawValue),
            "seed": .integer(Int(truncatingIfNeeded: plan.seed)),
            "hashes": [
                "histories": .string(plan.hash), "config": .string(plan.study.configuration.hash),
                "data": .string(plan.study.dataHash),
            ],
            "sessions": [
                "count": .integer(period.sessions), "from": .string(period.from), "to": .string(period.to),
            ],
            "counted_as_trials": false,
            "verdict": .string(verdict),
            "gain_share": gainShare.map { .number($0) } ?? .null,
            "cash": .number(cash),
            "final_equity": RobustnessResult.spreadDocument(finalEquity),
            "real_percentiles": .object(
                RobustnessFigure.allCases.map { figure in
                    .init(figure.rawValue, percentile(of: figure).map { .number($0) } ?? .null)
                }),
            "fits": .array(plan.fits.map(document(of:))),
            "notes": .array(plan.notes.map { .string($0) }),
            "histories": RobustnessResult.document(of: group),
            "curve_percentiles": .array(curvePercentiles.map { .number($0) }),
        ]
    }

    private func document(of fit: HistoryGenerator.Fit) -> JSONValue {
        [
            "symbol": fit.symbol.isEmpty ? .null : .string(fit.symbol),
            "converged": .bool(fit.isConverged),
            "log_likelihood": fit.logLikelihood.map { .number($0) } ?? .null,
            "parameters": .object(
                fit.parameters.map { parameter in
                    let value: JSONValue =
                        switch parameter.value {
                        case .integer(let whole): .integer(whole)
                        case .number(let number): .number(number)
                        case .boolean(let flag): .bool(flag)
                        case .choice(let word), .text(let word): .string(word)
                        case .numbers(let numbers): .array(numbers.map { .number($0) })
                        }
                    return .init(parameter.name, value)
                }),
        ]
    }

    /// `histories.csv`: a row for the real history, and one for each other.
    public var historiesCSV: String {
        var text = CSVCells.line(
            ["history", "final_equity"] + RobustnessFigure.allCases.map(\.rawValue) + ["ruined", "reason"])
        func row(_ name: String, _ figures: RobustnessFigures?, _ reason: String?) -> String {
            CSVCells.line(
                [name, figures.map { (cash * (1 + $0.totalReturn)).shortestText } ?? ""]
                    + RobustnessFigure.allCases.map { figure in
                        figures.flatMap(figure.value(in:))?.shortestText ?? ""
                    } + [figures.map { String($0.isRuined) } ?? "", reason ?? ""])
        }
        text += row("real", group.base, nil)
        for run in group.runs { text += row(String(run.number), run.figures, run.reason) }
        return text
    }

    /// Everything that the page shows: a function of the plan and its runs, of no clock and no host.
    public var report: RobustnessReport {
        let configuration = plan.study.configuration
        var report = RobustnessResult.emptyReport(title: configuration.name, base: group.base)
        report.form = .histories
        let period = period
        report.period = (period.from, period.to)
        (report.sessions, report.runs) = (period.sessions, group.runs.count)
        report.isRuined = group.base.isRuined
        var shown = RobustnessResult.shown(group)
        shown.drawn = [0, 2, 3]
        report.kinds = [
            .init(
                id: "histories", title: "Histories", question: "had history gone another way?", verdict: verdict,
                applies: true, notes: plan.notes + fitLines, groups: [shown])
        ]
        report.provenance = [
            LabelledText("Histories", plan.hash), LabelledText("Data", plan.study.dataHash),
            LabelledText("Config", configuration.hash), LabelledText("Generator", plan.settings.generator.rawValue),
            LabelledText("Seed", String(plan.seed)), LabelledText("Version", Version.current),
        ]
        report.configuration = configuration.canonicalYAML
        return report
    }
}

import Core
import DataSources
public import Reports
import Statistics
import StrategyKit

/// The result as its report shows it.
extension RobustnessResult {
    /// Everything that the page shows: a function of the plan and its runs, of no clock and no host.
    public var report: RobustnessReport {
        let configuration = plan.study.configuration
        var report = RobustnessResult.emptyReport(title: configuration.name, base: plan.base)
        let period = period
        report.period = (period.from, period.to)
        (report.sessions, report.runs) = (period.sessions, plan.runCount)
        report.isRuined = plan.base.isRuined
        report.kinds = kinds.map(shown)
        report.checks = checks.map { check in
            .init(
                id: check.id, subject: check.subject, found: check.found, threshold: check.threshold,
                passes: check.passes)
        }
        report.provenance = [
            LabelledText("Robustness", plan.hash), LabelledText("Data", plan.study.dataHash),
            LabelledText("Config", configuration.hash), LabelledText("Seed", String(plan.seed)),
            LabelledText("Version", Version.current),
        ]
        report.configuration = configuration.canonicalYAML
        return report
    }

    /// A report that has its title, its figures and the values of the study as it is.
    static func emptyReport(title: String, base: RobustnessFigures) -> RobustnessReport {
        RobustnessReport(
            title: title,
            figures: RobustnessFigure.allCases.map { figure in
                let unit: FigureUnit =
                    switch figure {
                    case .totalReturn, .compoundGrowth, .maximumDrawdown: .fraction
                    case .sharpe: .ratio
                    case .trades: .count
                    }
                return .init(label: figure.title, unit: unit)
            }, base: RobustnessResult.values(base))
    }

    private func shown(_ kind: RobustnessConfiguration.Kind) -> RobustnessReport.Kind {
        let texts: (title: String, question: String) =
            switch kind {
            case .trades: ("Trades", "had they come in another order, or others like them?")
            case .bars: ("Bars", "had history gone another way?")
            case .noise: ("Noise", "had prices been a little off?")
            case .delays: ("Delays", "had orders come late?")
            case .costs: ("Costs", "had trading cost more?")
            case .periods: ("Periods", "was it good all the time?")
            case .instruments: ("Instruments", "does it hang on one of them?")
            }
        return .init(
            id: kind.rawValue, title: texts.title, question: texts.question, verdict: verdict(on: kind),
            applies: !plan.absent.contains { $0.kind == kind },
            notes: plan.notes.filter { $0.kind == kind }.map(\.text),
            groups: groups(of: kind).map(RobustnessResult.shown))
    }

    /// A group as the page shows it.
    static func shown(_ group: RobustnessGroup) -> RobustnessReport.Group {
        var shown = RobustnessReport.Group(
            name: group.name, title: group.title, isDrawn: group.isDrawn, base: RobustnessResult.values(group.base),
            runs: group.runs.map { run in
                .init(
                    label: run.label, values: run.figures.map(RobustnessResult.values) ?? [],
                    isRuined: run.figures?.isRuined ?? false, reason: run.reason)
            })
        // Of the same trades in another order the depth of the fall is all that changes.
        shown.drawn =
            group.kind == .trades && group.name == "shuffled" ? [3] : group.kind == .trades ? [0, 3] : [0, 2]
        let fan = group.fan
        let curves = group.runs.count { !$0.curve.isEmpty }
        switch group.curvePlaces {
        case .sessions(let dates) where !fan.isEmpty:
            shown.fan = .init(
                isTime: true, places: dates.map { Double(Timestamp($0).nanoseconds) }, base: group.baseCurve,
                quantiles: fan, runs: curves)
        case .trades(let counts) where !fan.isEmpty:
            shown.fan = .init(
                isTime: false, places: counts.map { Double($0) }, base: group.baseCurve, quantiles: fan, runs: curves)
        default: break
        }
        return shown
    }

    private static func values(_ figures: RobustnessFigures) -> [Double] {
        RobustnessFigure.allCases.map { $0.value(in: figures) ?? .nan }
    }
}

import Core
import DataSources
public import Reports
import Statistics
import StrategyKit

/// The result as text.
extension RobustnessResult {
    /// `robustness.json`, schema `backtest.robustness/1`.
    public var document: JSONValue {
        let period = period
        return [
            "schema": "backtest.robustness/1",
            "name": .string(plan.study.configuration.name),
            "version": .string(Version.current),
            "seed": .integer(Int(truncatingIfNeeded: plan.seed)),
            "hashes": [
                "robustness": .string(plan.hash), "config": .string(plan.study.configuration.hash),
                "data": .string(plan.study.dataHash),
            ],
            "sessions": [
                "count": .integer(period.sessions), "from": .string(period.from), "to": .string(period.to),
            ],
            "runs": .integer(plan.runCount),
            "counted_as_trials": false,
            "base": RobustnessResult.document(plan.base),
            "break_even_costs": breakEvenDocument,
            "thresholds": .array(
                checks.map { check in
                    [
                        "id": .string(check.id), "of": .string(check.subject), "found": .number(check.found),
                        "threshold": .number(check.threshold), "passes": .bool(check.passes),
                    ]
                }),
            "kinds": .array(kinds.map(document(of:))),
        ]
    }

    private var breakEvenDocument: JSONValue {
        switch breakEven {
        case .at(let factor): ["factor": .number(factor)]
        case .above(let factor):
            ["factor": .null, "reason": .string("it still gains at \(factor.shortestText) times the costs")]
        case .below(let factor):
            ["factor": .null, "reason": .string("it gains nothing even at \(factor.shortestText) times the costs")]
        case nil: .null
        }
    }

    private func document(of kind: RobustnessConfiguration.Kind) -> JSONValue {
        let absence = plan.absent.first { $0.kind == kind }
        return [
            "kind": .string(kind.rawValue), "applies": .bool(absence == nil),
            "reason": absence.map { .string($0.reason) } ?? .null, "verdict": .string(verdict(on: kind)),
            "notes": .array(plan.notes.filter { $0.kind == kind }.map { .string($0.text) }),
            "groups": .array(groups(of: kind).map(RobustnessResult.document(of:))),
        ]
    }

    /// A group with its quantiles, and the fan where it has one.
    static func document(of group: RobustnessGroup) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(group.name)), .init("title", .string(group.title)),
            .init("drawn", .bool(group.isDrawn)), .init("runs", .integer(group.runs.count)),
            .init("failed", .integer(group.runs.count - group.count)), .init("losses", .integer(group.losses)),
            .init("loss_share", group.lossShare.map { .number($0) } ?? .null),
            .init("ruined", .integer(group.ruined)), .init("base", RobustnessResult.document(group.base)),
            .init(
                "figures",
                .object(RobustnessFigure.allCases.map { .init($0.rawValue, spreadDocument(group.spread($0))) })),
            .init(
                "failures",
                .array(group.failures.map { ["reason": .string($0.reason), "count": .integer($0.count)] })),
        ]
        if !group.isDrawn {
            members.append(
                .init(
                    "rows",
                    .array(
                        group.runs.map { run in
                            [
                                "label": .string(run.label),
                                "figures": run.figures.map(RobustnessResult.document) ?? .null,
                                "reason": run.reason.map { .string($0) } ?? .null,
                            ]
                        })))
        }
        let fan = group.fan
        if !fan.isEmpty {
            let places: JSONValue =
                switch group.curvePlaces {
                case .none: .null
                case .sessions(let dates): .array(dates.map { .string($0.description) })
                case .trades(let counts): .array(counts.map { .integer($0) })
                }
            members.append(
                .init(
                    "fan",
                    .object(
                        [
                            .init("places", places),
                            .init("base", .array(group.baseCurve.map { .number($0) })),
                        ]
                            + zip(FigureSpread.names, fan).map { name, curve in
                                .init(name, .array(curve.map { .number($0) }))
                            })))
        }
        return .object(members)
    }

    /// A distribution; null for none.
    static func spreadDocument(_ spread: FigureSpread?) -> JSONValue {
        guard let spread else { return .null }
        return .object(
            [.init("n", .integer(spread.count)), .init("mean", .number(spread.mean))]
                + zip(FigureSpread.names, spread.quantiles).map { .init($0, .number($1)) })
    }

    private static func document(_ figures: RobustnessFigures) -> JSONValue {
        .object(
            RobustnessFigure.allCases.map { figure in
                let value: JSONValue =
                    figure == .trades
                    ? figures.trades.map { .integer($0) } ?? .null
                    : figure.value(in: figures).map { .number($0) } ?? .null
                return .init(figure.rawValue, value)
            } + [.init("ruined", .bool(figures.isRuined))])
    }

    /// `runs.csv`: a row for each run.
    public var runsCSV: String {
        var text = CSVCells.line(
            ["kind", "group", "run", "level"] + RobustnessFigure.allCases.map(\.rawValue) + ["ruined", "reason"])
        for group in groups {
            for run in group.runs {
                let figures = RobustnessFigure.allCases.map { figure in
                    run.figures.flatMap(figure.value(in:))?.shortestText ?? ""
                }
                text += CSVCells.line(
                    [group.kind.rawValue, group.name, String(run.number), run.label] + figures
                        + [run.figures.map { String($0.isRuined) } ?? "", run.reason ?? ""])
            }
        }
        return text
    }
}

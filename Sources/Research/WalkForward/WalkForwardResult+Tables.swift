import Core
import ParameterSearch
public import Reports
import Simulation
import Statistics
import StrategyKit

/// A walk-forward test as files.
extension WalkForwardResult {
    /// `windows.csv`: a row a window, its periods after the first instant and up to and with the second.
    public var windowsCSV: String {
        let report = report
        let goals = report.goals.flatMap { ["\($0.id)_in_sample", "\($0.id)_out_of_sample"] }
        var text = CSVCells.line(
            ["window", "train_from", "train_to", "test_from", "test_to", "trials", "failed", "trial"] + report.axes
                + goals + ["gain", "reason"])
        for window in report.windows {
            func cell(_ figures: [Double?], _ place: Int) -> String {
                place < figures.count ? figures[place]?.shortestText ?? "" : ""
            }
            var cells = [
                String(window.number), window.train.lowerBound.description, window.train.upperBound.description,
                window.test.lowerBound.description, window.test.upperBound.description, String(window.trials),
                String(window.failed), window.trial.map { String($0) } ?? "",
            ]
            cells += report.axes.indices.map { $0 < window.values.count ? window.values[$0] : "" }
            cells += report.goals.indices.flatMap { [cell(window.inSample, $0), cell(window.outOfSample, $0)] }
            text += CSVCells.line(cells + [window.gain?.shortestText ?? "", window.reason ?? ""])
        }
        return text
    }

    /// `walk_forward.json`, schema `backtest.walk-forward/1`.
    public var document: JSONValue {
        let (sweep, report) = (test.plan.sweep, report)
        return [
            "schema": "backtest.walk-forward/1",
            "name": .string(sweep.configuration.name),
            "version": .string(Version.current),
            "seed": .integer(Int(truncatingIfNeeded: sweep.configuration.seed)),
            "hashes": [
                "walk_forward": .string(test.hash), "data": .string(run.hashes.data),
                "config": .string(run.hashes.config), "events": .string(run.hashes.events),
            ],
            "train": .string(test.plan.lengths.train.description), "test": .string(test.plan.lengths.test.description),
            "anchored": .bool(report.isAnchored),
            "test_period": report.withheldFrom.map { .string($0) } ?? .null,
            "method": .string(report.method),
            "axes": .array(
                sweep.sweep.axes.map { axis in
                    ["name": .string(axis.name), "values": .string(String(axis.text.dropFirst(axis.name.count + 1)))]
                }),
            "constraints": .array(sweep.sweep.constraints.map { .string($0) }),
            "objectives": .array(
                report.goals.map { ["metric": .string($0.id), "best": .string($0.isLower ? "lowest" : "highest")] }),
            "trials": .integer(report.windows.reduce(0) { $0 + $1.trials }),
            "windows": .array(report.windows.map { WalkForwardResult.document($0, report) }),
            "degradation": .array(
                zip(report.goals, report.degradations).map { goal, degradation in
                    [
                        "metric": .string(goal.id), "n": .integer(degradation.count),
                        "mean_in_sample": WalkForwardResult.number(degradation.meanInSample),
                        "mean_out_of_sample": WalkForwardResult.number(degradation.meanOutOfSample),
                        "efficiency": WalkForwardResult.number(degradation.efficiency.number),
                        "correlation": WalkForwardResult.number(degradation.correlation.number),
                    ]
                }),
            "stability": .array(report.stabilities.map(WalkForwardResult.document)),
            "windows_with_gain": .integer(report.gains.count), "windows_traded": .integer(report.gains.of),
            "windows_flat": .integer(report.flatCount),
            "out_of_sample": .object(
                ["total_return", "cagr", "sharpe", "max_drawdown", "round_trips_count"].map {
                    .init($0, WalkForwardResult.number(run.metric($0)?.value))
                }),
        ]
    }

    private static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    private static func document(_ window: WalkForwardReport.Window, _ report: WalkForwardReport) -> JSONValue {
        func figures(_ values: [Double?]) -> JSONValue {
            .object(
                report.goals.enumerated().map { place, goal in
                    .init(goal.id, number(place < values.count ? values[place] : nil))
                })
        }
        return [
            "window": .integer(window.number),
            "train": [.string(window.train.lowerBound.description), .string(window.train.upperBound.description)],
            "test": [.string(window.test.lowerBound.description), .string(window.test.upperBound.description)],
            "trials": .integer(window.trials), "failed": .integer(window.failed),
            "trial": window.trial.map { .integer($0) } ?? .null,
            "set": window.trial == nil
                ? .null
                : .object(
                    zip(report.axes, window.values).map { name, text in
                        let value: JSONValue =
                            switch SearchValue(yaml: text) {
                            case .whole(let whole): .integer(whole)
                            case .number(let number): .number(number)
                            case .word(let word): .string(word)
                            }
                        return .init(name, value)
                    }),
            "reason": window.reason.map { .string($0) } ?? .null,
            "in_sample": figures(window.inSample), "out_of_sample": figures(window.outOfSample),
            "gain": number(window.gain),
        ]
    }

    private static func document(_ stability: ParameterStability) -> JSONValue {
        [
            "parameter": .string(stability.name), "n": .integer(stability.count),
            "distinct": .integer(stability.distinctCount), "changes": .integer(stability.changes),
            "least": number(stability.range?.lowerBound), "greatest": number(stability.range?.upperBound),
            "mode": stability.mode.map { .string($0.value) } ?? .null, "mode_share": number(stability.mode?.share),
            "variation": number(stability.variation),
        ]
    }
}

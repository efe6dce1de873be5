import Core
import MarketCalibration
import Research
import StrategyKit

/// A calibration on a terminal.
struct CalibrationSummary {
    private let outcome: CalibrationOutcome
    private let folder: String

    init(_ outcome: CalibrationOutcome, folder: String) { (self.outcome, self.folder) = (outcome, folder) }

    /// The parameters of a market that can be free.
    static func list(_ market: MarketPlan) -> String {
        TextTable.text(
            [["parameter", "value", "meaning"]]
                + CalibrationPlan.candidates(market).map { [$0.path, $0.value, $0.summary] })
            + "\n"
            + TextTable.text([["moment", "meaning"]] + CalibrationPlan.moments.map { [$0.name, $0.definition] })
    }

    /// All of it.
    var text: String {
        let result = outcome.result
        var text = Console.bold(outcome.plan.configuration.name) + " calibrated to \(outcome.plan.name)\n"
        for finding in result.findings { text += RobustnessSummary.wrapped(finding) }
        text += "\n"
        let mark = result.intervalDoubt == nil ? "" : " (does not hold)"
        text += TextTable.text(
            [["parameter", "start", "best", "95 % interval", "searched"]]
                + result.parameters.map { estimate in
                    [
                        estimate.parameter.path, CalibrationSummary.number(estimate.parameter.start),
                        CalibrationSummary.number(estimate.best),
                        estimate.interval.map { CalibrationSummary.range($0) + mark } ?? "n/a",
                        CalibrationSummary.range(estimate.parameter.range),
                    ]
                })
        text += "\n"
        text += TextTable.text(
            [["moment", "real", "+-", "held out", "start", "best", "start, s.e.", "best, s.e."]]
                + result.moments.map { moment in
                    [
                        moment.moment.rawValue, CalibrationSummary.number(moment.real),
                        CalibrationSummary.number(moment.realError), CalibrationSummary.number(moment.heldOut),
                        CalibrationSummary.number(moment.before), CalibrationSummary.number(moment.after),
                        CalibrationSummary.number((moment.before - moment.real) / moment.realError),
                        CalibrationSummary.number((moment.after - moment.real) / moment.realError),
                    ]
                })
        if let surface = result.surface {
            text += "\n"
            for profile in surface.profiles {
                text += RobustnessSummary.wrapped(
                    "distance along \(profile.path): "
                        + zip(profile.values, profile.distances).map {
                            "\(CalibrationSummary.number($0)) \(CalibrationSummary.number($1))"
                        }.joined(separator: ", "))
            }
        }
        text += "\n" + outcome.overrides.map { "--set '\($0.key)=\($0.value)'\n" }.joined()
        return text + "\n\(folder)/\n"
    }

    private static func range(_ range: ClosedRange<Double>) -> String {
        "\(number(range.lowerBound)) to \(number(range.upperBound))"
    }

    /// A number with four digits.
    static func number(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "n/a" }
        var scale = 1.0
        var size = value.magnitude
        while size < 1_000, scale < 1e15 { (size, scale) = (size * 10, scale * 10) }
        return ((value * scale).rounded() / scale).shortestText
    }
}

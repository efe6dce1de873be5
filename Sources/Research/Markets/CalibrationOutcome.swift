import Core
public import MarketCalibration
import MarketSimulator
public import Reports
public import StrategyKit

/// What a calibration found, and the config of the market that it found.
public struct CalibrationOutcome: Sendable {
    /// What was asked.
    public let plan: CalibrationPlan
    /// What was found.
    public let result: CalibrationResult

    /// What the calibrated parameters are in a config: dotted keys and values, as `--set` takes them.
    ///
    /// A distribution is written with its scale changed.
    public var overrides: [ConfigOverride] {
        let infos = result.configuration.calibrationPaths
        let symbol = result.configuration.instruments.first?.symbol ?? ""
        return result.parameters.compactMap { estimate in
            let path = estimate.parameter.path
            guard let info = infos.first(where: { $0.path == path }), let dot = path.lastIndex(of: ".") else {
                return nil
            }
            let (section, name) = (path[..<dot], path[path.index(after: dot)...])
            let key =
                switch section {
                case "activity", "exchange": "market.\(path)"
                case "fundamental": "market.instruments.\(symbol).fundamental.\(name)"
                case let group where name == "count": "market.participants.\(group).count"
                case let group: "market.participants.\(group).parameters.\(name)"
                }
            return ConfigOverride(key: key, value: info.value.text)
        }
    }

    /// Why the market that was found is not to be trusted yet; `nil` where nothing speaks against it.
    public var doubt: String? {
        if !result.hasConverged { return "the search did not converge: give it a greater budget" }
        if result.dayCounts.heldOut > 0, result.training.after < result.training.before,
            !(result.heldOut.after < result.heldOut.before)
        {
            return "the held-out days do not confirm the fit"
        }
        return nil
    }

    /// The calibration as JSON.
    public var document: JSONValue {
        let result = result
        func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
        func pair(_ pair: DistancePair) -> JSONValue {
            ["before": .number(pair.before), "after": .number(pair.after)]
        }
        var members: [JSONValue.Member] = [
            .init("schema", "backtest.calibration/1"), .init("name", .string(plan.configuration.name)),
            .init("version", .string(Version.current)), .init("data", .string(plan.name)),
            .init("hash", .string(plan.hash)), .init("status", .string(result.status.rawValue)),
            .init("findings", .array(result.findings.map { .string($0) })),
            .init(
                "days",
                ["training": .integer(result.dayCounts.training), "held_out": .integer(result.dayCounts.heldOut)]),
            .init(
                "distance",
                [
                    "training": pair(result.training), "held_out": pair(result.heldOut),
                    "between_days": .number(result.betweenDays),
                ]),
            .init("points", .integer(result.evaluations)), .init("history", numbers(result.history)),
            .init("interval_doubt", result.intervalDoubt.map { .string($0) } ?? .null),
            .init("parameters", .array(result.parameters.map(document))),
            .init("moments", .array(result.moments.map(document))),
        ]
        if let identification = result.identification {
            members.append(
                .init(
                    "identification",
                    [
                        "is_weak": .bool(identification.isWeak),
                        "condition_number": .number(identification.conditionNumber),
                        "eigenvalues": numbers(identification.eigenvalues),
                        "least_identified": .object(
                            identification.leastIdentified.map { .init($0.path, .number($0.weight)) }),
                        "correlations": .array(identification.correlations.map(numbers)),
                        "jacobian": .array(identification.jacobian.map(numbers)),
                    ]))
        }
        if let test = result.overidentification {
            members.append(
                .init(
                    "overidentification",
                    [
                        "statistic": .number(test.statistic), "degrees": .integer(test.degrees),
                        "probability": .number(test.probability),
                    ]))
        }
        if let surface = result.surface {
            members.append(
                .init(
                    "profiles",
                    .array(
                        surface.profiles.map {
                            [
                                "path": .string($0.path), "values": numbers($0.values),
                                "distances": numbers($0.distances),
                            ]
                        })))
            members.append(
                .init(
                    "slices",
                    .array(
                        surface.slices.map {
                            [
                                "first": .string($0.first), "second": .string($0.second),
                                "first_values": numbers($0.firstValues), "second_values": numbers($0.secondValues),
                                "distances": .array($0.distances.map(numbers)),
                            ]
                        })))
        }
        members.append(
            .init("set", .object(overrides.map { .init($0.key, .string($0.value)) })))
        return .object(members)
    }

    private func document(_ estimate: ParameterEstimate) -> JSONValue {
        let parameter = estimate.parameter
        var members: [JSONValue.Member] = [
            .init("path", .string(parameter.path)), .init("unit", .string(parameter.unit)),
            .init("is_factor", .bool(parameter.isFactor)), .init("start", .number(parameter.start)),
            .init("best", .number(estimate.best)),
            .init(
                "range", .array([.number(parameter.range.lowerBound), .number(parameter.range.upperBound)])),
            .init("is_at_edge", .bool(estimate.isAtEdge)),
        ]
        if let interval = estimate.interval {
            members.append(.init("interval_holds", .bool(result.intervalDoubt == nil)))
            members.append(
                .init("interval", .array([.number(interval.lowerBound), .number(interval.upperBound)])))
        }
        return .object(members)
    }

    private func document(_ comparison: MomentComparison) -> JSONValue {
        [
            "moment": .string(comparison.moment.rawValue), "unit": .string(comparison.moment.unit),
            "real": .number(comparison.real), "real_error": .number(comparison.realError),
            "held_out": .number(comparison.heldOut), "held_out_error": .number(comparison.heldOutError),
            "before": .number(comparison.before), "after": .number(comparison.after),
            "after_error": .number(comparison.afterError),
        ]
    }

    /// The page.
    public func report(configuration: String) -> CalibrationReport {
        var report = CalibrationReport(title: plan.configuration.name, data: plan.name)
        report.findings = result.findings
        report.isSound = doubt == nil
        report.distances = [("training days", result.training.before, result.training.after)]
        if result.dayCounts.heldOut > 0 {
            report.distances.append(("held-out days", result.heldOut.before, result.heldOut.after))
        }
        report.betweenDays = result.betweenDays
        report.intervalDoubt = result.intervalDoubt
        report.parameters = result.parameters.map { estimate in
            CalibrationReport.Parameter(
                name: estimate.parameter.path, unit: estimate.parameter.isFactor ? "factor" : estimate.parameter.unit,
                summary: estimate.parameter.summary, start: estimate.parameter.start, best: estimate.best,
                interval: estimate.interval, range: estimate.parameter.range,
                isLogarithmic: estimate.parameter.isLogarithmic)
        }
        report.moments = result.moments.map { comparison in
            CalibrationReport.Moment(
                name: comparison.moment.definition, unit: comparison.moment.unit, real: comparison.real,
                realError: comparison.realError, heldOut: comparison.heldOut, heldOutError: comparison.heldOutError,
                before: comparison.before, after: comparison.after)
        }
        report.history = result.history
        report.profiles = (result.surface?.profiles ?? []).map {
            CalibrationReport.Profile(name: $0.path, values: $0.values, distances: $0.distances)
        }
        report.slices = (result.surface?.slices ?? []).map {
            CalibrationReport.Slice(
                first: $0.first, second: $0.second, firstValues: $0.firstValues, secondValues: $0.secondValues,
                distances: $0.distances)
        }
        report.correlations = result.identification?.correlations ?? []
        report.provenance = [
            LabelledText("Calibration", plan.hash), LabelledText("Data", plan.name),
            LabelledText("Version", Version.current),
        ]
        report.configuration = configuration
        return report
    }
}

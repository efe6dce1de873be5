import Core

extension TrainingReport {
    /// The name and number of the outline of `document`.
    public static let schema = "backtest.training/1"

    /// The report as JSON, for programs: every score, fold, loss, importance and drift, but not every forecast.
    ///
    /// Keys may be added; none is changed without raising `schema`. A figure that is not known is `null` with its reason
    /// beside it. Correlations and shares are fractions, errors are in the unit of the label, instants ISO 8601 in UTC.
    public var document: JSONValue {
        .object([
            .init("schema", .string(TrainingReport.schema)), .init("title", .string(title)),
            .init("model", ["kind": .string(model), "parameters": lines(parameters)]),
            .init(
                "target",
                [
                    "kind": .string(target.kind.rawValue), "name": .string(target.name),
                    "instant": .string(target.instant.rawValue),
                ]),
            .init("provenance", lines(provenance)), .init("command", .string(command)),
            .init("assumptions", lines(assumptions)), .init("warnings", .array(warnings.map(\.json))),
            .init(
                "features",
                .array(features.map { ["name": .string($0.name), "expression": .string($0.expression)] })),
            .init("score", score.map(scoreValue) ?? .null), .init("baselines", .array(baselines.map(scoreValue))),
            .init("smallest_detectable", detectableValue),
            .init("distinguishable", verdict.map { .bool($0.isDistinguishable) } ?? .null),
            .init("instruments", .array(instrumentScores.map(scoreValue))),
            .init("folds", .array(folds.map(foldValue))), .init("information_coefficients", stepValue),
            .init("loss_curves", .array(lossCurves.map(curveValue))),
            .init("calibration", .array(calibration.map(binValue))),
            .init("importance_score", .string(importanceScore)),
            .init("importance_deviation_over", .string(importanceSpread.rawValue)),
            .init(
                "importance",
                .array(
                    sortedImportance.map {
                        [
                            "feature": .string($0.feature), "mean_drop": .number($0.meanDrop),
                            "deviation": .number($0.deviation),
                        ]
                    })),
            .init("drift", .array(sortedDrift.map(driftValue))),
            .init("forecasts", .array(forecasts.map(forecastValue))), .init("final_model", finalValue),
        ])
    }

    private func lines(_ lines: [LabelledText]) -> JSONValue {
        .array(lines.map { ["label": .string($0.label), "text": .string($0.text)] })
    }

    private func scoreValue(_ score: TrainingScore) -> JSONValue {
        [
            "name": .string(score.name), "n": .integer(score.count),
            "ic": intervalValue(score.informationCoefficient),
            "rank_ic": intervalValue(score.rankInformationCoefficient),
            "hit_rate": intervalValue(score.hitRate), "r_squared": .object(score.rSquared.members),
            "rmse": .object(score.rootMeanSquaredError.members),
        ]
    }

    private func intervalValue(_ figure: IntervalFigure) -> JSONValue {
        var members = figure.value.members
        members.append(.init("n", .integer(figure.count)))
        if let interval = figure.interval { members.append(.init("interval", interval.json)) }
        return .object(members)
    }

    private var detectableValue: JSONValue {
        guard let smallest = smallestDetectable else { return .null }
        return [
            "ic": .number(smallest.correlation), "n": .integer(smallest.count), "method": .string(smallest.method),
        ]
    }

    private func spans(_ spans: [Range<Timestamp>]) -> JSONValue {
        .array(
            spans.map { ["from": .string($0.lowerBound.description), "to": .string($0.upperBound.description)] })
    }

    private func foldValue(_ fold: TrainingFold) -> JSONValue {
        func part(_ periods: [Range<Timestamp>], _ count: Int) -> JSONValue {
            ["n": .integer(count), "periods": spans(periods)]
        }
        return [
            "number": .integer(fold.number), "training": part(fold.training, fold.trainingCount),
            "purged": part(fold.purged, fold.purgedCount), "embargoed": part(fold.embargoed, fold.embargoedCount),
            "test": part(fold.test, fold.testCount), "ic": .object(fold.informationCoefficient.members),
            "rank_ic": .object(fold.rankInformationCoefficient.members), "hit_rate": .object(fold.hitRate.members),
            "r_squared": .object(fold.rSquared.members), "rmse": .object(fold.rootMeanSquaredError.members),
            "epochs": fold.epochs.map { .integer($0) } ?? .null, "stopped": .string(fold.stopped),
        ]
    }

    private var stepValue: JSONValue {
        guard let steps = shownStepScores else { return .null }
        return [
            "step": .string(steps.step),
            "time": .array(steps.time.map { .string(Timestamp(nanoseconds: $0).description) }),
            "ic": .array(steps.informationCoefficients.map { .number($0) }),
            "rank_ic": .array(steps.rankInformationCoefficients.map { .number($0) }),
            "mean_ic": steps.meanInformationCoefficient?.json ?? .null,
            "mean_rank_ic": steps.meanRankInformationCoefficient?.json ?? .null,
        ]
    }

    private func curveValue(_ curve: LossCurve) -> JSONValue {
        [
            "name": .string(curve.name), "training": .array(curve.training.map { .number($0) }),
            "validation": .array(curve.validation.map { .number($0) }),
        ]
    }

    private func binValue(_ bin: CalibrationBin) -> JSONValue {
        [
            "mean_forecast": .number(bin.meanForecast), "mean_truth": .number(bin.meanTruth),
            "standard_error": .number(bin.standardError), "n": .integer(bin.count),
        ]
    }

    private func driftValue(_ drift: FeatureDrift) -> JSONValue {
        [
            "feature": .string(drift.feature),
            "training": ["mean": .number(drift.trainingMean), "deviation": .number(drift.trainingDeviation)],
            "test": ["mean": .number(drift.testMean), "deviation": .number(drift.testDeviation)],
            "population_stability_index": .object(drift.populationStabilityIndex.members),
            "kolmogorov_smirnov": .object(drift.kolmogorovSmirnovDistance.members), "marked": .bool(drift.isMarked),
        ]
    }

    private func forecastValue(_ one: InstrumentForecasts) -> JSONValue {
        [
            "instrument": .string(one.instrument), "forecasts": .integer(one.forecast.count(where: \.isFinite)),
            "truths": .integer(one.truth.count(where: \.isFinite)),
            "from": one.time.first.map { .string(Timestamp(nanoseconds: $0).description) } ?? .null,
            "to": one.time.last.map { .string(Timestamp(nanoseconds: $0).description) } ?? .null,
        ]
    }

    private var finalValue: JSONValue {
        guard let finalModel else { return .null }
        return [
            "from": .string(finalModel.period.lowerBound.description),
            "through": .string(finalModel.period.upperBound.description), "n": .integer(finalModel.samples),
            "file": .string(finalModel.file),
        ]
    }
}

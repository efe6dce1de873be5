import Core
import DataSources
import Learning
public import Reports
import StrategyKit
import TimeSeries

/// A training as its report shows it.
extension TrainingResult {
    /// Everything that the page shows.
    ///
    /// - Parameters:
    ///   - command: The command that repeats the training.
    ///   - file: The name of the model's file; `nil` where the model cannot be stored.
    public func report(command: String, file: String?) -> TrainingReport {
        let configuration = study.configuration
        var report = TrainingReport(title: configuration.reportTitle, model: plan.text, target: target)
        report.parameters = plan.parameters.map { LabelledText($0.name, $0.value.description) }
        report.provenance = [
            LabelledText("Data", study.dataHash), LabelledText("Config", configuration.hash),
            LabelledText("Seed", String(configuration.seed)), LabelledText("Version", Version.current),
            LabelledText("Sources", study.data.sources.map(\.path).joined(separator: ", ")),
        ]
        report.command = command
        report.configuration = configuration.canonicalYAML
        report.warnings = warnings(file: file)
        report.assumptions = assumptions
        report.features = plan.features.features.map { feature in
            let across = feature.across.map { ", \($0.rawValue) across instruments" } ?? ""
            return TrainingFeature(name: feature.name, expression: feature.expression + across)
        }
        let all = forecasts
        let means = baseline("mean")
        report.score = trainingScore(
            plan.kind, all.map(\.value), all.map(\.label), means: means, independent: independentCount)
        report.baselines = baselineScores(all, means)
        if let least = PredictionScore.smallestDetectable(count: independentCount) {
            report.smallestDetectable = DetectableCorrelation(
                correlation: least, count: independentCount, method: "two-sided 5 %, power 80 %")
        }
        report.instrumentScores = instrumentScores
        report.folds = folds.map(trainingFold)
        report.lossCurves = folds.filter { $0.epochs.count > 1 }.map { fold in
            LossCurve(
                name: "fold \(fold.number + 1)", training: fold.epochs.map(\.training),
                validation: fold.epochs.compactMap(\.validation))
        }
        report.stepScores = stepScores
        report.forecasts = instrumentForecasts
        report.calibration = calibration
        report.importance = importance
        report.importanceSpread = folds.count(where: { !$0.importance.isEmpty }) > 1 ? .folds : .repeats
        report.drift = drift.map { one in
            FeatureDrift(
                feature: one.feature, trainingMean: one.training.mean, trainingDeviation: one.training.deviation,
                testMean: one.test.mean, testDeviation: one.test.deviation,
                populationStabilityIndex: .value(one.stabilityIndex), kolmogorovSmirnovDistance: .value(one.distance))
        }
        if let file {
            report.finalModel = FinalModel(
                period: Timestamp(nanoseconds: final.from)..<Timestamp(nanoseconds: max(final.through, final.from + 1)),
                samples: final.sampleCount, file: file)
        }
        return report
    }

    /// Whether predictions are probabilities, or of labels of 0 and 1.
    var isOfClasses: Bool { plan.policy.centre > 0 }

    private var target: ForecastTarget {
        let kind: ForecastTarget.Kind =
            if isOfClasses { .probability } else {
                switch plan.label.kind {
                case .simpleReturn, .logReturn, .barrierReturn: .returns
                case .sign, .scaledReturn, .tripleBarrier: .value
                }
            }
        return ForecastTarget(kind: kind, name: plan.labelText(on: study.data.panel), instant: .labelEnd)
    }

    private var assumptions: [LabelledText] {
        var lines = [
            LabelledText("Label", plan.labelText(on: study.data.panel)),
            LabelledText("Window", plan.window == 1 ? "1 bar" : "\(plan.window) bars"),
            LabelledText(
                "Transforms",
                plan.transforms.isEmpty
                    ? "none" : plan.transforms.joined(separator: ", ") + ", fitted on the training samples of each fold"
            ),
            LabelledText("Weights", plan.label.weighting.rawValue),
        ]
        if let width = plan.features.widthExpression { lines.append(LabelledText("Width", width)) }
        let inspected = folds.count { !$0.importance.isEmpty }
        if inspected > 0 {
            lines.append(LabelledText("Importance", "measured in \(inspected) of \(folds.count) folds"))
        }
        switch plan.validation {
        case .walkForward: lines.append(LabelledText("Validation", "walk-forward: trained \(plan.schedule.text)"))
        case .kFold(let splitter):
            lines.append(
                LabelledText("Validation", "\(splitter.folds) purged folds; training samples may come after the test"))
        case .combinatorial(let splitter):
            lines.append(
                LabelledText(
                    "Validation", "combinatorial: \(splitter.testFolds) of \(splitter.folds) folds tested at a time"))
        }
        lines.append(
            LabelledText("Purge", "training samples whose label overlaps the test are left out of it (S66)"))
        lines.append(
            LabelledText(
                "Samples",
                "\(sampleCount); \(inWarmUp) labels lie in the warm-up, \(skipped) have a missing feature in their window"
            ))
        if let from = study.data.from {
            lines.append(
                LabelledText("Tested", "what is decided after data.from, \(from); what comes before it is learnt from"))
        }
        let coefficients = pathCoefficients.compactMap { $0 }.sorted()
        if let least = coefficients.first, let most = coefficients.last {
            lines.append(
                LabelledText(
                    "Paths",
                    "IC along \(coefficients.count) paths: from \(TrainingResult.shown(least)) to "
                        + "\(TrainingResult.shown(most)), median "
                        + TrainingResult.shown(coefficients[coefficients.count / 2])))
        }
        return lines
    }

    private func warnings(file: String?) -> [ReportWarning] {
        var list: [ReportWarning] = []
        let failed = folds.filter { $0.failure != nil }
        if let first = failed.first {
            list.append(
                ReportWarning(
                    severity: .serious, code: "failed-folds", count: failed.count,
                    text: "\(failed.count) of \(folds.count) folds have no model; fold \(first.number + 1): "
                        + (first.failure ?? "")))
        }
        if case .kFold = plan.validation { list.append(notForward) }
        if case .combinatorial = plan.validation { list.append(notForward) }
        if !plan.label.isFromOpen {
            list.append(
                ReportWarning(
                    severity: .warning, code: "close-to-close",
                    text:
                        "labels run from the close of the decision, a price that was over when it was taken; label.prices: "
                        + "next-open is what could be traded"))
        }
        if independentCount < forecasts.count {
            list.append(
                ReportWarning(
                    severity: .note, code: "dependent-forecasts",
                    text:
                        "\(forecasts.count) forecasts are worth \(independentCount) independent ones, which intervals count: "
                        + "labels that overlap, instruments that move together, and samples forecast more than once say less"
                ))
        }
        if study.data.panel.series.contains(where: { $0.instrument.isTradable && $0.content == .closes }) {
            list.append(
                ReportWarning(
                    severity: .note, code: "closes-only",
                    text: "closes alone: the next close stands for the next open"))
        }
        if file == nil {
            list.append(
                ReportWarning(
                    severity: .note, code: "model-not-stored",
                    text: "the type of the model cannot be stored, so that no model file was written; conform what it "
                        + "fits to RestorableModel and declare the model with .stored(as:) of that type"))
        }
        return list
    }

    /// A coefficient with four decimals.
    private static func shown(_ value: Double) -> String { ((value * 1e4).rounded() / 1e4).shortestText }

    private var notForward: ReportWarning {
        ReportWarning(
            severity: .warning, code: "trained-on-later-samples",
            text:
                "folds are trained on samples that come after the test: the scores say how well the model fits, not what it "
                + "would have forecast then")
    }
}

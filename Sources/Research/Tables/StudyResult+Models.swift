import Core
import DataSources
import Learning
import Reports
import Simulation
import StrategyKit
import TimeSeries

/// What the models of a run predicted, as tables.
extension StudyResult {
    /// The models in `result.json`.
    var modelsDocument: JSONValue {
        .array(
            models.map { model in
                let score = model.score
                func figure(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
                return [
                    "name": .string(model.name), "kind": .string(model.plan.kind),
                    "label": .string(model.plan.labelText(on: data.panel)),
                    "trainings": .integer(model.trainings.count),
                    "failed_trainings": .integer(model.trainings.count { !$0.failure.isEmpty }),
                    "last_model": model.trainings.last { !$0.hash.isEmpty }.map { .string($0.hash) } ?? .null,
                    "predictions": .integer(model.predictions.count), "n": .integer(score.count),
                    "ic": figure(score.informationCoefficient), "rank_ic": figure(score.rankInformationCoefficient),
                    "hit_rate": figure(score.hitRate), "smallest_detectable_ic": figure(smallestDetectable(model)),
                ]
            })
    }

    /// The fits of all models of the run, in order.
    var trainings: [Training] {
        run.log.compactMap { event in
            if case .trained(let training) = event.body { training } else { nil }
        }
    }

    /// The smallest coefficient that so many predictions show, overlapping labels counted once.
    private func smallestDetectable(_ model: ModelOutcome) -> Double? {
        PredictionScore.smallestDetectable(count: model.independentCount)
    }

    /// `predictions.csv`: `time,instrument,model,training,prediction,label`, the label empty where it is not known.
    var predictionsCSV: String {
        let symbols = data.panel.instruments.map(\.symbol)
        var text = CSVCells.line(["time", "instrument", "model", "training", "prediction", "label"])
        for model in models {
            for (one, label) in zip(model.predictions, model.labels) {
                text += CSVCells.line([
                    Timestamp(nanoseconds: one.time).description, symbols[one.instrument.place], model.name,
                    String(one.training), one.value.shortestText, label.isFinite ? label.shortestText : "",
                ])
            }
        }
        return text
    }

    /// Predictions that were not made.
    var modelWarnings: [ReportWarning] {
        models.compactMap { model in
            guard let first = model.firstFailure else { return nil }
            let count = model.failureCount
            let symbol = data.panel[first.instrument].instrument.symbol
            let (noun, pronoun) = count == 1 ? ("prediction", "it") : ("predictions", "them")
            return ReportWarning(
                severity: .warning, code: "failed-predictions", count: count,
                text: "\(count) \(noun) of \(model.name) failed, and nothing was done at \(pronoun); the first, of "
                    + "\(symbol) at \(Timestamp(nanoseconds: first.time)): \(first.reason)")
        }
    }

    /// The section of the report.
    var modelsSection: ReportSection? {
        guard !models.isEmpty else { return nil }
        func shown(_ value: Double?) -> String { value.map { (($0 * 1e4).rounded() / 1e4).shortestText } ?? "none" }
        let lines =
            models.flatMap { model -> [LabelledText] in
                let score = model.score
                let independent = model.independentCount
                let interval = score.informationCoefficient.flatMap { score.interval(of: $0, independent: independent) }
                return [
                    LabelledText(model.name, "\(model.plan.text); label: \(model.plan.labelText(on: data.panel))"),
                    LabelledText(
                        "Predictions",
                        "\(score.count) with what came: IC \(shown(score.informationCoefficient))"
                            + (interval.map { " (95 %: \(shown($0.lowerBound)) to \(shown($0.upperBound)))" } ?? "")
                            + ", rank IC \(shown(score.rankInformationCoefficient)), hit rate "
                            + (score.hitRate.map { "\((($0 * 1000).rounded() / 10).shortestText) %" } ?? "none")
                            + "; the smallest IC that \(independent) independent ones show is "
                            + shown(smallestDetectable(model))),
                    LabelledText("Trained", model.plan.schedule.text),
                ] + trainingLines(model)
            }
        return ReportSection(
            title: "What the model predicted",
            text:
                "Every prediction was made by a model whose labels had ended by then (S67); predictions.csv has each beside "
                + "what came, and backtest train shows more.",
            lines: lines)
    }

    private func trainingLines(_ model: ModelOutcome) -> [LabelledText] {
        let trainings = model.trainings
        var lines = [LabelledText("Fits", "\(trainings.count), each in events.jsonl")]
        let failed = trainings.filter { !$0.failure.isEmpty }
        if let first = failed.first {
            lines.append(
                LabelledText(
                    "Fits that failed",
                    "\(failed.count), so that the model before stayed; the first: \(first.failure)"))
        }
        return lines
    }
}

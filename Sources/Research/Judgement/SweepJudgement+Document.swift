import Core
public import Reports
import Statistics
import StrategyKit

/// The judgement as a document, schema `backtest.judgement/1`.
extension SweepJudgement {
    /// The document.
    public var document: JSONValue {
        [
            "schema": "backtest.judgement/1",
            "version": .string(Version.current),
            "name": .string(trials.sweeps[0].plan.configuration.name),
            "passed": .bool(passes),
            "verdict": .array(verdict.map { .string($0) }),
            "checks": .object(checks.map { .init($0.id, SweepJudgement.document($0)) }),
            "sweeps": .array(trials.sweeps.indices.map { sweepDocument($0) }),
            "trials": [
                "count": .integer(count.number), "from": .string(count.origin.rawValue),
                "families": .array(count.families.map { .string($0) }),
                "finished": .integer(trials.trials.count), "failed": .integer(trials.failed),
                "repeated": .integer(trials.repeated), "with_returns": .integer(trials.rows.count),
                "variance_of_sharpes": .number(count.varianceOfSharpes),
            ],
            "judged": chosenDocument,
            "settings": [
                "seed": .integer(Int(truncatingIfNeeded: settings.seed)), "resamples": .integer(settings.resamples),
                "blocks": .integer(overfitting.blocks), "periods_per_year": .number(trials.periodsPerYear),
                "confidence": .number(deflated.confidence), "benchmark": "zero",
            ],
            "figures": .object(figures.map { .init($0.id, SweepJudgement.document($0)) }),
            "overfitting": overfittingDocument,
            "standing": .array(standing.map { trialDocument(trials.trials[$0]) }),
            "notes": .array(notes.map { .string($0) }),
        ]
    }

    private static func document(_ check: JudgementCheck) -> JSONValue {
        [
            "value": check.value.map { .number($0) } ?? .null,
            (check.isLeast ? "at_least" : "at_most"): check.threshold.map { .number($0) } ?? .null,
            "passed": .bool(check.passes),
        ]
    }

    private static func document(_ figure: JudgementFigure) -> JSONValue {
        var members: [JSONValue.Member] = [.init("value", figure.value.map { .number($0) } ?? .null)]
        if let reason = figure.reason { members.append(.init("reason", .string(reason))) }
        members += [
            .init("unit", .string(figure.unit.rawValue)), .init("title", .string(figure.title)),
            .init("definition", .string(figure.definition)),
        ]
        return .object(members)
    }

    private func sweepDocument(_ place: Int) -> JSONValue {
        let sweep = trials.sweeps[place]
        return [
            "name": .string(sweep.plan.configuration.name), "sweep": .string(sweep.hashes.sweep),
            "config": .string(sweep.hashes.config), "data": .string(sweep.hashes.data),
            "trials": .integer(sweep.plan.count), "sessions": .integer(sweep.sessions.count),
            "from": sweep.sessions.first.map { .string($0.description) } ?? .null,
            "to": sweep.sessions.last.map { .string($0.description) } ?? .null,
        ]
    }

    private func trialDocument(_ trial: JudgedTrials.Trial) -> JSONValue {
        ["sweep": .integer(trial.sweep), "trial": .integer(trial.number)]
    }

    private var chosenDocument: JSONValue {
        [
            "sweep": .integer(chosen.trial.sweep), "trial": .integer(chosen.trial.number),
            "chosen_by": .string(chosen.reason), "set": chosen.settingsDocument,
            "sessions": .integer(chosen.figures.count), "mean": .number(chosen.figures.mean),
            "deviation": .number(chosen.figures.standardDeviation),
            "skewness": chosen.figures.skewness.map { .number($0) } ?? .null,
            "kurtosis_raw": chosen.figures.kurtosisRaw.map { .number($0) } ?? .null,
        ]
    }

    /// How often each logit came: for few trials there are few different ones, and all say more than their mean.
    private var overfittingDocument: JSONValue {
        var counts: [Double: Int] = [:]
        for logit in overfitting.logits { counts[logit, default: 0] += 1 }
        let logits = counts.keys.sorted()
        return [
            "choices": .integer(overfitting.choices.count), "sessions": .integer(overfitting.days),
            "logits": .array(logits.map { .number($0) }),
            "counts": .array(logits.map { .integer(counts[$0] ?? 0) }),
            "intercept": overfitting.degradationIntercept.map { .number($0) } ?? .null,
            "first_order_dominance": .bool(overfitting.firstOrderDominance),
            "second_order_dominance": .bool(overfitting.secondOrderDominance),
        ]
    }
}

import Statistics
import StylizedFacts

extension FactsReport {
    /// The name and number of the outline of `json`; keys may be added, none is changed without raising it.
    public static let schema = "backtest.facts/1"

    /// The scorecard as JSON: facts in order, each with statistic, definition, source, interval, gate and verdict.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("schema", .string(FactsReport.schema)), .init("name", .string(title)),
            .init("passes", .bool(scorecard.passes)), .init("market", document(scorecard, isCompared: true)),
        ]
        if !notice.isEmpty { members.append(.init("notice", .string(notice))) }
        if let beside { members.append(.init("beside", document(beside, isCompared: false))) }
        members.append(.init("provenance", .object(provenance.map { .init($0.label, .string($0.text)) })))
        return .object(members)
    }

    /// The text of `json`.
    public var jsonText: String { json.prettyText }

    private func document(_ card: Scorecard, isCompared: Bool) -> JSONValue {
        .object([
            .init("name", .string(card.name)),
            .init("sampling", .object(card.sampling.map { .init($0.label, .string($0.text)) })),
            .init("resamples", .integer(card.resamples)), .init("seed", .string(String(card.seed))),
            .init("passed", .integer(card.count(.passed))), .init("failed", .integer(card.count(.failed))),
            .init("facts", .array(card.results.map { document($0, isCompared: isCompared) })),
        ])
    }

    private func document(_ result: FactResult, isCompared: Bool) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("number", .integer(result.fact.rawValue)), .init("key", .string(result.fact.key)),
            .init("title", .string(result.fact.title)), .init("verdict", .string(result.verdict.label)),
        ]
        if let reason = result.verdict.reason { members.append(.init("reason", .string(reason))) }
        members += [
            .init("statistic", .string(result.fact.statistic)), .init("estimate", document(result.estimate)),
            .init("n", .integer(result.count)), .init("of", .string(result.basis)),
        ]
        if isCompared, beside != nil {
            members.append(.init("distance", distance(result).map { .number($0) } ?? .null))
        }
        members += [
            .init("gate", .array(result.conditions.map(document))),
            .init(
                "details",
                .array(
                    result.details.map { detail in
                        .object([.init("name", .string(detail.name)), .init("estimate", document(detail.estimate))])
                    })),
            .init("curves", .array(result.curves.map(document))),
            .init("notes", .array(result.notes.map { .string($0) })),
            .init("mechanism", .string(result.mechanism)), .init("definition", .string(result.fact.definition)),
            .init("source", .string(result.fact.source)),
        ]
        return .object(members)
    }

    private func document(_ estimate: Estimate) -> JSONValue {
        var members: [JSONValue.Member] = [.init("value", .number(estimate.value))]
        if let interval = estimate.interval {
            members.append(.init("interval", .array([.number(interval.low), .number(interval.high)])))
        }
        if let error = estimate.standardError { members.append(.init("standard_error", .number(error))) }
        return .object(members)
    }

    private func document(_ condition: GateCondition) -> JSONValue {
        let (outcome, reason): (String, String?) =
            switch condition.outcome {
            case .passed: ("passed", nil)
            case .failed: ("failed", nil)
            case .notJudged(let reason): ("not judged", reason)
            }
        var members: [JSONValue.Member] = [
            .init("subject", .string(condition.subject)), .init("found", .number(condition.found)),
            .init("bound", .string(condition.bound.description)), .init("outcome", .string(outcome)),
        ]
        if let reason { members.append(.init("reason", .string(reason))) }
        return .object(members)
    }

    private func document(_ curve: FactCurve) -> JSONValue {
        func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
        var members: [JSONValue.Member] = [
            .init("title", .string(curve.title)), .init("across", .string(curve.across)),
            .init("up", .string(curve.up)), .init("places", numbers(curve.places)),
            .init("values", numbers(curve.values)),
        ]
        if !curve.band.low.isEmpty {
            members += [.init("low", numbers(curve.band.low)), .init("high", numbers(curve.band.high))]
        }
        if !curve.fit.isEmpty { members.append(.init("fit", numbers(curve.fit))) }
        return .object(members)
    }
}

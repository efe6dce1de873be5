import Core
import DataSources
public import Reports
import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// The result as `result.json`.
extension StudyResult {
    /// The document, schema `backtest.result/1`.
    ///
    /// Keys may be added to it, but none changed without another schema.
    public var document: JSONValue {
        guard case .object(var members) = accountDocument else { return accountDocument }
        if !strategies.isEmpty { members.append(.init("strategies", strategiesDocument)) }
        if let market { members.append(.init("market", market.document)) }
        if !models.isEmpty { members.append(.init("models", modelsDocument)) }
        return .object(members)
    }

    private var accountDocument: JSONValue {
        let input = performance.input
        return [
            "schema": "backtest.result/1",
            "name": .string(configuration.name),
            "version": .string(Version.current),
            "seed": .integer(Int(truncatingIfNeeded: configuration.seed)),
            "outcome": .string(run.outcome.rawValue),
            "strategy": .string(strategyText),
            "hashes": [
                "data": .string(hashes.data), "config": .string(hashes.config), "events": .string(hashes.events),
            ],
            "period": [
                "from": .string(period.lowerBound.description), "to": .string(period.upperBound.description),
                "bars": .integer(data.panel.series.reduce(0) { $0 + tradedBars(of: $1).count }),
                "sessions": .integer(input.sessionDates.count),
            ],
            "equity": [
                "initial": .number(input.initialCapital), "final": .number(run.finalEquity),
                "currency": .string(configuration.broker.currency),
            ],
            "metrics": metricsDocument(metrics),
            "benchmark": benchmark.map { comparison in
                [
                    "name": .string(comparison.name), "final": .number(comparison.equity.last ?? .nan),
                    "metrics": metricsDocument(comparison.metrics.filter { $0.value != nil }),
                ]
            } ?? .null,
            "trades": [
                "count": .integer(ledger.closed.count), "open": .integer(ledger.open.count),
                "round_trips": .integer(ledger.roundTripCount),
            ],
            "orders": ordersDocument,
            "corporate_actions": actionsDocument,
            "assumptions": .object(assumptions.map { .init($0.key, .string($0.choice)) }),
            "ambiguous_bars": [
                "count": .integer(ambiguousBarCount),
                "without_finer_data": barsWithoutFiner.map { .integer($0.count) } ?? .null,
                "final_equity_all_stops_first": intrabar.map { .number($0.allStopsFirst) } ?? .null,
                "final_equity_all_targets_first": intrabar.map { .number($0.allTargetsFirst) } ?? .null,
            ],
            "audit": auditDocument,
            "warnings": .array(
                warnings.map { warning in
                    [
                        "code": .string(warning.code), "severity": .string(warning.severity.rawValue),
                        "count": .integer(warning.count), "text": .string(warning.text),
                    ]
                }),
        ]
    }

    private func metricsDocument(_ metrics: [MetricValue]) -> JSONValue {
        .object(
            metrics.map { metric in
                var members: [JSONValue.Member] = [.init("value", metric.value.map { .number($0) } ?? .null)]
                if let reason = metric.reason { members.append(.init("reason", .string(reason))) }
                members.append(.init("definition", .string(metric.definition)))
                members.append(.init("n", .integer(metric.n)))
                if let interval = metric.interval {
                    members.append(.init("interval", [.number(interval.low), .number(interval.high)]))
                }
                return .init(metric.id, .object(members))
            })
    }

    private var ordersDocument: JSONValue {
        let outcomes = orderOutcomes
        let reasons = outcomes.filter { !$0.reason.isEmpty }.map { line -> JSONValue in
            ["kind": .string(line.kind), "reason": .string(line.reason), "count": .integer(line.count)]
        }
        let counts = ["submitted", "filled", "rejected", "reduced", "cancelled", "expired"].map { kind in
            JSONValue.Member(kind, .integer(outcomes.filter { $0.kind == kind }.reduce(0) { $0 + $1.count }))
        }
        return .object(counts + [.init("reasons", .array(reasons))])
    }
}

import Core
public import Reports

extension AuditReport {
    /// The report as JSON, `backtest.audit/1`.
    public var document: JSONValue {
        [
            "schema": "backtest.audit/1", "name": .string(name), "strategy": .string(strategy),
            "clean": .bool(isClean), "runs": .integer(runCount), "steps": .integer(steps),
            "traced": .integer(tracedColumns), "causality": causalityDocument, "warm_up": warmUpDocument,
            "determinism": .array(
                determinism.rows.map { row in
                    ["variation": .string(row.variation), "difference": row.difference?.document ?? .null]
                }),
            "fills": .array(
                fills.rows.map { row in
                    [
                        "assumption": .string(row.assumption), "configured": .bool(row.isConfigured),
                        "final_equity": .number(row.finalEquity), "total_return": .number(row.totalReturn),
                        "sharpe": row.sharpe.map { .number($0) } ?? .null,
                        "sign_changes": .bool(fills.signChanges.contains(row)),
                    ]
                }),
        ]
    }

    private var causalityDocument: JSONValue {
        [
            "clean": .bool(causality.findings.isEmpty), "fast_path": .bool(causality.hasFastPath),
            "cuts": .array(causality.cuts.map { .string($0.description) }),
            "futures": .array(AlteredFuture.allCases.map { .string($0.rawValue) }),
            "findings": .array(
                causality.findings.map { finding in
                    [
                        "cut": .string(finding.cut.description), "future": .string(finding.future.rawValue),
                        "difference": finding.difference.document,
                    ]
                }),
        ]
    }

    private var warmUpDocument: JSONValue {
        [
            "clean": .bool(warmUp.finding == nil), "bars": .integer(warmUp.warmUpBars),
            "reason": warmUp.reason.map { .string($0) } ?? .null, "tolerance": .number(warmUp.tolerance),
            "from": warmUp.from.map { .string($0.description) } ?? .null, "history": .integer(warmUp.history),
            "compared": .integer(warmUp.bars),
            "rows": .array(
                warmUp.rows.map { row in
                    [
                        "multiple": .integer(row.multiple), "bars": .integer(row.bars),
                        "configured": .bool(row.isConfigured), "signals_that_differ": .integer(row.signalsThatDiffer),
                        "equity_change": .number(row.equityChange),
                        "inputs": .array(
                            row.differences.map { one in
                                [
                                    "name": .string(one.column), "instrument": .string(one.symbol),
                                    "value": .number(one.value), "settled": .number(one.settled),
                                    "fraction": .number(one.fraction),
                                    "level": .bool(warmUp.levels.contains { $0.name == one.name }),
                                ]
                            }),
                    ]
                }),
        ]
    }
}

extension AuditDifference {
    /// The difference as JSON.
    var document: JSONValue {
        var members: [JSONValue.Member] = [
            .init("time", .string(time.description)), .init("step", .integer(step)), .init("cause", .string(cause)),
        ]
        switch kind {
        case .value(let column, let expected, let found):
            members += [
                .init("kind", "value"), .init("name", .string(column)), .init("expected", .number(expected)),
                .init("found", .number(found)),
            ]
        case .decision(let expected, let found):
            members += [
                .init("kind", "event"), .init("expected", expected.map { .string($0) } ?? .null),
                .init("found", found.map { .string($0) } ?? .null),
            ]
        }
        return .object(members)
    }
}

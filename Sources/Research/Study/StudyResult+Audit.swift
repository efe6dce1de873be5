import Core
import Reports

/// What is known of the study beyond its result: the audit, or the quick check in its place.
extension StudyResult {
    /// The report's section.
    var auditPage: ReportAudit {
        if let audit { return audit.page }
        let more = "backtest audit looks at much more, and backtest run --audit puts it here"
        guard let quickCheck, quickCheck.cut != nil else {
            let reason = quickCheck?.reason.map { " (\($0))" } ?? ""
            return ReportAudit(state: .notRun, summary: "nothing was checked\(reason); \(more).")
        }
        return ReportAudit(
            state: quickCheck.hasFound ? .found : .quick,
            summary: "\(quickCheck.text), over \(quickCheck.steps) decision instants; \(more).")
    }

    /// What the audit or the quick check says, in a line; `nil` where neither was made.
    public var checkText: String? {
        if let audit { return "Audit: " + (audit.isClean ? "clean: \(audit.certificate)" : "something was found") }
        return quickCheck.map { "Quick check: \($0.hasFound ? "look-ahead" : $0.text); backtest audit checks more" }
    }

    /// Findings as serious warnings, a sign that hangs on an assumption as a warning.
    var auditWarnings: [ReportWarning] {
        if let audit {
            let findings = audit.findingTexts
            return findings.prefix(1).map {
                ReportWarning(
                    severity: .serious, code: "audit", count: findings.count, text: "the audit found: \($0)")
            }
                + audit.signChangeTexts.map {
                    ReportWarning(severity: .warning, code: "fill-sensitivity", text: $0)
                }
        }
        guard let quickCheck, quickCheck.hasFound else { return [] }
        return [
            ReportWarning(
                severity: .serious, code: "look-ahead", count: quickCheck.findings.count,
                text: "the quick check found \(quickCheck.text); backtest audit tells more")
        ]
    }

    /// The `audit` of `result.json`.
    var auditDocument: JSONValue {
        if let audit {
            return ["state": .string(auditPage.state.rawValue), "quick_check": .null, "report": audit.document]
        }
        let quick: JSONValue =
            quickCheck.map { check in
                [
                    "cut": check.cut.map { .string($0.description) } ?? .null,
                    "reason": check.reason.map { .string($0) } ?? .null, "steps": .integer(check.steps),
                    "traced": .integer(check.tracedColumns),
                    "futures": .array(AlteredFuture.quick.map { .string($0.rawValue) }),
                    "findings": .array(
                        check.findings.map { finding in
                            ["future": .string(finding.future.rawValue), "difference": finding.difference.document]
                        }),
                ]
            } ?? .null
        return ["state": .string(auditPage.state.rawValue), "quick_check": quick, "report": .null]
    }
}

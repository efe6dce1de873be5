public import Reports

extension AuditReport {
    /// The report as a section of a page.
    public var page: ReportAudit {
        func check(_ lines: [String]) -> ReportAudit.Check {
            ReportAudit.Check(title: lines[0], lines: lines.dropFirst().map { String($0.drop { $0 == " " }) })
        }
        let compared =
            tracedColumns > 0
            ? "\(tracedColumns) inputs and signals compared at each of \(steps) decision instants, and the event log"
            : "\(strategy) shows no inputs: the event log alone compared, over \(steps) decision instants"
        return ReportAudit(
            state: isClean ? .clean : .found,
            summary: "\(compared). "
                + (isClean ? "\(certificate)." : "Something was found: the result is not to be trusted as it stands."),
            checks: [check(causalityLines), check(warmUpLines), check(determinismLines)],
            fills: fills.rows.map { row in
                ReportAudit.Fills(
                    assumption: row.assumption
                        + (row.isConfigured && row.assumption != "as configured" ? " (as configured)" : ""),
                    finalEquity: row.finalEquity, totalReturn: row.totalReturn, sharpe: row.sharpe,
                    changesSign: fills.signChanges.contains(row))
            })
    }

    /// Every finding in a sentence: look ahead, cold inputs, repeats that differ.
    var findingTexts: [String] {
        var texts = causality.findings.map { finding in
            "look-ahead: with another future after \(finding.cut) (\(finding.future.rawValue)) "
                + finding.difference.text
        }
        if let finding = warmUp.finding, let cold = warmUp.excess(of: finding) {
            texts.append("\(cold.name) is cold at the first decision: more history changes it")
        }
        for row in determinism.rows {
            if let difference = row.difference { texts.append("\(row.variation): \(difference.text)") }
        }
        return texts
    }
}

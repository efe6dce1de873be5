import Core

extension AuditReport {
    /// The report for people: a part each, with what was found, and the certificate at the end.
    public var text: String {
        var lines = [
            "Audit of \(name)",
            "\(steps) decision instants; "
                + (tracedColumns > 0
                    ? "\(tracedColumns) inputs and signals compared at each, and the event log"
                    : "\(strategy) shows no inputs, so the event log alone is compared"),
            "",
        ]
        lines += causalityLines + [""] + warmUpLines + [""] + determinismLines + [""] + fillLines + [""]
        lines.append(isClean ? "Clean: \(certificate)" : "NOT CLEAN: see above")
        return lines.joined(separator: "\n") + "\n"
    }

    /// What is certified, in a line.
    public var certificate: String {
        "no value or event changed over \(causality.cuts.count) cuts with \(AlteredFuture.allCases.count) futures each, "
            + "and every repeat was the same; \(runCount) runs"
    }

    var causalityLines: [String] {
        var lines = [
            "Look ahead (S74): \(verdict(causality.findings.isEmpty)); \(causality.cuts.count) cuts, the future replaced "
                + "by \(AlteredFuture.allCases.map(\.rawValue).joined(separator: ", "))"
        ]
        for finding in causality.findings.prefix(5) {
            lines.append("  cut at \(finding.cut), future \(finding.future.rawValue): " + finding.difference.text)
        }
        if causality.findings.count > 5 { lines.append("  and \(causality.findings.count - 5) more; --json has them") }
        return lines
    }

    var warmUpLines: [String] {
        if let reason = warmUp.reason { return ["Warm-up: not compared: \(reason)"] }
        var lines = [
            "Warm-up: \(verdict(warmUp.finding == nil)); starts before \(warmUp.from?.description ?? "?") "
                + "against one with \(warmUp.history) bars of history, over \(warmUp.bars) bars"
        ]
        for row in warmUp.rows {
            var line = "  \(row.multiple) x \(warmUp.warmUpBars) bars: "
            if let greatest = row.greatest {
                line += "inputs differ by at most \(percent(greatest.fraction)) of their range"
                if greatest.fraction >= 0.0001 {
                    line +=
                        " (\(greatest.column): \(greatest.value.shortestText) for \(greatest.settled.shortestText))"
                }
                line += ", \(row.signalsThatDiffer) signals differ, "
            }
            lines.append(
                line + "final equity \(signed(row.equityChange))" + (row.isConfigured ? "; this study has it" : ""))
        }
        if let finding = warmUp.finding {
            lines.append(
                "  more than the \(percent(warmUp.tolerance)) allowed: set data.from to at least "
                    + "\(enough ?? "more than \(finding.bars)") bars behind the first")
        }
        return lines
    }

    /// The least history with which nothing differs more than is allowed.
    private var enough: String? {
        warmUp.rows.first { ($0.greatest?.fraction ?? 0) <= warmUp.tolerance }.map { String($0.bars) }
    }

    var determinismLines: [String] {
        let isSame = determinism.rows.allSatisfy { $0.difference == nil }
        var lines = ["Repeats (S73): \(verdict(isSame))"]
        for row in determinism.rows {
            lines.append("  \(row.variation): \(row.difference?.text ?? "the same")")
        }
        return lines
    }

    private var fillLines: [String] {
        var lines = ["Fills and costs, one assumption changed at a time:"]
        var cells = [["", "final equity", "total return", "Sharpe"]]
        for row in fills.rows {
            cells.append([
                row.assumption + (row.isConfigured && row.assumption != "as configured" ? " (as configured)" : ""),
                rounded(row.finalEquity, 2), percent(row.totalReturn), row.sharpe.map { rounded($0, 2) } ?? "n/a",
            ])
        }
        let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
        for row in cells {
            let figures = (1...3).map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }
            lines.append(
                "  " + row[0] + String(repeating: " ", count: widths[0] - row[0].count) + "  "
                    + figures.joined(separator: "  "))
        }
        return lines + signChangeTexts.map { "warning: \($0)" }
    }

    /// A sentence for each assumption on which the result's sign hangs.
    var signChangeTexts: [String] {
        fills.signChanges.map { row in
            "with \(row.assumption) the total return is \(percent(row.totalReturn)) instead of "
                + "\(percent(fills.rows.first?.totalReturn ?? .nan)): its sign hangs on this assumption"
        }
    }

    private func verdict(_ isGood: Bool) -> String { isGood ? "nothing found" : "FOUND" }

    private func percent(_ fraction: Double) -> String { rounded(fraction * 100, 2) + " %" }

    private func signed(_ fraction: Double) -> String {
        fraction == 0 ? "the same" : (fraction > 0 ? "+" : "") + percent(fraction)
    }

    private func rounded(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return value.shortestText }
        let scale = digits == 2 ? 100.0 : 1
        let units = Int64((abs(value) * scale).rounded())
        let cents = String(units % 100)
        return (value < 0 && units != 0 ? "-" : "") + "\(units / 100)."
            + String(repeating: "0", count: 2 - cents.count) + cents
    }
}

extension AuditDifference {
    /// What differs, when, and who did it.
    public var text: String {
        switch kind {
        case .value(let column, let expected, let found):
            "at \(time) \(column) is \(found.shortestText) instead of \(expected.shortestText); caused by \(cause)"
        case .decision(let expected, let found):
            "at \(time) the log has \(found ?? "nothing more") instead of \(expected ?? "nothing more"); "
                + "caused by \(cause)"
        }
    }
}

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
        "no value or event changed over \(cuts) with \(AlteredFuture.allCases.count) futures each, "
            + "and every repeat was the same; \(runCount) runs"
    }

    private var cuts: String { causality.cuts.count == 1 ? "1 cut" : "\(causality.cuts.count) cuts" }

    var causalityLines: [String] {
        var lines = [
            "Look ahead (S74): \(verdict(causality.findings.isEmpty)); \(cuts), the future replaced "
                + "by \(AlteredFuture.allCases.map(\.rawValue).joined(separator: ", "))"
                + (causality.hasFastPath ? ", bar by bar and on the fast path" : "")
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
                        " (\(greatest.name): \(greatest.value.shortestText) for \(greatest.settled.shortestText))"
                }
                line += ", \(row.signalsThatDiffer) signals differ, "
            }
            lines.append(
                line + "final equity \(signed(row.equityChange))" + (row.isConfigured ? "; this study has it" : ""))
        }
        let cold = warmUp.finding.flatMap { warmUp.excess(of: $0) }
        let levels = warmUp.levels
        for level in levels {
            lines.append(
                "  \(level.name) is a level set by where the data begin: more history moves it and does not settle it"
                    + (cold == nil
                        ? "; neither signals nor equity differ" : "; compare it with its own past, such as its average")
            )
        }
        if let cold, !levels.contains(where: { $0.name == cold.name }) {
            lines.append("  \(cold.name) differs by more than the \(percent(warmUp.tolerance)) allowed: \(remedy)")
        }
        return lines
    }

    /// How much history would do.
    private var remedy: String {
        if let enough = warmUp.rows.first(where: { warmUp.excess(of: $0) == nil }) {
            return "set data.from so that at least \(enough.bars) bars come before it"
        }
        return "set data.from so that more than \(warmUp.rows.last?.bars ?? 0) bars come before it"
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

import Core

/// Attempts as lines of text.
struct LedgerLines {
    var form: LedgerForm
    /// The metrics that have columns.
    var metrics: [String]

    /// A field's value in both forms.
    private enum Value {
        case text(String?)
        case number(Double?)
        case whole(Int64?)
        case flag(Bool)
        case list([String])
        /// A text that is JSON already.
        case json(String)
    }

    /// The fields before the metrics.
    private static let fields: [(name: String, value: @Sendable (LedgerEntry) -> Value)] = [
        ("attempt", { .whole($0.attempt) }), ("trial", { .text($0.identity.description) }),
        ("repeat", { .flag($0.isRepeat) }), ("state", { .text($0.state.rawValue) }),
        ("reason", { .text($0.outcome?.reason) }), ("family", { .text($0.start.study.familyKey) }),
        ("family_text", { .text($0.start.study.familyText) }), ("strategy", { .text($0.start.study.strategy) }),
        ("instruments", { .list($0.start.study.instruments) }),
        ("from", { .text($0.start.study.period.lowerBound.description) }),
        ("to", { .text($0.start.study.period.upperBound.description) }), ("run_as", { .text($0.start.study.kind) }),
        ("sweep", { .text($0.start.study.sweep) }), ("config_hash", { .text($0.start.configHash) }),
        ("data_hash", { .text($0.start.study.dataHash) }), ("settings", { .json($0.start.settings) }),
        ("begun", { .text($0.start.begun.description) }), ("ended", { .text($0.outcome?.ended.description) }),
        ("host", { .text($0.start.study.process.host) }), ("version", { .text($0.start.study.version) }),
        ("sessions", { .whole($0.outcome?.moments.map { Int64($0.sessions) }) }),
        ("mean", { .number($0.outcome?.moments?.mean) }),
        ("standard_deviation", { .number($0.outcome?.moments?.standardDeviation) }),
        ("skewness", { .number($0.outcome?.moments?.skewness) }),
        ("kurtosis", { .number($0.outcome?.moments?.kurtosis) }),
        ("sharpe", { .number($0.outcome?.moments?.sharpe) }),
    ]

    /// The first line.
    var header: String {
        guard form == .csv else { return "" }
        let names = LedgerLines.fields.map(\.name) + metrics.map { LedgerLines.quoted("metric." + $0) }
        return names.joined(separator: ",") + "\n"
    }

    /// Appends an attempt's line.
    func append(_ entry: LedgerEntry, to output: inout String) {
        switch form {
        case .csv: appendCSV(entry, to: &output)
        case .jsonLines: appendJSON(entry, to: &output)
        }
    }

    private func appendCSV(_ entry: LedgerEntry, to output: inout String) {
        for (place, field) in LedgerLines.fields.enumerated() {
            if place > 0 { output += "," }
            switch field.value(entry) {
            case .text(let text): output += LedgerLines.quoted(text ?? "")
            case .json(let text): output += LedgerLines.quoted(text)
            case .number(let number): output += number?.shortestText ?? ""
            case .whole(let number): output += number.map(String.init) ?? ""
            case .flag(let flag): output += flag ? "true" : "false"
            case .list(let list): output += LedgerLines.quoted(list.joined(separator: " "))
            }
        }
        for name in metrics {
            output += ","
            output += entry.outcome?.metrics[name]?.shortestText ?? ""
        }
        output += "\n"
    }

    private func appendJSON(_ entry: LedgerEntry, to output: inout String) {
        output += "{"
        for (place, field) in LedgerLines.fields.enumerated() {
            if place > 0 { output += "," }
            output += "\"\(field.name)\":"
            switch field.value(entry) {
            case .text(let text): output += text.map { JSONText.quoted($0, escaping: .lineEnds) } ?? "null"
            // What was set stands as a text where a line end would break the line.
            case .json(let text):
                output +=
                    text.contains(where: \.isNewline) || text.isEmpty
                    ? JSONText.quoted(text, escaping: .lineEnds) : text
            case .number(let number): output += LedgerLines.json(number)
            case .whole(let number): output += number.map(String.init) ?? "null"
            case .flag(let flag): output += flag ? "true" : "false"
            case .list(let list):
                output += "[" + list.map { JSONText.quoted($0, escaping: .lineEnds) }.joined(separator: ",") + "]"
            }
        }
        output += ",\"metrics\":{"
        if let metrics = entry.outcome?.metrics {
            for (place, name) in metrics.names.enumerated() {
                if place > 0 { output += "," }
                output += JSONText.quoted(name, escaping: .lineEnds) + ":" + LedgerLines.json(metrics.values[place])
            }
        }
        output += "}}\n"
    }

    private static func json(_ number: Double?) -> String {
        guard let number, number.isFinite else { return "null" }
        return number.shortestText
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

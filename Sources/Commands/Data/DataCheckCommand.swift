import ArgumentParser
import DataSources
import Reports
import TimeSeries

/// `backtest data check`.
struct DataCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks for what is wrong with files of bars; mends nothing.",
        discussion: """
            Gaps against the calendar, duplicates, disorder, highs and lows that do not enclose, missing prices, zero \
            volume, prices that stand still, splits that were not adjusted for, changes of unit, bars off the sessions by \
            whole hours. With --strict the status is 4 where anything worse than a note was found.

              backtest data check Data/daily/aapl.csv --calendar XNYS
              backtest data check 'minutes/*.csv' --stamp end --zone America/New_York --strict
            """)

    @OptionGroup var input: DataReadOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "End with status 4 where anything worse than a note was found.")
    var strict = false

    func run() throws {
        let options = try input.readOptions()
        var checked: [CheckedRows] = []
        do throws(DataError) {
            checked = try MarketData.check(options, progress: DataReadOptions.progress)
        } catch {
            throw CommandFailure(.data, error.description)
        }
        Console.endProgress()
        Console.out(
            json ? JSONValue.array(checked.map(document)).prettyText : checked.map(text).joined(separator: "\n"))
        for one in checked {
            if let failure = one.failure { Console.note(failure.description) }
        }
        if checked.contains(where: { $0.failure != nil }) { throw CommandFailure(.data) }
        if strict && !checked.allSatisfy(\.passesStrict) { throw CommandFailure(.data) }
    }

    private func text(_ checked: CheckedRows) -> String {
        guard checked.failure == nil else { return "\(checked.path): cannot be read\n" }
        var text = "\(checked.path): \(checked.symbol), \(checked.rows) rows"
        if checked.rows > 0 { text += ", \(checked.first) to \(checked.last)" }
        text += ", calendar \(checked.calendar)\n"
        if checked.findings.isEmpty { return text + "  nothing found\n" }
        let rows = checked.findings.map { finding in
            [
                "  " + finding.severity.rawValue, finding.kind.rawValue, String(finding.count),
                finding.text + places(of: finding),
            ]
        }
        return text + TextTable.text(rows)
    }

    private func places(of finding: DataFinding) -> String {
        let lines = finding.places.compactMap { $0.line.map { String($0) } }
        guard !lines.isEmpty else { return "" }
        return
            " (line\(lines.count == 1 ? "" : "s") \(lines.joined(separator: ", "))\(finding.count > lines.count ? ", …" : ""))"
    }

    private func document(_ checked: CheckedRows) -> JSONValue {
        [
            "path": .string(checked.path), "symbol": .string(checked.symbol), "rows": .integer(checked.rows),
            "first": .string(checked.first), "last": .string(checked.last), "calendar": .string(checked.calendar),
            "error": checked.failure.map { .string($0.description) } ?? .null,
            "findings": .array(
                checked.findings.map { finding in
                    [
                        "kind": .string(finding.kind.rawValue), "severity": .string(finding.severity.rawValue),
                        "count": .integer(finding.count), "text": .string(finding.text),
                        "semantics": .string(finding.kind.semanticsLine),
                        "places": .array(
                            finding.places.map { place in
                                [
                                    "line": place.line.map { .integer($0) } ?? .null,
                                    "row": .integer(place.sourceRow + 1),
                                    "stamp": .string(place.stamp),
                                ]
                            }),
                    ]
                }),
        ]
    }
}

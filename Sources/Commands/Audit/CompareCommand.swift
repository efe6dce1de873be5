import ArgumentParser
import Core
import Foundation
import Reports
import Research
import Statistics

/// `backtest compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Puts the metrics and curves of several runs side by side.",
        discussion: """
            Reads folders that `backtest run` wrote.

              backtest compare runs/golden-cross-* --html comparison.html
              backtest compare runs/a runs/b --csv | grep ^sharpe,
            """)

    @Argument(help: ArgumentHelp("Folders of runs, at least two.", valueName: "run"))
    var runs: [String]

    @Flag(help: "Print the comparison as JSON.")
    var json = false

    @Flag(help: "Print every metric as CSV: metric, then a column a run.")
    var csv = false

    @Option(help: ArgumentHelp("Write a page with curves and metrics.", valueName: "file"))
    var html: String?

    func validate() throws {
        guard runs.count >= 2 else { throw ValidationError("compare needs at least two runs.") }
        guard !(json && csv) else { throw ValidationError("--json and --csv exclude each other.") }
    }

    func run() throws {
        let comparison: RunComparison
        do throws(RunRecordError) {
            var records: [RunRecord] = []
            for path in runs { records.append(try RunRecord(path)) }
            comparison = try RunComparison(records)
        } catch {
            throw CommandFailure(.data, error.description)
        }
        if let html {
            let page = comparison.html { value, metric in SummaryFigure.text(value, metric.unit) }
            do { try Data(page.utf8).write(to: URL(fileURLWithPath: html), options: .atomic) } catch {
                throw CommandFailure(.failed, "\(html): error: cannot be written: \(error.localizedDescription)")
            }
        }
        if json {
            Console.out(comparison.document.prettyText)
        } else if csv {
            Console.out(TextTable.csv(rows(comparison)))
        } else {
            Console.out(text(comparison))
        }
    }

    private func rows(_ comparison: RunComparison) -> [[String]] {
        let header = ["metric"] + comparison.columns.map(\.run.path)
        let metrics = comparison.rows.map { row in [row.metric.id] + row.values.map { $0?.shortestText ?? "" } }
        return [header] + metrics
    }

    private static let shown = [
        "total_return", "cagr", "volatility", "sharpe", "sortino", "calmar", "max_drawdown", "exposure_time",
        "turnover", "costs_total", "round_trips_count", "round_trips_win_rate", "round_trips_profit_factor",
    ]

    /// The figures that matter most; `--csv` and `--json` have all.
    private func text(_ comparison: RunComparison) -> String {
        let columns = comparison.columns
        var cells = [[""] + columns.map(\.title)]
        cells.append(["From"] + columns.map { String($0.period.from.prefix(10)) })
        cells.append(["To"] + columns.map { String($0.period.to.prefix(10)) })
        cells.append(["Bars"] + columns.map { String($0.bars) })
        cells.append(["Final equity"] + columns.map { SummaryFigure.money($0.finalEquity) })
        for row in comparison.rows where CompareCommand.shown.contains(row.metric.id) {
            cells.append(
                [row.metric.labelledTitle]
                    + row.values.map { $0.map { SummaryFigure.text($0, row.metric.unit) } ?? "n/a" })
        }
        let ends = comparison.periodEnds
        if !ends.rows.isEmpty {
            cells.append([""] + columns.map { _ in "" })
            cells.append(["Equity at the end of each \(ends.isMonthly ? "month" : "year")"] + columns.map { _ in "" })
            for row in ends.rows {
                cells.append([row.period] + row.equity.map { $0.map { SummaryFigure.money($0) } ?? "" })
            }
        }
        let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        let lines = cells.map { row -> String in
            let line = row.enumerated().map { place, cell in
                let blanks = String(repeating: " ", count: widths[place] - cell.count)
                return place == 0 ? cell + blanks : blanks + cell
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        return (lines + comparison.notes.map { "note: \($0)" }).joined(separator: "\n") + "\n"
    }
}

import Core
import DataSources
import MarketVenue
import Reports
import Research
import Simulation
import Statistics
import StrategyKit

/// The result on a screen.
struct ResultSummary {
    private let result: StudyResult
    private let folder: String

    init(_ result: StudyResult, folder: String) {
        self.result = result
        self.folder = folder
    }

    private static let rows = [
        "total_return", "cagr", "volatility", "sharpe", "sortino", "calmar", "max_drawdown", "exposure_time",
        "turnover", "costs_total", "round_trips_count", "round_trips_win_rate", "round_trips_profit_factor",
    ]

    /// Title, period, table of figures, assumptions, warnings, folder.
    var text: String {
        let period = result.period
        let bars = result.performance.input.times.count
        var lines = [
            Console.bold(result.configuration.name),
            "\(period.lowerBound.date) to \(period.upperBound.date), \(result.data.panel.count == 1 ? "" : "\(result.data.panel.count) instruments, ")"
                + "\(bars) \(bars == 1 ? "bar" : "bars"), \(result.strategyText)",
            "",
        ]
        lines += table
        lines.append("")
        lines += marketLines
        lines.append("Fills: " + result.fillsText)
        for warning in result.warningTexts { lines.append(warning) }
        lines.append("")
        if let line = result.checkText { lines.append(line) }
        lines.append("Report: \(folder)/report.html")
        return lines.joined(separator: "\n") + "\n"
    }

    /// What orders met in the simulated market.
    private var marketLines: [String] {
        guard let market = result.market else { return [] }
        func percent(_ value: Double?) -> String { value.map { "\(SummaryFigure.fixed($0 * 100, 2)) %" } ?? "n/a" }
        let summary = market.summary
        var lines = [
            "In the market: \(percent(market.liveReturn)); on its bars without it: \(percent(market.barsReturn)); "
                + "\(percent(market.volumeShare)) of the volume",
            "Orders: \(summary.orders), filled \(percent(summary.fillRatio)) of what was asked, "
                + "\(percent(summary.makerShare)) while waiting, slippage "
                + (summary.slippageBasisPoints.map { "\(SummaryFigure.fixed($0, 2)) bp" } ?? "n/a"),
        ]
        for point in market.capacity?.points ?? [] {
            lines.append(
                "Capital \(SummaryFigure.money(point.capital)): \(percent(point.liveReturn)), on bars "
                    + "\(percent(point.backtestReturn)), filled \(percent(point.executions.fillRatio)), slippage "
                    + (point.executions.slippageBasisPoints.map { "\(SummaryFigure.fixed($0, 2)) bp" } ?? "n/a")
                    + (point.isUnderfilled ? " (underfilled)" : ""))
        }
        if let points = market.capacity?.points, points.contains(where: \.isUnderfilled) {
            let least = SummaryFigure.fixed(CapacityCurve.leastFilled * 100, 0)
            lines.append(
                "Underfilled: less than \(least) % of what was asked was filled; the return is that of a smaller size, not "
                    + "what the capital carries")
        }
        return lines + [""]
    }

    private var table: [String] {
        let benchmark = result.benchmark
        var cells: [[String]] = [["", "strategy", benchmark == nil ? "" : "benchmark", "95 % interval"]]
        let final = result.run.finalEquity
        let other = benchmark?.equity.last
        cells.append(["Final equity", SummaryFigure.money(final), other.map { SummaryFigure.money($0) } ?? "", ""])
        for id in ResultSummary.rows {
            guard let declaration = MetricCatalogue.metric(id), let value = result.metric(id) else { continue }
            let theirs = benchmark?.metrics.first { $0.id == id }
            cells.append([
                declaration.labelledTitle, SummaryFigure.text(value, declaration.unit),
                theirs.flatMap { $0.value == nil ? nil : SummaryFigure.text($0, declaration.unit) } ?? "",
                value.interval.map {
                    "[\(SummaryFigure.text($0.low, declaration.unit)), \(SummaryFigure.text($0.high, declaration.unit))]"
                } ?? "",
            ])
        }
        let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { row in
            let name = row[0] + String(repeating: " ", count: widths[0] - row[0].count)
            let figures = (1...2).map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }
            let line = "  " + name + "  " + figures.joined(separator: "  ") + (row[3].isEmpty ? "" : "  " + row[3])
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}

/// A figure in few digits.
enum SummaryFigure {
    /// A metric, or why there is none.
    static func text(_ metric: MetricValue, _ unit: MetricUnit) -> String {
        metric.value.map { text($0, unit) } ?? metric.reason ?? "n/a"
    }

    /// A value in its unit.
    static func text(_ value: Double, _ unit: MetricUnit) -> String {
        switch unit {
        case .fraction, .probability: "\(fixed(value * 100, 2)) %"
        case .currency: money(value)
        case .count, .sessions: value == value.rounded() ? money(value, digits: 0) : fixed(value, 1)
        case .bars, .days: fixed(value, 1)
        case .ratio: fixed(value, 2)
        }
    }

    /// Money with thousands apart: `123,456.78`.
    static func money(_ value: Double, digits: Int = 2) -> String {
        let text = fixed(abs(value), digits)
        let whole = text.prefix { $0 != "." }
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0 && (whole.count - index) % 3 == 0 { grouped += "," }
            grouped.append(digit)
        }
        return (value < 0 ? "-" : "") + grouped + text.dropFirst(whole.count)
    }

    /// A number with so many digits behind the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return value.shortestText }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int64((abs(value) * scale).rounded())
        let whole = scaled / Int64(scale)
        let rest = String(scaled % Int64(scale))
        let sign = value < 0 && scaled != 0 ? "-" : ""
        guard digits > 0 else { return sign + String(whole) }
        return sign + "\(whole)." + String(repeating: "0", count: digits - rest.count) + rest
    }
}

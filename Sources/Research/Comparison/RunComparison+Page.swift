import Core
import Foundation
public import Statistics

extension RunComparison {
    /// A page that needs nothing but itself: curves of equity over that at the start, and the metrics.
    ///
    /// - Parameter text: A figure of a metric as people read it.
    public func html(text: (Double, MetricDeclaration) -> String) -> String {
        var page = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Comparison of runs</title>
            <style>
            body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
            table { border-collapse: collapse } th, td { padding: .15rem .8rem; text-align: right }
            th:first-child, td:first-child { text-align: left } tbody tr:nth-child(odd) { background: #8881 }
            svg { width: 100%; height: auto } polyline { fill: none; stroke-width: 1.5 }
            </style></head><body>
            <h1>Comparison of runs</h1>

            """
        page += notes.map { "<p>Note: \(escaped($0)).</p>\n" }.joined()
        page += curves
        page += "<table><thead><tr><th>Metric</th>"
        page += columns.map { "<th>\(escaped($0.title))</th>" }.joined()
        page += "</tr></thead><tbody>\n"
        for row in rows {
            page += "<tr><td>\(escaped(row.metric.labelledTitle))</td>"
            page += row.values.map { "<td>\($0.map { escaped(text($0, row.metric)) } ?? "n/a")</td>" }.joined()
            page += "</tr>\n"
        }
        return page + "</tbody></table>\n</body></html>\n"
    }

    private static let colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b"]

    /// Equity over that at the start, on a logarithmic scale where all is above zero, by time.
    private var curves: String {
        let (width, height) = (1_000.0, 380.0)
        let times = columns.map { column in column.curve.map { RunComparison.days($0.time) } }
        let values = columns.map { column in column.curve.map { $0.equity / column.initialEquity } }
        let isPositive = values.allSatisfy { $0.allSatisfy { $0 > 0 } }
        let levels = values.map { $0.map { isPositive ? log($0) : $0 } }
        guard let first = times.joined().min(), let last = times.joined().max(), last > first,
            let low = levels.joined().min(), let high = levels.joined().max()
        else { return "" }
        let range = high > low ? high - low : 1
        var figure = "<h2>Equity over that at the start\(isPositive ? ", logarithmic" : "")</h2>\n"
        figure += "<svg viewBox=\"0 0 1000 420\" role=\"img\" aria-label=\"Equity of each run\">\n"
        let days = columns.flatMap { [$0.curve.first?.time, $0.curve.last?.time] }.compactMap { $0?.prefix(10) }
        func label(_ level: Double) -> String {
            let value = isPositive ? exp(level) : level
            return ((value * 1_000).rounded() / 1_000).shortestText
        }
        let labels = [
            (0.0, 408.0, "start", String(days.min() ?? "")), (width, 408, "end", String(days.max() ?? "")),
            (0, 12, "start", label(high)), (0, 388, "start", label(low)),
        ]
        for (across, up, anchor, text) in labels {
            figure += "<text x=\"\(RunComparison.tenths(across))\" y=\"\(RunComparison.tenths(up))\" "
            figure += "text-anchor=\"\(anchor)\" font-size=\"12\" fill=\"gray\">\(escaped(text))</text>\n"
        }
        for (place, column) in columns.enumerated() {
            let colour = RunComparison.colours[place % RunComparison.colours.count]
            // More points than the page is wide cannot be seen.
            let step = max(1, column.curve.count / 1_000)
            let points = stride(from: 0, to: column.curve.count, by: step).map { index in
                let across = (times[place][index] - first) / (last - first) * width
                let up = 10 + (1 - (levels[place][index] - low) / range) * height
                return "\(RunComparison.tenths(across)),\(RunComparison.tenths(up))"
            }
            figure += "<polyline stroke=\"\(colour)\" points=\"\(points.joined(separator: " "))\">"
            figure += "<title>\(escaped(column.title))</title></polyline>\n"
        }
        figure += "</svg>\n<p>"
        for (place, column) in columns.enumerated() {
            let colour = RunComparison.colours[place % RunComparison.colours.count]
            figure += "<span style=\"color:\(colour)\">&#9644;</span> \(escaped(column.title)) &nbsp; "
        }
        return figure + "</p>\n"
    }

    /// The days of an instant since 1970, from ISO 8601 text in UTC.
    static func days(_ text: String) -> Double {
        let numbers = text.split { !("0"..."9").contains($0) }.prefix(6).compactMap { Int($0) }
        guard numbers.count >= 3 else { return 0 }
        let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        let clock = numbers.dropFirst(3).reduce((seconds: 0.0, unit: 3_600.0)) { sum, number in
            (sum.seconds + Double(number) * sum.unit, sum.unit / 60)
        }
        return Double(date.daysSinceEpoch) + clock.seconds / 86_400
    }

    private static func tenths(_ value: Double) -> String { ((value * 10).rounded() / 10).shortestText }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}

import Core
import Reports
import Simulation
import Statistics

/// The result as lines of text.
extension StudyResult {
    /// All metrics as CSV: metric, value, unit, definition, n, reason.
    public var metricsCSV: String {
        var text = "metric,value,unit,definition,n,reason\n"
        for (declaration, metric) in zip(MetricCatalogue.all, metrics) {
            let cells = [
                metric.id, metric.value?.shortestText ?? "", declaration.unit.rawValue, metric.definition,
                String(metric.n), metric.reason ?? "",
            ]
            text += CSVCells.line(cells)
        }
        return text
    }

    /// The conventions in force in a line: `market next-open, limit through, intrabar pessimistic`.
    public var fillsText: String {
        let fills = assumptions.prefix(3).map { "\($0.key.replacing("_fill", with: "")) \($0.choice)" }
        return fills.joined(separator: ", ") + "; costs: "
            + costModel.map { "\($0.label.lowercased()) \($0.text)" }.joined(separator: "; ")
    }

    /// Warnings and notes, a line each: `warning: …`.
    public var warningTexts: [String] {
        warnings.map { "\($0.severity == .note ? "note" : "warning"): \($0.text)" }
    }
}

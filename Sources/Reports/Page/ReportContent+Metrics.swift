import Core

extension ReportContent {
    /// The headline table: each figure with its interval, the comparisons and its definition.
    var headlineSection: PageSection {
        let shown = headline.compactMap { metric($0) }
        return PageSection(
            id: "headline", title: "Result", question: "what did it make?",
            body: shown.isEmpty
                ? Cells.absent("No metrics were computed.") : metricTable(shown, name: "metrics headline")
        )
    }

    /// Every metric by group with its definition.
    var allMetricsSection: PageSection? {
        guard !metrics.isEmpty else { return nil }
        var groups: [String] = []
        for metric in metrics where !groups.contains(metric.group) { groups.append(metric.group) }
        var table = metricTable(of: metrics, name: "metrics")
        table.groups = groups.map { group in
            PageTable.Group(heading: "\(group)", rows: metricRows(metrics.filter { $0.group == group }, of: metrics))
        }
        let body = table.markup
        return PageSection(
            id: "metrics", title: "All metrics", question: "how is each defined?",
            body: "<details><summary>\(metrics.count) metrics with their definitions</summary>\(body)</details>\n")
    }

    /// A table of the metrics of some ids; nothing where none is there.
    func metricTable(ids: [String]) -> Markup {
        let shown = ids.compactMap { metric($0) }
        return shown.isEmpty ? "" : metricTable(shown, name: "metrics")
    }

    private func metricTable(_ metrics: [MetricFigure], name: String) -> Markup {
        var table = metricTable(of: metrics, name: name)
        table.rows = metricRows(metrics, of: metrics)
        return table.markup
    }

    /// A table without rows that has the columns which some metrics need.
    private func metricTable(of metrics: [MetricFigure], name: String) -> PageTable {
        var columns: [PageTable.Column] = [.text("Metric"), .figure("Strategy")]
        if metrics.contains(where: { $0.interval != nil }) { columns.append(.figure("Interval")) }
        for place in comparedPlaces(metrics) { columns.append(.figure("\(comparisons[place])")) }
        return PageTable(columns: columns + [.text("Definition")], name: name)
    }

    /// The comparisons for which any of some metrics has a value.
    private func comparedPlaces(_ metrics: [MetricFigure]) -> [Int] {
        comparisons.indices.filter { place in metrics.contains { $0.comparisons.count > place } }
    }

    /// Rows of metrics for a table that has the columns of `all`.
    private func metricRows(_ metrics: [MetricFigure], of all: [MetricFigure]) -> [[Markup]] {
        let hasIntervals = all.contains { $0.interval != nil }
        let compared = comparedPlaces(all)
        return metrics.map { metric -> [Markup] in
            var cells: [Markup] = [
                "<span title=\"\(metric.id)\">\(metric.label)</span>",
                "<b>\(Cells.figure(metric.value, unit: metric.unit))</b>",
            ]
            if hasIntervals { cells.append(intervalMarkup(metric)) }
            for place in compared {
                cells.append(
                    place < metric.comparisons.count
                        ? Cells.figure(metric.comparisons[place], unit: metric.unit) : "<span class=\"none\">–</span>")
            }
            cells.append(
                """
                <span class="meaning">\(metric.meaning)</span> \
                <small><code>\(metric.definition)</code> n=\(FigureText.count(metric.count))</small>
                """)
            return cells
        }
    }

    private func intervalMarkup(_ metric: MetricFigure) -> Markup {
        guard let interval = metric.interval else { return "" }
        let (lower, upper) = (
            FigureText.figure(interval.lower, unit: metric.unit), FigureText.figure(interval.upper, unit: metric.unit)
        )
        return """
            <span class="interval" title="\(interval.method)">\(lower) … \(upper)\
            <small>\(FigureText.percent(interval.level, decimals: interval.level == 0.95 ? 0 : 1))</small></span>
            """
    }
}

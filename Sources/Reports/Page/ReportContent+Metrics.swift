import Core

extension ReportContent {
    /// The headline table: each figure with its interval, the comparisons and its definition.
    var headlineSection: PageSection {
        let shown = headline.compactMap { metric($0) }
        return PageSection(
            id: "headline", title: "Result", question: "what did it make?",
            body: shown.isEmpty ? absentText("No metrics were computed.") : metricTable(shown, name: "metrics headline")
        )
    }

    /// Every metric by group with its definition.
    var allMetricsSection: PageSection? {
        guard !metrics.isEmpty else { return nil }
        var groups: [String] = []
        for metric in metrics where !groups.contains(metric.group) { groups.append(metric.group) }
        let body = groups.map { group -> Markup in
            "<h3>\(group)</h3>" + metricTable(metrics.filter { $0.group == group }, name: "metrics")
        }.joined()
        return PageSection(
            id: "metrics", title: "All metrics", question: "how is each defined?",
            body: "<details><summary>\(metrics.count) metrics with their definitions</summary>\(body)</details>\n")
    }

    /// A table of the metrics of some ids; nothing where none is there.
    func metricTable(ids: [String]) -> Markup {
        let shown = ids.compactMap { metric($0) }
        return shown.isEmpty ? "" : metricTable(shown, name: "metrics")
    }

    /// A sentence that says why there is nothing.
    func absentText(_ reason: String) -> Markup { "<p class=\"absent\">\(reason)</p>\n" }

    private func metricTable(_ metrics: [MetricFigure], name: String) -> Markup {
        let hasIntervals = metrics.contains { $0.interval != nil }
        let compared = comparisons.indices.filter { place in metrics.contains { $0.comparisons.count > place } }
        var columns: [PageTable.Column] = [.text("Metric"), .figure("Strategy")]
        if hasIntervals { columns.append(.figure("Interval")) }
        for place in compared { columns.append(.figure("\(comparisons[place])")) }
        columns.append(.text("Definition"))
        let rows = metrics.map { metric -> [Markup] in
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
        return PageTable(columns: columns, rows: rows, name: name).markup
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

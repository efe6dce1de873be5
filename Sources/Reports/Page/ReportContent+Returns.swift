import Core

extension ReportContent {
    /// How regular the returns were: months, years, rolling figures, distribution.
    func returnsSection(data: inout [JSONValue]) -> PageSection? {
        var body = Markup()
        if let daily, !daily.dates.isEmpty {
            let monthly = MonthlyReturns(daily)
            let benchmark = comparisons.first ?? "Benchmark"
            body += monthly.markup(benchmark: benchmark)
            body += """
                <p class="note">Daily returns compounded; the first and the last month hold the sessions of the \
                period only.</p>

                """
            body += monthly.yearsMarkup(benchmark: benchmark)
        } else {
            body += Cells.absent("No months: the run has no whole session.")
        }
        for (place, figure) in rolling.enumerated() {
            let line = TimeChart.Line(
                label: figure.definition, tone: place % 2 == 0 ? "strategy" : "second", values: figure.values)
            body += TimeChart(
                id: "rolling-chart-\(place)", title: figure.label, height: 160, unit: figure.unit, time: figure.time,
                lines: [line], included: figure.values.contains { $0.isFinite } ? [0] : [], limit: 5_000
            ).markup(data: &data)
        }
        if let daily { body += distributionMarkup(daily) }
        return PageSection(id: "returns", title: "Returns", question: "how regular were they?", body: body)
    }

    private func distributionMarkup(_ daily: DailyReturns) -> Markup {
        let title = "Distribution of daily returns"
        // Days without a position say nothing about the shape and would bury it.
        let active = daily.returns.filter { $0 != 0 }
        guard let histogram = Histogram(active) else {
            let count = active.filter(\.isFinite).count
            return Figures.notDrawn(
                title, "n=\(count) returns that are not zero, at least \(Histogram.fewestValues) different are needed")
        }
        let note: Markup = """
            n=\(FigureText.count(histogram.total)) days with a return other than zero of \
            \(FigureText.count(daily.returns.count)); mean \(FigureText.percent(histogram.mean, decimals: 3)), standard \
            deviation \(FigureText.percent(histogram.deviation, decimals: 3)) of those days (ddof 1).
            """
        return histogram.markup(title: title, note: note)
    }

    /// How bad it got: the worst drawdowns and the tails.
    var drawdownSection: PageSection? {
        var body = Markup()
        if drawdowns.isEmpty {
            body += Cells.absent(
                (equity.equity.min() ?? 1) > 0
                    ? "No drawdown: equity never fell below an earlier peak."
                    : "Equity fell to zero or below: no fall is a fraction of it.")
        } else {
            let rows = drawdowns.enumerated().map { place, episode -> [Markup] in
                [
                    "\(place + 1)", Cells.percent(episode.depth), Cells.time(episode.peak), Cells.time(episode.trough),
                    episode.recovery.map { Cells.time($0) } ?? "<b class=\"down\">not recovered</b>",
                    "\(FigureText.count(episode.bars))",
                    "\(FigureText.figure(episode.days, unit: .days))",
                ]
            }
            body +=
                PageTable(
                    columns: [
                        .figure("#"), .figure("Depth"), .text("Peak (UTC)"), .text("Trough"), .text("Recovery"),
                        .figure("Bars"), .figure("Days"),
                    ], rows: rows, name: "plain", caption: "Worst drawdowns, from peak to recovery"
                ).markup
        }
        let tailTable = metricTable(ids: tails)
        if !tailTable.isEmpty { body += "<h3>Tails</h3>" + tailTable }
        return PageSection(id: "drawdowns", title: "Drawdowns", question: "how bad did it get?", body: body)
    }
}

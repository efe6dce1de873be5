import Core

extension ReportContent {
    /// Equity and its drawdown.
    func equitySection(data: inout [JSONValue]) -> PageSection {
        var lines = [TimeChart.Line(label: "strategy", tone: "strategy", values: equity.equity)]
        if !equity.benchmark.isEmpty {
            let label = comparisons.first ?? "benchmark"
            lines.append(TimeChart.Line(label: label, tone: "benchmark", values: equity.benchmark))
        }
        var body = TimeChart(
            id: "equity-chart", title: "Equity, \(currency)", height: 320, unit: .cash, time: equity.time, lines: lines,
            offersLogarithm: true
        ).markup(data: &data)
        var falls = [TimeChart.Line(label: "strategy", tone: "loss", values: equity.drawdown, isArea: true)]
        if !equity.benchmark.isEmpty {
            let fall = EquityCurve.drawdown(of: equity.benchmark, from: equity.initialEquity)
            falls.append(TimeChart.Line(label: comparisons.first ?? "benchmark", tone: "benchmark", values: fall))
        }
        body += TimeChart(
            id: "drawdown-chart", title: "Drawdown", height: 140, unit: .fraction, time: equity.time, lines: falls,
            included: [0]
        ).markup(data: &data)
        let ends = equity.equity.last.map { FigureText.fixed($0, decimals: 2) } ?? FigureText.missing
        body += """
            <p class="note">From \(FigureText.fixed(equity.initialEquity, decimals: 2)) to \(ends) \(currency) over \
            \(FigureText.count(equity.count)) marks; the initial capital is the first peak. \
            All rows: <a href="equity.csv">equity.csv</a>.</p>

            """
        return PageSection(id: "equity", title: "Equity", question: "how did it get there?", body: body)
    }

    /// Exposure over time, and its figures.
    func exposureSection(data: inout [JSONValue]) -> PageSection? {
        var lines: [TimeChart.Line] = []
        func share(_ column: [Cash]) -> [Double] {
            LongArray.map(zip(column, equity.equity)) { $1 > 0 ? $0 / $1 : .nan }
        }
        let isLongOnly = equity.grossExposure == equity.netExposure
        if !equity.grossExposure.isEmpty {
            let label = isLongOnly ? "gross and net, which are the same: never short" : "gross"
            lines.append(TimeChart.Line(label: label, tone: "strategy", values: share(equity.grossExposure)))
        }
        if !equity.netExposure.isEmpty, !isLongOnly {
            lines.append(TimeChart.Line(label: "net", tone: "second", values: share(equity.netExposure)))
        }
        var body = Markup()
        if !lines.isEmpty {
            body += TimeChart(
                id: "exposure-chart", title: "Exposure over equity", height: 160, unit: .fraction, time: equity.time,
                lines: lines, included: [0], limit: 8_000
            ).markup(data: &data)
        }
        body += metricTable(ids: exposure)
        guard !body.isEmpty else { return nil }
        return PageSection(id: "exposure", title: "Exposure", question: "how much could it carry?", body: body)
    }
}

import Core
import TimeSeries

extension ReportContent {
    private static let mostPriceCharts = 12
    private static let mostBars = 24_000
    private static let mostBarsOfOne = 16_000
    private static let mostGroups = 60
    private static let fewestScattered = 10

    /// The bars of a series that lie in the period.
    private func places(of series: BarSeries) -> Range<Int> {
        let first = series.firstIndex(endingAtOrAfter: period.lowerBound + 1)
        return first..<max(first, series.firstIndex(endingAtOrAfter: period.upperBound + 1))
    }

    /// Prices with entries and exits.
    func priceSection(data: inout [JSONValue]) -> PageSection? {
        guard !prices.isEmpty else { return nil }
        let shown = prices.prefix(ReportContent.mostPriceCharts)
        let limit = min(ReportContent.mostBarsOfOne, ReportContent.mostBars / shown.count)
        let held = TradeTable(trades: trades).held
        var body = Markup()
        if shown.count > 1 {
            let options = shown.enumerated().map { place, series -> Markup in
                "<option value=\"price-chart-\(place)\">\(series.instrument.symbol)</option>"
            }.joined()
            body += """
                <p class="chooser" hidden><label>Instrument <select id="price-choice">\(options)</select></label></p>

                """
        }
        for (place, series) in shown.enumerated() {
            let symbol = series.instrument.symbol
            body += PriceChart(
                id: "price-chart-\(place)", series: series, places: places(of: series),
                trades: held.filter { $0.instrument == symbol },
                openPositions: openPositions.filter { $0.instrument == symbol }, limit: limit
            ).markup(data: &data)
        }
        var notes: [Markup] = ["A line joins an entry to its exit, in the colour of its gain or loss."]
        if prices.count > shown.count {
            notes.append("The first \(shown.count) of \(prices.count) instruments are drawn.")
        }
        if trades.count > held.count {
            notes.append("Entries and exits of the first \(FigureText.count(held.count)) lots are marked.")
        }
        body += "<p class=\"note\">\(notes.reduce(into: Markup()) { $0 += "\($1) " })</p>\n"
        return PageSection(id: "prices", title: "Prices", question: "where did it enter and exit?", body: body)
    }

    /// The trades, by lot and by kind.
    var tradeSection: PageSection {
        var body = Markup()
        if trades.isEmpty {
            body += Cells.absent("No trade was closed.")
        } else {
            let table = TradeTable(trades: trades)
            body += table.markup
            body += tradeFigures
            body += "<div class=\"columns\">"
            body += groupTable(heading: "Exit reason", caption: "By exit reason") { $0.exitReason }
            body += groupTable(heading: "Side", caption: "Long and short") { $0.side.rawValue }
            body += "</div>"
            if universe.count > 1 {
                body += groupTable(heading: "Instrument", caption: "By instrument") { $0.instrument }
            }
        }
        body += openMarkup
        return PageSection(id: "trades", title: "Trades", question: "where did it come from?", body: body)
    }

    private func groupTable(heading: Markup, caption: Markup, by label: (TradeRow) -> String) -> Markup {
        let groups = TradeGroup.groups(trades, by: label)
        let shown = Array(groups.prefix(ReportContent.mostGroups))
        let title: Markup =
            groups.count > shown.count ? "\(caption), the first \(shown.count) of \(groups.count)" : caption
        return TradeGroup.table(shown, heading: heading, caption: title)
    }

    private var tradeFigures: Markup {
        var body: Markup = "<div class=\"columns\">"
        let title = "Distribution of returns by lot"
        let returns = trades.map(\.tradeReturn)
        if let histogram = Histogram(returns) {
            let count = FigureText.count(histogram.total)
            let note: Markup = "n=\(count); mean \(FigureText.percent(histogram.mean)) a lot."
            body += histogram.markup(title: title, note: note)
        } else {
            body += Figures.notDrawn(
                title, "n=\(returns.count), at least \(Histogram.fewestValues) different are needed")
        }
        body += excursionMarkup
        return body + "</div>\n"
    }

    /// Each lot's return against the furthest the price went against it.
    private var excursionMarkup: Markup {
        let title = "Return against adverse excursion"
        let known = trades.filter { $0.maximumAdverseExcursion.isFinite && $0.tradeReturn.isFinite }
        guard known.count >= ReportContent.fewestScattered,
            let across = PlotScale(holding: [known.map { -$0.maximumAdverseExcursion }], including: [0]),
            let up = PlotScale(holding: [known.map(\.tradeReturn)], including: [0])
        else {
            return Figures.notDrawn(title, "n=\(known.count), at least \(ReportContent.fewestScattered) are needed")
        }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        for (tone, isWin) in [("loss", false), ("gain", true)] {
            let points = known.filter { ($0.netPnl > 0) == isWin }.map { (-$0.maximumAdverseExcursion, $0.tradeReturn) }
            plot.dots(points, tone: tone)
        }
        return Figures.still(
            title: title, legend: [("gain", "wins"), ("loss", "losses")], height: 220,
            plot: plot.markup(
                title: title, across: AxisTick.linear(across.range, maximum: 6, unit: .fraction),
                up: AxisTick.linear(up.range, maximum: 5, unit: .fraction)),
            note: "Across: furthest move against the position; up: return after costs; a dot is a lot.")
    }

    private var openMarkup: Markup {
        guard !openPositions.isEmpty else { return "" }
        let rows = openPositions.map { position -> [Markup] in
            let stale: Markup = position.isStale ? " <span class=\"down\">stale</span>" : ""
            return [
                "\(position.instrument)", "\(position.side.rawValue)", "\(FigureText.quantity(position.quantity))",
                Cells.time(position.entryTime), "\(FigureText.price(position.entryPrice))",
                "\(FigureText.price(position.markPrice))\(stale)",
                Cells.cash(position.unrealisedPnl),
            ]
        }
        return PageTable(
            columns: [
                .text("Instrument"), .text("Side"), .figure("Quantity"), .text("Entry (UTC)"), .figure("Price"),
                .figure("Mark"), .figure("Unrealised P&amp;L"),
            ], rows: rows, name: "plain", caption: "Open at the end, marked and not closed"
        ).markup
    }
}

import Core

extension VenueReport {
    /// The part of the page about orders in the market.
    var section: PageSection {
        PageSection(
            id: "market", title: "In the market", question: "what did its own orders do to the price?",
            body: summaryMarkup + impactChart + impactMarkup + capacityChart + capacityMarkup)
    }

    private var summaryMarkup: Markup {
        func row(_ label: Markup, _ value: Markup) -> [Markup] { [label, value] }
        var rows = [
            row("Return in the market", FactCell.percent(liveReturn)),
            row("Return on the bars of the market without it", FactCell.percent(barsReturn)),
            row("Gap", FactCell.percent(barsReturn - liveReturn)),
            row("Share of the volume", FactCell.percent(volumeShare)),
            row(
                "Orders, and those that got anything", "\(FigureText.count(orders)), \(FigureText.count(filledOrders))"),
            row("Filled of what was asked", FactCell.percent(fillRatio)),
            row("Filled while waiting", FactCell.percent(makerShare)),
            row("Slippage against the mid at arrival", "\(FigureText.fixed(slippage, decimals: 2))"),
            row("The same in basis points", FactCell.number(slippageBasisPoints, decimals: 2)),
            row("Seconds to the first fill", FactCell.number(secondsToFirstFill, decimals: 3)),
        ]
        if secondsInQueue != nil || volumeAhead != nil {
            rows.append(row("Seconds in the queue", FactCell.number(secondsInQueue, decimals: 3)))
            rows.append(row("Volume ahead at arrival", FactCell.number(volumeAhead, decimals: 0)))
        }
        return PageTable(
            columns: [.text("Orders in the book"), .figure("")], rows: rows, name: "plain",
            caption: "What orders met; means over orders"
        ).markup + "<p class=\"note\">All orders: <a href=\"executions.csv\">executions.csv</a>.</p>\n"
    }

    private var impactMarkup: Markup {
        guard impact.contains(where: { $0.fills > 0 }) else { return "" }
        let rows = impact.filter { $0.fills > 0 }.map { point -> [Markup] in
            [
                point.seconds == 0 ? "at once" : "\(point.seconds.shortestText) s",
                FactCell.number(point.basisPoints, decimals: 2), FactCell.number(point.error, decimals: 2),
                FactCell.number(point.takers, decimals: 2), FactCell.number(point.makers, decimals: 2),
                "\(FigureText.count(point.orders))", "\(FigureText.count(point.fills))",
            ]
        }
        return PageTable(
            columns: [
                .text("After the fill"), .figure("All"), .figure("Standard error"), .figure("That came"),
                .figure("That waited"), .figure("Orders"), .figure("Fills"),
            ], rows: rows, name: "plain",
            caption:
                "How the mid moved in the direction of its trades, in basis points, weighted by lots; errors clustered by order"
        ).markup
    }

    private var capacityMarkup: Markup {
        guard !capacity.isEmpty else { return "" }
        let rows = capacity.map { point -> [Markup] in
            [
                "\(point.multiple.shortestText)×", "\(FigureText.fixed(point.capital, decimals: 0))",
                FactCell.percent(point.liveReturn),
                FactCell.percent(point.barsReturn), FactCell.number(point.slippageBasisPoints, decimals: 2),
                (point.fillRatio ?? 1) < leastFilled
                    ? "<b>\(FactCell.percent(point.fillRatio))</b>" : FactCell.percent(point.fillRatio),
                FactCell.percent(point.volumeShare),
            ]
        }
        return PageTable(
            columns: [
                .figure("Cash"), .figure("Capital"), .figure("Return in the market"), .figure("On its bars"),
                .figure("Slippage, bp"),
                .figure("Filled"), .figure("Of the volume"),
            ], rows: rows, name: "plain", caption: "How much it carries: the same market with another capital"
        ).markup
    }
}

/// Cells of figures that may be missing.
private enum FactCell {
    private static let none: Markup = "<span class=\"none\">n/a</span>"

    static func percent(_ value: Double?) -> Markup {
        value.flatMap { $0.isNaN ? nil : "\(FigureText.percent($0))" } ?? none
    }

    static func number(_ value: Double?, decimals: Int) -> Markup {
        value.flatMap { $0.isNaN ? nil : "\(FigureText.fixed($0, decimals: decimals))" } ?? none
    }
}

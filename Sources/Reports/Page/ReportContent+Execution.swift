import Core

extension ReportContent {
    /// What trading cost, and what became of orders.
    var executionSection: PageSection {
        PageSection(
            id: "execution", title: "Execution", question: "what did trading cost, what was refused?",
            body: "<div class=\"columns\">\(costMarkup)\(orderMarkup)</div>\(ambiguityMarkup)")
    }

    private var costMarkup: Markup {
        guard !costs.isEmpty else { return Cells.absent("No costs were charged.") }
        var gross = 0.0
        for trade in trades { gross += trade.grossPnl }
        var total = 0.0
        for cost in costs { total += cost.amount }
        func row(_ label: Markup, _ amount: Cash) -> [Markup] {
            [
                label, "\(FigureText.fixed(amount, decimals: 2))",
                gross > 0 ? "\(FigureText.percent(amount / gross, decimals: 1))" : "<span class=\"none\">n/a</span>",
                equity.initialEquity > 0
                    ? "\(FigureText.percent(amount / equity.initialEquity))" : "<span class=\"none\">n/a</span>",
            ]
        }
        let rows = costs.map { row("\($0.label)", $0.amount) } + [row("<b>Total</b>", total)]
        let table = PageTable(
            columns: [
                .text("Cost"), .figure("\(currency)"), .figure("Of gross P&amp;L"), .figure("Of initial capital"),
            ], rows: rows, name: "plain", caption: "Costs; gross P&amp;L is that of closed lots"
        ).markup
        guard !income.isEmpty else { return table }
        let earned = PageTable(
            columns: [
                .text("Income"), .figure("\(currency)"), .figure("Of gross P&amp;L"), .figure("Of initial capital"),
            ], rows: income.map { row("\($0.label)", $0.amount) }, name: "plain",
            caption: "Income that no trade shows"
        ).markup
        return "<div>\(table)\(earned)</div>"
    }

    private var orderMarkup: Markup {
        guard !orderOutcomes.isEmpty else { return Cells.absent("No order was submitted.") }
        let rows = orderOutcomes.map { line -> [Markup] in
            ["\(line.kind)", "\(line.reason)", "\(FigureText.count(line.count))"]
        }
        let table = PageTable(
            columns: [.text("Orders"), .text("Reason"), .figure("Count")], rows: rows, name: "plain",
            caption: "What became of orders")
        return """
            <div>\(table.markup)<p class="note">All rows: <a href="orders.csv">orders.csv</a>, \
            <a href="fills.csv">fills.csv</a>, <a href="events.jsonl">events.jsonl</a>.</p></div>

            """
    }

    private var ambiguityMarkup: Markup {
        guard let ambiguousBars else { return "" }
        guard ambiguousBars.count > 0 else {
            return "<p class=\"note\">No bar had a stop and a target in reach at once.</p>\n" + finerMarkup
        }
        let bars: Markup = ambiguousBars.count == 1 ? "1 bar" : "\(FigureText.count(ambiguousBars.count)) bars"
        var text: Markup = """
            <p><b>\(bars)</b> had a stop and a target in reach at once; their order inside the bar is an assumption.
            """
        if let worst = ambiguousBars.returnAllStopsFirst, let best = ambiguousBars.returnAllTargetsFirst {
            text += """
                 Total return with all stops first: \(FigureText.percent(worst)); with all targets first: \
                \(FigureText.percent(best)). A strategy that depends on its path can lie outside the two.
                """
        }
        return text + "</p>\n" + finerMarkup
    }

    private var finerMarkup: Markup {
        guard let count = ambiguousBars?.withoutFinerData else { return "" }
        guard count > 0 else { return "<p class=\"note\">Finer bars cover every bar: orders met these.</p>\n" }
        let bars: Markup = count == 1 ? "1 bar is" : "\(FigureText.count(count)) bars are"
        return "<p><b>\(bars)</b> not covered by finer data; inside them stops come before targets.</p>\n"
    }
}

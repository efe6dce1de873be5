import Core

extension ReportContent {
    /// What an audit found; absent where the caller says nothing of one.
    var auditSection: PageSection? {
        audit.map { audit in
            PageSection(
                id: "audit", title: "Audit", question: "does it see the future, and what does it hang on?",
                body: audit.markup)
        }
    }
}

extension ReportAudit {
    /// State, checks and the table of fills.
    var markup: Markup {
        let name: Markup =
            switch state {
            case .clean: "clean"
            case .found: "found"
            case .quick, .notRun: "note"
            }
        let list = checks.map { check -> Markup in
            let lines = check.lines.map { line -> Markup in "<li>\(line)</li>" }.joined()
            return "<h3>\(check.title)</h3>\n" + (lines.isEmpty ? "" : "<ul>\(lines)</ul>\n")
        }.joined()
        return "<p class=\"\(name)\"><b>\(state.rawValue)</b>: \(summary)</p>\n\(list)\(fillsMarkup)"
    }

    private var fillsMarkup: Markup {
        guard !fills.isEmpty else { return "" }
        let rows = fills.map { row -> [Markup] in
            [
                "\(row.assumption)" + (row.changesSign ? " <b class=\"down\">its sign changes</b>" : ""),
                Cells.cash(row.finalEquity), Cells.percent(row.totalReturn),
                row.sharpe.map { "\(FigureText.fixed($0, decimals: 2))" } ?? "<span class=\"none\">n/a</span>",
            ]
        }
        return PageTable(
            columns: [.text("Assumption"), .figure("Final equity"), .figure("Total return"), .figure("Sharpe ratio")],
            rows: rows, name: "plain", caption: "Fills and costs, one assumption changed at a time"
        ).markup
    }

    /// The audit as a page of its own, which needs no other file and no network.
    ///
    /// - Parameter name: What was audited.
    public func html(name: String) -> String {
        let page: Markup = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Audit of \(name) – backtest</title>
            <style>\(Markup(trusted: ReportStyle.text))</style>
            </head>
            <body>
            <main>
            <header id="trust"><p class="eyebrow">Audit</p>
            <h1>\(name)</h1></header>
            <section id="audit">\(markup)</section>
            </main>
            </body>
            </html>

            """
        return page.html
    }
}

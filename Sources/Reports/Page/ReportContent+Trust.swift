import Core

extension ReportContent {
    /// The top of the page: what was run, and whether it can be trusted.
    var trustMarkup: Markup {
        let lede: Markup = strategy.isEmpty ? "" : "<p class=\"lede\">\(strategy)</p>\n"
        let words: Markup = notes.isEmpty ? "" : "<p class=\"notes\">\(notes)</p>\n"
        return """
            <header id="trust"><p class="eyebrow">Backtest report</p>
            <h1>\(name)</h1>
            \(lede)\(words)\(identityMarkup)\(Cells.warnings(warnings))\
            <div class="columns">\(assumptionsMarkup)<div>\(costModelMarkup)\(dataNotesMarkup)\(historyMarkup)</div></div>
            </header>

            """
    }

    private var identityMarkup: Markup {
        let symbols = universe.prefix(12).joined(separator: ", ") + (universe.count > 12 ? " …" : "")
        let facts: [(Markup, Markup)] = [
            ("Period", "\(period.lowerBound.date.description) to \(period.upperBound.date.description)"),
            ("Bars", "\(FigureText.count(bars))"),
            ("Universe", "\(FigureText.count(universe.count)): \(symbols)"),
            ("Version", "\(provenance.version)"), ("Seed", "\(String(provenance.seed))"),
            ("Data", Cells.shortHash(provenance.dataHash)), ("Config", Cells.shortHash(provenance.configHash)),
            ("Events", Cells.shortHash(provenance.eventsHash)),
        ]
        let items = facts.map { fact -> Markup in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" }.joined()
        return "<dl class=\"facts\">\(items)</dl>\n"
    }

    private var assumptionsMarkup: Markup {
        guard !assumptions.isEmpty else { return "" }
        let tally = ReportAssumption.Leaning.allCases.map { leaning -> String in
            String(assumptions.count { $0.leaning == leaning }) + " " + leaning.rawValue
        }.joined(separator: ", ")
        let rows = assumptions.map { assumption -> [Markup] in
            [
                "\(assumption.key)<small>\(assumption.meaning)</small>", "<b>\(assumption.choice)</b>",
                "<span class=\"leaning \(assumption.leaning.rawValue)\">\(assumption.leaning.rawValue)</span>",
            ]
        }
        return PageTable(
            columns: [.text("Assumption"), .text("In force"), .text("Leans")], rows: rows, name: "assumptions",
            caption: "Assumptions: \(tally)"
        ).markup
    }

    private var costModelMarkup: Markup {
        let list: Markup = costModel.isEmpty ? "<p>None: trading is free in this run.</p>" : Cells.list(costModel)
        return "<h3>Costs</h3>\(list)"
    }

    private var dataNotesMarkup: Markup {
        dataNotes.isEmpty ? "" : "<h3>Data quality</h3>\(Cells.list(dataNotes))"
    }

    /// The one block that may differ between two runs of the same bytes (S73).
    private var historyMarkup: Markup {
        let trials: Markup =
            history.trials.map { "<dt>Trials behind it</dt><dd>\(FigureText.count($0))</dd>" }
            ?? "<dt>Trials behind it</dt><dd>not counted</dd>"
        let lines = (history.trialLines + history.circumstances).map { line -> Markup in
            "<dt>\(line.label)</dt><dd>\(line.text)</dd>"
        }.joined()
        return "<!-- history:begin -->\n<h3>Trials and host</h3><dl>\(trials)\(lines)</dl>\n<!-- history:end -->\n"
    }
}

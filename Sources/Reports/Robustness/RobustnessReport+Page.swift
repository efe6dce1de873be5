import Statistics

extension RobustnessReport {
    /// The report as one HTML file that needs no other file, no network and no script.
    ///
    /// Its bytes are a function of the content.
    ///
    /// - Returns: UTF-8 text of the page; its size does not grow with the number of drawn runs.
    public var html: String {
        PageDocument(
            title: title, generator: "backtest", header: trustMarkup,
            sections: kinds.map(section) + [reproduceSection].compactMap { $0 },
            data: ["charts": .array([]), "trades": TradeTable(trades: []).pageData],
            style: SweepStyle.text + RobustnessReport.style, hasLiveCharts: false
        ).html(charts: nil)
    }

    private static let style = #"""
        .verdicts th{text-align:left;font-weight:600;white-space:nowrap}.verdicts td{white-space:normal}
        .spreads td,.spreads th,.levels td,.levels th{white-space:nowrap}
        .levels td:last-child,.overview td:first-child{white-space:normal}
        .spreads td:first-child,.levels td:first-child{white-space:normal;min-width:120px}

        """#

    private static let hashLength = 64

    /// The top of the page: what was varied, and the verdicts.
    private var trustMarkup: Markup {
        """
        <header id="trust"><p class="eyebrow">\(form == .robustness ? "Robustness report" : "Other histories")</p>
        <h1>\(title)</h1>
        \(factsMarkup)\(verdictMarkup)\(checksMarkup)\(overviewMarkup)</header>

        """
    }

    private var factsMarkup: Markup {
        var facts: [(Markup, Markup)] = zip(figures, base).map { figure, value in
            ("\(figure.label)", "\(text(value, figure))")
        }
        if sessions > 0 {
            facts.append(("Period", "\(period.from) to \(period.to)"))
            facts.append(("Sessions", "\(FigureText.count(sessions))"))
        }
        facts.append(("Runs", "\(FigureText.count(runs))"))
        facts.append(("Trials", "0, as nothing is chosen by them"))
        for line in provenance {
            let isHash = line.text.utf8.count == RobustnessReport.hashLength && line.text.allSatisfy(\.isHexDigit)
            facts.append(("\(line.label)", isHash ? Cells.shortHash(line.text) : "\(line.text)"))
        }
        let items = facts.map { fact -> Markup in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" }.joined()
        let ruin: Markup =
            isRuined
            ? "<p class=\"verdict unshown\"><b>The study itself was ruined:</b> its equity fell to zero or below.</p>\n"
            : ""
        return "<dl class=\"facts\">\(items)</dl>\n\(ruin)"
    }

    private var verdictMarkup: Markup {
        PageTable(
            columns: [.text("Varied"), .text("What came of it")],
            rows: kinds.map { kind in
                [
                    "<a href=\"#\(kind.id)\">\(kind.title)</a>",
                    kind.applies ? "\(kind.verdict)" : "<span class=\"none\">\(kind.verdict)</span>",
                ]
            }, name: "verdicts"
        ).markup
    }

    private var checksMarkup: Markup {
        guard !checks.isEmpty else { return "" }
        return PageTable(
            columns: [.text("Threshold"), .text("Of"), .figure("Found"), .figure("Asked for"), .text("")],
            rows: checks.map { check in
                let isLeast = check.id.hasPrefix("least")
                return [
                    "<code>\(check.id)</code>", "\(check.subject)", "\(FigureText.figure(check.found, unit: .ratio))",
                    "\(isLeast ? "at least " : "at most ")\(FigureText.figure(check.threshold, unit: .ratio))",
                    check.passes ? "met" : "<span class=\"down\">not met</span>",
                ]
            }, name: "checks", caption: "What the config asks for"
        ).markup
    }

    /// A row for each group.
    private var overviewMarkup: Markup {
        let groups = kinds.flatMap { kind in kind.groups.map { (kind, $0) } }
        let rows = groups.map { kind, group -> [Markup] in
            let done = group.runs.filter { !$0.values.isEmpty }
            let losses = done.count { $0.values[0] < 0 }
            func spread(_ figure: Int) -> [Markup] {
                let spread = FigureSpread(done.map { $0.values[figure] }.filter(\.isFinite))
                return [spread?.low, spread?.median, spread?.high].map { value in
                    "\(value.map { text($0, figures[figure]) } ?? FigureText.missing)"
                }
            }
            let share: Markup =
                done.isEmpty
                ? "n/a" : "\(FigureText.percent(Double(losses) / Double(done.count), decimals: 1))"
            return [
                "\(kind.title): \(group.name)", "\(FigureText.count(group.runs.count))",
                "\(FigureText.count(group.runs.count - done.count))", share,
                "\(FigureText.count(done.count(where: \.isRuined)))",
            ] + spread(0) + spread(3)
        }
        let quantiles: [Markup] = ["5\u{202f}%", "median", "95\u{202f}%"]
        return PageTable(
            columns: [.text("Runs of"), .figure("Runs"), .figure("Failed"), .figure("Lost"), .figure("Ruined")]
                + quantiles.map { .figure("Return \($0)") } + quantiles.map { .figure("Drawdown \($0)") },
            rows: rows, name: "overview levels", caption: "All groups of runs"
        ).markup
    }

    private var reproduceSection: PageSection? {
        var body = Markup()
        if !provenance.isEmpty { body += "<div class=\"hashes\">\(Cells.list(provenance))</div>\n" }
        if !configuration.isEmpty {
            body += "<h3>Config as resolved</h3>\n<pre class=\"config\"><code>\(configuration)</code></pre>\n"
        }
        guard !body.isEmpty else { return nil }
        let files: (Markup, Markup) =
            form == .robustness ? ("runs.csv", "robustness.json") : ("histories.csv", "histories.json")
        body += Cells.note("Every run is in \(files.0), all figures in \(files.1), the command in manifest.json.")
        return PageSection(id: "reproduce", title: "Reproduce", question: "the same bytes again", body: body)
    }

    /// A figure in the way of its unit.
    func text(_ value: Double, _ figure: Figure) -> String {
        value.isFinite ? FigureText.figure(value, unit: figure.unit) : FigureText.missing
    }
}

import Statistics
import StylizedFacts

extension FactsReport {
    /// The scorecard as one HTML file that needs no other file, no network and no script.
    ///
    /// Its bytes are a function of the content.
    public var html: String {
        PageDocument(
            title: title, generator: "backtest", header: trustMarkup,
            sections: marketSections + FactsReport.chapters.compactMap(section)
                + [reproduceSection].compactMap { $0 },
            data: ["charts": .array([]), "trades": TradeTable(trades: []).pageData],
            style: SweepStyle.text + FactsReport.style, hasLiveCharts: false
        ).html(charts: nil)
    }

    private static let style = #"""
        .scores td,.scores th{white-space:nowrap}.scores td:nth-child(2),.scores td:nth-child(3){white-space:normal;
        min-width:130px}
        .gate td:first-child,.gate td:last-child{white-space:normal}.details{max-width:760px}
        .fact{border-top:1px solid var(--rule);margin-top:26px}.fact h3{margin-bottom:4px}
        .fact dl{max-width:none}

        """#

    private var marketSections: [PageSection] {
        guard let picture else { return [] }
        return [
            PageSection(id: "market", title: "Market", question: "what did prices and people do?", body: picture.markup)
        ]
    }

    /// The facts by what they are about.
    private static let chapters: [(id: String, title: String, question: String, facts: [StylizedFact])] = [
        (
            "returns", "Returns", "do prices move as prices do?",
            [
                .noLinearPredictability, .fatTails, .tailIndex, .aggregationalGaussianity, .volatilityClustering,
                .conditionalHeavyTails, .leverageEffect, .gainLossAsymmetry, .timeScaleAsymmetry, .priceDiffusivity,
            ]
        ),
        (
            "trading", "Trading", "is traded as people trade?",
            [.bidAskBounce, .volumeVolatility, .orderSignMemory, .tradeDurations, .intradaySeasonality]
        ),
        ("book", "Book and impact", "does the book answer?", [.spread, .bookShape, .metaOrderImpact]),
        ("instruments", "Several instruments", "do they move together?", [.eppsEffect]),
    ]

    private var trustMarkup: Markup {
        var facts: [(Markup, Markup)] = [("Market", "\(scorecard.name)")]
        for verdict in [FactVerdict.passed, .failed, .reported, .notMeasurable("")] {
            facts.append(("Facts \(verdict.label)", "\(scorecard.count(verdict))"))
        }
        facts += scorecard.sampling.map { ("\($0.label)", "\($0.text)") }
        if let beside {
            facts.append(("Beside it", "\(beside.name)"))
            facts += beside.sampling.map { ("\($0.label) beside it", "\($0.text)") }
        }
        let items = facts.map { fact -> Markup in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" }.joined()
        let failed = scorecard.results.filter { $0.verdict == .failed }.map(\.fact.title)
        let verdict: Markup =
            failed.isEmpty
            ? (scorecard.passes
                ? "<p class=\"verdict\">No gate failed. Facts that could not be measured are no evidence either way.</p>\n"
                : "<p class=\"verdict unshown\">No gate could be judged on what this market left.</p>\n")
            : "<p class=\"verdict unshown\"><b>Failed:</b> \(failed.joined(separator: ", ")).</p>\n"
        let first: Markup = notice.isEmpty ? "" : "<p class=\"verdict unshown\"><b>\(notice)</b></p>\n"
        return """
            <header id="trust"><p class="eyebrow">Scorecard of stylised facts</p>
            <h1>\(title)</h1>
            <dl class="facts">\(items)</dl>
            \(first)\(verdict)\(overview)</header>

            """
    }

    private var overview: Markup {
        var columns: [PageTable.Column] = [
            .figure("No."), .text("Fact"), .text("Statistic"), .figure("Found"), .figure("95\u{202f}% interval"),
            .figure("n"), .text("Verdict"),
        ]
        if beside != nil { columns += [.figure("Beside it"), .text("Its verdict"), .figure("Distance, s.e.")] }
        let rows = scorecard.results.map { result -> [Markup] in
            var row: [Markup] = [
                "\(result.fact.rawValue)", "<a href=\"#\(result.fact.key)\">\(result.fact.title)</a>",
                "\(result.fact.statistic)", FactsReport.figure(result.estimate.value),
                FactsReport.interval(result.estimate), "\(FactText.count(result.count))",
                FactsReport.verdict(result.verdict),
            ]
            if let beside {
                let other = beside[result.fact]
                row += [
                    FactsReport.figure(other?.estimate.value ?? .nan),
                    other.map { FactsReport.verdict($0.verdict) } ?? "",
                    FactsReport.figure(distance(result) ?? .nan),
                ]
            }
            return row
        }
        var markup = PageTable(columns: columns, rows: rows, name: "scores", caption: "All facts").markup
        if beside != nil {
            markup += Cells.note(
                """
                Distance is the difference from the market beside it, in standard errors of the latter's figure by the \
                stationary bootstrap.
                """)
        }
        return markup
            + Cells.note(
                "Gates are constants and are not moved for any market. That cash and shares are conserved is asserted by runs."
            )
    }

    private func section(
        _ chapter: (id: String, title: String, question: String, facts: [StylizedFact])
    ) -> PageSection? {
        let results = chapter.facts.compactMap { scorecard[$0] }
        guard !results.isEmpty else { return nil }
        return PageSection(
            id: chapter.id, title: chapter.title, question: chapter.question, body: results.map(fact).joined())
    }

    private func fact(_ result: FactResult) -> Markup {
        var lines = [
            LabelledText("Statistic", result.fact.statistic), LabelledText("Definition", result.fact.definition),
            LabelledText("Source", result.fact.source), LabelledText("Mechanism", result.mechanism),
        ]
        if !result.basis.isEmpty {
            lines.insert(LabelledText("Of", "\(FactText.count(result.count)) \(result.basis)"), at: 1)
        }
        var body: Markup = """
            <div class="fact" id="\(result.fact.key)"><h3>\(result.fact.rawValue). \(result.fact.title): \
            \(FactsReport.verdict(result.verdict))</h3>

            """
        if let reason = result.verdict.reason { body += Cells.absent("Not measurable: \(reason).") }
        body += gate(result)
        let other = beside?[result.fact]
        let charts = result.curves.map { curve in
            FactChart(
                curve: curve, name: scorecard.name, beside: other?.curves.first { $0.title == curve.title },
                besideName: beside?.name ?? ""
            ).markup
        }.joined()
        body += charts + details(result, other) + Cells.list(lines)
        for note in result.notes { body += Cells.note("\(note)") }
        return body + "</div>\n"
    }

    private func gate(_ result: FactResult) -> Markup {
        guard !result.conditions.isEmpty else { return "" }
        return PageTable(
            columns: [.text("Gate"), .figure("Found"), .figure("Passes"), .text("")],
            rows: result.conditions.map { condition in
                let outcome: Markup =
                    switch condition.outcome {
                    case .passed: "<span class=\"rise\">passed</span>"
                    case .failed: "<span class=\"down\">failed</span>"
                    case .notJudged(let reason): "<span class=\"none\">not judged: \(reason)</span>"
                    }
                return [
                    "\(condition.subject)", FactsReport.figure(condition.found), "\(condition.bound.description)",
                    outcome,
                ]
            }, name: "gate"
        ).markup
    }

    private func details(_ result: FactResult, _ other: FactResult?) -> Markup {
        guard result.reason == nil else { return "" }
        let all = [NamedEstimate(result.fact.statistic, result.estimate)] + result.details
        let others = other.map { [NamedEstimate($0.fact.statistic, $0.estimate)] + $0.details } ?? []
        let rows = all.map { detail -> [Markup] in
            let beside = others.first { $0.name == detail.name }
            return ["\(detail.name)", FactsReport.figure(detail.estimate.value), FactsReport.interval(detail.estimate)]
                + (other == nil ? [] : [FactsReport.figure(beside?.estimate.value ?? .nan)])
        }
        return PageTable(
            columns: [.text("Figure"), .figure("Found"), .figure("95\u{202f}% interval")]
                + (other == nil ? [] : [.figure("Beside it")]), rows: rows, name: "details"
        ).markup
    }

    private var reproduceSection: PageSection? {
        var body = Markup()
        if !provenance.isEmpty { body += "<div class=\"hashes\">\(Cells.list(provenance))</div>\n" }
        if !configuration.isEmpty {
            body += "<h3>Config as resolved</h3>\n<pre class=\"config\"><code>\(configuration)</code></pre>\n"
        }
        return body.isEmpty
            ? nil : PageSection(id: "reproduce", title: "Reproduce", question: "the same bytes again", body: body)
    }

    static func verdict(_ verdict: FactVerdict) -> Markup {
        switch verdict {
        case .passed: "<span class=\"rise\">passed</span>"
        case .failed: "<span class=\"down\">failed</span>"
        case .notMeasurable, .reported: "<span class=\"none\">\(verdict.label)</span>"
        }
    }

    static func figure(_ value: Double) -> Markup {
        value.isFinite ? "\(FactText.figure(value))" : "<span class=\"none\">n/a</span>"
    }

    static func interval(_ estimate: Estimate) -> Markup {
        guard let interval = estimate.interval else { return "<span class=\"none\">n/a</span>" }
        return "\(FactText.figure(interval.low)) to \(FactText.figure(interval.high))"
    }
}

extension CalibrationReport {
    /// The calibration as one HTML file that needs no other file, no network and no script.
    ///
    /// Its bytes are a function of the content.
    public var html: String {
        PageDocument(
            title: title, generator: "backtest", header: trustMarkup,
            sections: [
                PageSection(
                    id: "parameters", title: "Parameters", question: "what was found, and how surely?",
                    body: parameterTable + correlationTable),
                PageSection(
                    id: "moments", title: "Moments", question: "is the market like the real one?", body: momentTable),
                PageSection(
                    id: "loss", title: "Loss", question: "is there one best point?",
                    body: CalibrationSurface(report: self).markup),
                reproduceSection,
            ].compactMap { $0 },
            data: ["charts": .array([]), "trades": TradeTable(trades: []).pageData],
            style: SweepStyle.text + CalibrationReport.style,
            hasLiveCharts: false
        ).html(charts: nil)
    }

    private static let style = #"""
        .fitted td{white-space:nowrap}.fitted td:first-child,.fitted td:last-child{white-space:normal;min-width:150px}

        """#

    private var trustMarkup: Markup {
        var facts: [(Markup, Markup)] = [("Real data", "\(data)")]
        for distance in distances {
            facts.append(
                (
                    "Distance from the \(distance.name)",
                    "\(FactText.figure(distance.before)) → \(FactText.figure(distance.after))"
                ))
        }
        if !betweenDays.isNaN {
            facts.append(("Between training and held-out days", "\(FactText.figure(betweenDays))"))
        }
        let items = facts.map { fact -> Markup in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" }.joined()
        let name: Markup = isSound ? "verdict" : "verdict unshown"
        let lines = findings.map { line -> Markup in "<p class=\"\(name)\">\(line)</p>\n" }.joined()
        return """
            <header id="trust"><p class="eyebrow">Calibration of a simulated market</p>
            <h1>\(title)</h1>
            <dl class="facts">\(items)</dl>
            \(lines)</header>

            """
    }

    private var parameterTable: Markup {
        let doubt: Markup
        if let intervalDoubt { doubt = Cells.note("Mind that \(intervalDoubt).") } else { doubt = "" }
        let mark: Markup = intervalDoubt == nil ? "" : "<br><span class=\"down\">does not hold</span>"
        return PageTable(
            columns: [
                .text("Parameter"), .figure("Start"), .figure("Best"), .figure("95\u{202f}% interval"),
                .figure("Searched"), .text("Unit"), .text("Meaning"),
            ],
            rows: parameters.map { parameter in
                [
                    "\(parameter.name)", FactsReport.figure(parameter.start), FactsReport.figure(parameter.best),
                    parameter.interval.map { CalibrationReport.range($0) + mark } ?? "<span class=\"none\">n/a</span>",
                    CalibrationReport.range(parameter.range), "\(parameter.unit)", "\(parameter.summary)",
                ]
            }, name: "fitted"
        ).markup + doubt
            + Cells.note(
                "Intervals are cut to the range that was searched: one as wide says that the data do not tell.")
    }

    private static func range(_ range: ClosedRange<Double>) -> Markup {
        "\(FactText.figure(range.lowerBound)) to \(FactText.figure(range.upperBound))"
    }

    private var correlationTable: Markup {
        guard parameters.count > 1, correlations.count == parameters.count else { return "" }
        return PageTable(
            columns: [.text("")] + parameters.map { .figure("\($0.name)") },
            rows: zip(parameters, correlations).map { parameter, row in
                ["\(parameter.name)"] + row.map { FactsReport.figure($0) }
            }, caption: "Correlations of the estimates"
        ).markup
            + Cells.note("Near 1 or −1, the moments tell only a combination of the two.")
    }

    private var momentTable: Markup {
        PageTable(
            columns: [
                .text("Moment"), .figure("Real"), .figure("±"), .figure("Held out"), .figure("±"), .figure("Start"),
                .figure("Best"), .figure("Start, s.e. away"), .figure("Best, s.e. away"), .text("Unit"),
            ],
            rows: moments.map { moment in
                [
                    "\(moment.name)", FactsReport.figure(moment.real), FactsReport.figure(moment.realError),
                    FactsReport.figure(moment.heldOut), FactsReport.figure(moment.heldOutError),
                    FactsReport.figure(moment.before), FactsReport.figure(moment.after),
                    CalibrationReport.away(moment.before, moment), CalibrationReport.away(moment.after, moment),
                    "\(moment.unit)",
                ]
            }, name: "fitted"
        ).markup
            + Cells.note(
                """
                ± is the standard error of the real figure by the stationary bootstrap; s.e. away counts it between the \
                simulated and the real figure.
                """)
    }

    private static func away(_ value: Double, _ moment: Moment) -> Markup {
        FactsReport.figure((value - moment.real) / moment.realError)
    }

    private var reproduceSection: PageSection? {
        guard !provenance.isEmpty || !configuration.isEmpty else { return nil }
        var body: Markup = "<div class=\"hashes\">\(Cells.list(provenance))</div>\n"
        if !configuration.isEmpty {
            body += "<h3>The calibrated market</h3>\n<pre class=\"config\"><code>\(configuration)</code></pre>\n"
        }
        return PageSection(id: "reproduce", title: "Reproduce", question: "the same bytes again", body: body)
    }
}

import Core

extension ReportContent {
    private static let mostCoverageRows = 200

    /// Where the data came from and what they hold.
    var coverageSection: PageSection? {
        guard !coverage.isEmpty else { return nil }
        let shown = coverage.prefix(ReportContent.mostCoverageRows)
        let rows = shown.map { data -> [Markup] in
            let findings = data.findings.map { finding -> Markup in
                """
                <span class="finding">\(finding.kind) × \(FigureText.count(finding.count))\
                \(finding.reason.isEmpty ? "" : " (\(finding.reason))")</span>
                """
            }.joined()
            return [
                "\(data.instrument)", "\(data.source)", "\(FigureText.count(data.bars))", Cells.time(data.first),
                Cells.time(data.last), findings.isEmpty ? "nothing found" : findings, Cells.shortHash(data.sourceHash),
            ]
        }
        var body = PageTable(
            columns: [
                .text("Instrument"), .text("Source"), .figure("Bars"), .text("First (UTC)"), .text("Last"),
                .text("Findings"), .text("SHA-256"),
            ], rows: rows, name: "plain coverage"
        ).markup
        if coverage.count > shown.count {
            body += "<p class=\"note\">The first \(shown.count) of \(coverage.count) instruments.</p>\n"
        }
        return PageSection(id: "data", title: "Data", question: "what was it tested on?", body: body)
    }

    /// Further sections that the caller gave.
    var furtherSections: [PageSection] {
        extraSections.enumerated().map { place, section in
            let words: Markup = section.text.isEmpty ? "" : "<p>\(section.text)</p>\n"
            return PageSection(
                id: "section-\(place)", title: section.title, question: "", body: words + Cells.list(section.lines))
        }
    }

    /// The config, the hashes in full and the command that repeats the run.
    var reproduceSection: PageSection {
        let hashes = [
            LabelledText("Run", provenance.run), LabelledText("Data, SHA-256", provenance.dataHash),
            LabelledText("Config, SHA-256", provenance.configHash),
            LabelledText("Events, SHA-256", provenance.eventsHash), LabelledText("Version", provenance.version),
            LabelledText("Seed", String(provenance.seed)),
        ]
        return PageSection(
            id: "reproduce", title: "Reproduce", question: "the same bytes again",
            body: """
                <pre class="command"><code>\(provenance.command)</code></pre>
                <div class="hashes">\(Cells.list(hashes))</div>
                <h3>Config as resolved</h3>
                <pre class="config"><code>\(provenance.configuration)</code></pre>
                <p class="note">Beside this file: <a href="result.json">result.json</a>, \
                <a href="manifest.json">manifest.json</a>, <a href="config.yaml">config.yaml</a>, \
                <a href="events.jsonl">events.jsonl</a>.</p>

                """)
    }
}

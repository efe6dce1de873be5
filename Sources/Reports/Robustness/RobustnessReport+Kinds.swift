import Statistics

extension RobustnessReport {
    /// The most rows of runs that are not drawn.
    private static let mostRows = 200

    /// The section of a kind.
    func section(_ kind: Kind) -> PageSection {
        var body: Markup = "<p class=\"verdict\">\(kind.verdict)</p>\n"
        for group in kind.groups {
            body += "<h3>\(kind.title): \(group.name)</h3>\n"
            body += Cells.note("\(FigureText.count(group.runs.count)) runs: \(group.title).")
            if let fan = group.fan { body += RobustnessFan(fan: fan, title: fanTitle(kind, group)).markup }
            if group.isDrawn {
                let pictures = group.drawn.map { place in
                    RobustnessDistribution(
                        figure: figures[place],
                        values: group.runs.compactMap { $0.values.isEmpty ? nil : $0.values[place] },
                        base: group.base[place], name: group.name
                    ).markup
                }.joined()
                body += group.drawn.count > 1 ? "<div class=\"columns\">\(pictures)</div>\n" : pictures
            } else {
                body += levels(group)
            }
            body += spreads(group)
            body += failures(group)
        }
        for note in kind.notes { body += Cells.note("\(note)") }
        return PageSection(id: kind.id, title: kind.title, question: kind.question, body: body)
    }

    private func fanTitle(_ kind: Kind, _ group: Group) -> String {
        "Wealth in \(FigureText.count(group.runs.count)) runs: \(kind.title.lowercased()) \(group.name)"
    }

    /// The distribution of each figure, beside that of the study as it is.
    private func spreads(_ group: Group) -> Markup {
        let done = group.runs.filter { !$0.values.isEmpty }
        guard !done.isEmpty else { return Cells.absent("No run of \(group.name) has figures.") }
        let rows = figures.indices.compactMap { place -> [Markup]? in
            let spread = FigureSpread(done.map { $0.values[place] }.filter(\.isFinite))
            guard spread != nil || group.base[place].isFinite else { return nil }
            let values = spread.map { [$0.mean] + $0.quantiles } ?? [Double](repeating: .nan, count: 6)
            return ["\(figures[place].label)", "\(text(group.base[place], figures[place]))"]
                + values.map { "\(text($0, figures[place]))" } + ["\(FigureText.count(spread?.count ?? 0))"]
        }
        let losses = done.count { $0.values[0] < 0 }
        let quantiles: [Markup] = ["5\u{202f}%", "25\u{202f}%", "50\u{202f}%", "75\u{202f}%", "95\u{202f}%"]
        return PageTable(
            columns: [.text("Figure"), .figure("As it is"), .figure("Mean")] + quantiles.map { .figure($0) }
                + [.figure("Runs")], rows: rows, name: "spreads"
        ).markup
            + Cells.note(
                """
                \(FigureText.count(losses)) of \(FigureText.count(done.count)) runs \
                (\(FigureText.percent(Double(losses) / Double(done.count), decimals: 1))) lost money, \
                \(FigureText.count(done.count(where: \.isRuined))) were ruined, \
                \(FigureText.count(group.runs.count - done.count)) failed.
                """)
    }

    /// A row for each run that is not drawn.
    private func levels(_ group: Group) -> Markup {
        func row(_ label: String, _ values: [Double], _ reason: String?) -> [Markup] {
            ["\(label)"]
                + figures.indices.map { place in
                    guard place < values.count, values[place].isFinite else { return "<span class=\"none\">n/a</span>" }
                    let text = text(values[place], figures[place])
                    return figures[place].unit == .count ? "\(text)" : Cells.signed(values[place], text)
                } + ["\(reason ?? "")"]
        }
        let shown = group.runs.prefix(RobustnessReport.mostRows)
        var markup =
            PageTable(
                columns: [.text("Run")] + figures.map { .figure("\($0.label)") } + [.text("Why not")],
                rows: [row("as it is", group.base, nil)]
                    + shown.map { row($0.label, $0.values, $0.isRuined ? "ruined" : $0.reason) }, name: "levels"
            ).markup
        if group.runs.count > shown.count {
            markup += Cells.note(
                "The first \(shown.count) of \(FigureText.count(group.runs.count)) runs; all are in runs.csv.")
        }
        return markup
    }

    /// Why drawn runs failed.
    private func failures(_ group: Group) -> Markup {
        guard group.isDrawn else { return "" }
        var counts: [String: Int] = [:]
        for run in group.runs { if let reason = run.reason { counts[reason, default: 0] += 1 } }
        guard !counts.isEmpty else { return "" }
        let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20)
        return PageTable(
            columns: [.text("Why runs failed"), .figure("Runs")],
            rows: rows.map { ["\($0.key)", "\(FigureText.count($0.value))"] }, name: "reasons"
        ).markup
    }
}

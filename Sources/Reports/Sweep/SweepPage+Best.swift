import Core

extension SweepPage {
    /// The most rows of the table of the best.
    static let mostRows = 50
    /// The most columns of settings in a table; the others are in the files.
    private static let mostAxes = 12

    /// The columns that tables of trials show: the goals, then what everybody asks for.
    var shownColumns: [Int] {
        let usual = ["sharpe", "total_return", "max_drawdown", "trades"].compactMap { report.trials.column($0) }
        var shown: [Int] = []
        for column in report.goals.map(\.column) + usual where !shown.contains(column) { shown.append(column) }
        return shown
    }

    /// Headings of what trials set.
    var settingColumns: [PageTable.Column] {
        report.axes.prefix(SweepPage.mostAxes).map { $0.words.isEmpty ? .figure("\($0.name)") : .text("\($0.name)") }
    }

    /// What a trial set.
    func settingCells(_ place: Int) -> [Markup] {
        zip(report.axes, report.trials.settings).prefix(SweepPage.mostAxes).map { "\($0.text($1[place]))" }
    }

    /// Headings of figures.
    func figureColumns(_ columns: [Int]) -> [PageTable.Column] {
        columns.map { .figure("\(report.trials.columns[$0].label)") }
    }

    /// Figures of a trial.
    func figureCells(_ columns: [Int], _ place: Int) -> [Markup] {
        columns.map { TrainingCells.number(report.trials.figure($0, of: place), report.trials.columns[$0].text) }
    }

    /// The best trials by the first goal.
    var bestSection: PageSection? {
        guard let goal, let column else { return nil }
        guard !best.isEmpty else {
            return PageSection(
                id: "best", title: "Best", question: "which?",
                body: Cells.absent("No trial has a figure of \(column.label)."))
        }
        let shown = shownColumns
        let rows = best.prefix(SweepPage.mostRows).enumerated().map { rank, place -> [Markup] in
            ["\(rank + 1)", "\(number(place))"] + settingCells(place) + figureCells(shown, place)
        }
        var body = PageTable(
            columns: [.figure("Rank"), .figure("Trial")] + settingColumns + figureColumns(shown), rows: rows,
            name: "trials"
        ).markup
        var note = "By \(column.label), \(goal.isLower ? "lowest" : "highest") first"
        let finite = values.count(where: \.isFinite)
        if finite > rows.count {
            note += ": the first \(rows.count) of \(FigureText.count(finite)); all are in trials.csv"
        }
        if report.axes.count > SweepPage.mostAxes {
            note += ". The first \(SweepPage.mostAxes) of \(report.axes.count) axes; all are in trials.csv"
        }
        body += Cells.note("\(note).")
        return PageSection(id: "best", title: "Best", question: "which, and what is like it?", body: body)
    }

    /// Why trials have no figures.
    var failureSection: PageSection? {
        let count = report.failed + report.givenUp
        guard count > 0 else { return nil }
        let shown = report.failures.prefix(SweepPage.mostRows)
        let rows = shown.map { failure -> [Markup] in
            let settings = zip(report.axes, failure.settings).map { "\($0.name)=\($1)" }.joined(separator: " ")
            return [
                "\(failure.reason)", "\(FigureText.count(failure.count))", "\(FigureText.count(failure.first))",
                "\(settings)",
            ]
        }
        var body = PageTable(
            columns: [.text("Reason"), .figure("Trials"), .figure("First"), .text("What the first one set")],
            rows: rows, name: "reasons"
        ).markup
        var note = """
            \(FigureText.count(count)) of \(FigureText.count(report.trials.count)) trials have no figures: \
            \(FigureText.count(report.failed)) failed, \(FigureText.count(report.givenUp)) were given up when their time \
            was over.
            """
        if report.failures.count > shown.count {
            let rest = report.failures.dropFirst(shown.count)
            note += " The \(shown.count) most frequent of \(FigureText.count(report.failures.count)) reasons; the "
            note += "others stopped \(FigureText.count(rest.reduce(0) { $0 + $1.count })) trials and are in sweep.json."
        }
        body += Cells.note("\(note)")
        return PageSection(id: "failures", title: "Failed", question: "what did not work?", body: body)
    }

    /// What identifies the sweep.
    var reproduceSection: PageSection? {
        var body = Markup()
        if !report.provenance.isEmpty { body += "<div class=\"hashes\">\(Cells.list(report.provenance))</div>\n" }
        if !report.configuration.isEmpty {
            body += "<h3>Config without the trials' values</h3>\n"
            body += "<pre class=\"config\"><code>\(report.configuration)</code></pre>\n"
        }
        guard !body.isEmpty else { return nil }
        body += Cells.note(
            "Trials are in trials.csv, trials.jsonl and columns/, the plan in plan.json, the command in manifest.json.")
        return PageSection(id: "reproduce", title: "Reproduce", question: "the same bytes again", body: body)
    }
}

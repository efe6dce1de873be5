import Core

/// The section of a run's page.
extension WalkForwardReport {
    private static let mostRows = 500
    private static let mostStrips = 12

    /// Windows, degradation and stability.
    var section: PageSection {
        var body = verdict + WindowTimeline(windows: windows).markup + windowTable + degradationTable
        let scatters = zip(goals, degradations).map { DegradationScatter(goal: $0, degradation: $1).markup }.joined()
        body += goals.count > 1 ? "<div class=\"columns\">\(scatters)</div>" : scatters
        return PageSection(
            id: "walk-forward", title: "Walk-forward", question: "what was left of what was chosen?",
            body: body + stabilityMarkup)
    }

    /// What was done, and what was left by the first goal.
    private var verdict: Markup {
        guard let goal = goals.first, let degradation = degradations.first else { return "" }
        func text(_ value: Double?) -> String {
            value.map { FigureText.figure($0, unit: goal.unit) } ?? FigureText.missing
        }
        let kept =
            degradation.efficiency.number.map { ": walk-forward efficiency \(FigureText.fixed($0, decimals: 2))" } ?? ""
        let gained = gains
        let windowing = isAnchored ? "all that came before, at least \(train)," : "the \(train) before"
        return """
            <p class="verdict">In each of \(FigureText.count(windows.count)) windows the best by \
            \(goal.label) was chosen on \(windowing) and traded for \(test). Mean \(goal.label) \
            <b>\(text(degradation.meanInSample))</b> in sample, <b>\(text(degradation.meanOutOfSample))</b> out of \
            sample\(kept), n=\(FigureText.count(degradation.count))\
            \(degradation.count < windows.count ? ", the windows that have a figure of both" : ""). The account gained in \
            \(FigureText.count(gained.count)) of \(FigureText.count(gained.of)) windows. All else on this page is out of \
            sample.</p>
            <p class="note">One account through all windows. At the last bar of a window all orders are taken back and what \
            is held is closed at the market, which the next bar fills, with its costs and its gap in the next window; the \
            next choice sees all bars before, and decides from the first bar of its window \
            on.\(withheldFrom.map { " The final test period from \($0) on is withheld: all windows end before it." } ?? "")\
            </p>

            """
    }

    private var windowTable: Markup {
        var columns: [PageTable.Column] = [
            .figure("Window"), .text("Chosen on"), .text("Traded"), .figure("Trials"), .figure("Chosen"),
        ]
        columns += axes.map { .figure("\($0)") }
        for goal in goals {
            columns += [.figure("\(goal.label), in sample"), .figure("out of sample")]
        }
        columns.append(.figure("Gain"))
        let rows = windows.prefix(WalkForwardReport.mostRows).map { row($0) }
        let rest =
            windows.count > rows.count
            ? Cells.note("The first \(rows.count) of \(FigureText.count(windows.count)) windows.") : ""
        return PageTable(columns: columns, rows: rows, name: "windows", caption: "What was chosen, and what it made")
            .markup + rest
            + Cells.note(
                "A window in which nothing was held, or too little, has no figure out of sample. All rows: "
                    + "<a href=\"windows.csv\">windows.csv</a>.")
    }

    private func row(_ window: Window) -> [Markup] {
        func dates(_ span: Range<Timestamp>) -> Markup {
            "\(span.lowerBound.date.description) – \(span.upperBound.date.description)"
        }
        func figure(_ figures: [Double?], _ goal: Int, unit: FigureUnit) -> Markup {
            guard goal < figures.count, let value = figures[goal] else { return "<span class=\"none\">n/a</span>" }
            return Cells.signed(value, FigureText.figure(value, unit: unit))
        }
        let trials: Markup =
            window.failed == 0
            ? "\(FigureText.count(window.trials))"
            : "\(FigureText.count(window.trials))<small>\(FigureText.count(window.failed)) failed</small>"
        var cells: [Markup] = [
            "\(window.number)", dates(window.train), dates(window.test), trials,
            window.trial.map { "\(String($0))" }
                ?? "<span class=\"none\">flat<small>\(window.reason ?? "")</small></span>",
        ]
        for axis in axes.indices { cells.append(axis < window.values.count ? "\(window.values[axis])" : "") }
        for (place, goal) in goals.enumerated() {
            cells.append(figure(window.inSample, place, unit: goal.unit))
            cells.append(figure(window.outOfSample, place, unit: goal.unit))
        }
        cells.append(figure([window.gain], 0, unit: .fraction))
        return cells
    }

    private var degradationTable: Markup {
        let rows = zip(goals, degradations).map { goal, degradation -> [Markup] in
            func figure(_ value: Double?) -> Markup {
                Cells.figure(
                    value.map { .value($0) } ?? .unavailable(reason: "no window has both figures"), unit: goal.unit)
            }
            return [
                "\(goal.label)", figure(degradation.meanInSample), figure(degradation.meanOutOfSample),
                Cells.figure(degradation.efficiency, unit: .ratio), Cells.figure(degradation.correlation, unit: .ratio),
                "\(FigureText.count(degradation.count))",
            ]
        }
        return PageTable(
            columns: [
                .text("Objective"), .figure("Mean in sample"), .figure("Mean out of sample"), .figure("Efficiency"),
                .figure("Correlation"), .figure("n"),
            ], rows: rows, name: "plain",
            caption: "From in sample to out of sample: efficiency is the ratio of the means"
        ).markup
    }

    private var stabilityMarkup: Markup {
        let all = stabilities
        guard !all.isEmpty else { return "" }
        let rows = all.map { one -> [Markup] in
            func number(_ value: Double?, _ reason: String) -> Markup {
                Cells.figure(value.map { .value($0) } ?? .unavailable(reason: reason), unit: .ratio)
            }
            let range: Markup =
                one.range.map {
                    "\(FigureText.quantity($0.lowerBound)) – \(FigureText.quantity($0.upperBound))"
                } ?? "<span class=\"none\">n/a</span>"
            let mode: Markup =
                one.mode.map {
                    "\($0.value) <small>\(FigureText.percent($0.share, decimals: 0)) of windows</small>"
                } ?? "<span class=\"none\">n/a</span>"
            return [
                "\(one.name)", range, "\(one.distinctCount)", "\(one.changes) of \(max(0, one.count - 1))", mode,
                number(one.variation, one.numbers == nil ? "words" : "n=\(one.count), or a mean of 0"),
            ]
        }
        let table = PageTable(
            columns: [
                .text("Parameter"), .figure("Range"), .figure("Values"), .figure("Changes"), .figure("Most often"),
                .figure("Variation"),
            ], rows: rows, name: "plain",
            caption: "How steady the choices were: variation is the standard deviation by the mean"
        ).markup
        let times = windows.map {
            Double($0.test.lowerBound.nanoseconds) / 2 + Double($0.test.upperBound.nanoseconds) / 2
        }
        let strips = all.prefix(WalkForwardReport.mostStrips).map { StabilityStrip(stability: $0, times: times).markup }
        return table + "<div class=\"columns\">\(strips.joined())</div>"
    }
}

import Core

extension SweepPage {
    private static let longestFact = 40
    private static let hashLength = 64

    /// The top of the page: what was tried, what was best, and how it stands to luck.
    var trustMarkup: Markup {
        """
        <header id="trust"><p class="eyebrow">Sweep report</p>
        <h1>\(report.title)</h1>
        \(identityMarkup)\(report.warnings.isEmpty ? "" : Cells.warnings(report.warnings))\(verdictMarkup)\
        \(winnersMarkup)\(spaceMarkup)</header>

        """
    }

    private var identityMarkup: Markup {
        let count = report.trials.count
        var facts: [(Markup, Markup)] = [
            ("Trials", "\(FigureText.count(count))"), ("Finished", "\(FigureText.count(report.finished))"),
            ("Failed", "\(FigureText.count(report.failed))"), ("Given up", "\(FigureText.count(report.givenUp))"),
            ("Method", "\(report.method)"),
        ]
        if report.sessions > 0 {
            facts.append(("Period", "\(report.period.from) to \(report.period.to)"))
            facts.append(("Sessions", "\(FigureText.count(report.sessions))"))
        }
        let withheld = report.withheldFrom.map { "withheld from \($0) on" }
        facts.append(("Final test period", "\(withheld ?? "none withheld")"))
        for line in report.provenance {
            let isHash = line.text.utf8.count == SweepPage.hashLength && line.text.allSatisfy(\.isHexDigit)
            if isHash {
                facts.append(("\(line.label)", Cells.shortHash(line.text)))
            } else if line.text.count <= SweepPage.longestFact {
                facts.append(("\(line.label)", "\(line.text)"))
            }
        }
        let items = facts.map { fact -> Markup in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" }.joined()
        return "<dl class=\"facts\">\(items)</dl>\n"
    }

    /// That the best looks better than it is, and how it stands to luck.
    private var verdictMarkup: Markup {
        guard report.finished > 0, !best.isEmpty else {
            let count = FigureText.count(report.trials.count)
            return """
                <p class="verdict unshown"><b>No trial has a figure to be judged by:</b> of \(count) trials \
                \(FigureText.count(report.finished)) finished.</p>

                """
        }
        let all = FigureText.count(report.trials.count)
        if report.trials.count == 1 {
            return """
                <p class="verdict unshown"><b>One trial is no search:</b> nothing was chosen, and nothing can be said \
                of luck among trials.</p>

                """
        }
        return """
            <p class="verdict unshown"><b>The best of \(all) trials looks \
            better than it is:</b> it was chosen because it did well over this very period, and part of that is luck. \
            \(luckSentence)</p>

            """
    }

    /// How the highest Sharpe ratio stands to luck, in sentences.
    var luckSentence: String {
        guard let luck else {
            return "Fewer than two trials have a Sharpe ratio, so that luck cannot be put into a number."
        }
        func ratio(_ value: Double) -> String { FigureText.figure(value, unit: .ratio) }
        var text = """
            The highest annual Sharpe ratio is \(ratio(luck.highest)) (trial \(number(luck.best))); of \
            \(FigureText.count(luck.count)) trials without skill whose ratios spread as these do, with standard deviation \
            \(ratio(luck.deviation)), the best is expected to have \(ratio(luck.expectedMaximum)).
            """
        if luck.highest <= luck.expectedMaximum {
            text += " The best one is not above what luck alone would give."
        } else if let deflated = luck.deflated {
            text += " The probability that its true ratio is above that, the deflated Sharpe ratio, is "
            text += FigureText.percent(deflated, decimals: 1)
            text += " for the trials of this sweep alone"
            text +=
                deflated >= 0.95
                ? ". That allows for the choice among trials, not for a market that lifted them all."
                : ", below the usual 95\u{202f}%."
        }
        return text
    }

    /// The best trial by each goal, with what it set and its figures.
    private var winnersMarkup: Markup {
        var rows: [[Markup]] = []
        let shown = shownColumns
        for goal in report.goals {
            guard let place = goal == self.goal ? chosen : report.trials.best(by: goal, most: 1).first else { continue }
            let column = report.trials.columns[goal.column]
            rows.append(
                ["<b>\(column.label)</b>\(goal.isLower ? "<small> lowest</small>" : "")", "\(number(place))"]
                    + settingCells(place) + figureCells(shown, place))
        }
        guard !rows.isEmpty else { return "" }
        return PageTable(
            columns: [.text("Best by"), .figure("Trial")] + settingColumns + figureColumns(shown), rows: rows,
            name: "winners", caption: "The best trial by each objective"
        ).markup
    }

    private var spaceMarkup: Markup {
        let rows = zip(report.axes, cells).map { axis, cells -> [Markup] in
            [
                "<code>\(axis.name)</code>", "<code>\(axis.range)</code>",
                "\(cells.values.isEmpty ? "more than \(cells.most)" : FigureText.count(cells.count))",
            ]
        }
        var markup = Markup()
        if !rows.isEmpty {
            markup =
                PageTable(
                    columns: [.text("Axis"), .text("Range"), .figure("Values tried")], rows: rows, name: "space",
                    caption: "What was varied"
                ).markup
        }
        if !report.constraints.isEmpty {
            let all = report.constraints.map { text -> Markup in "<code>\(text)</code>" }
            let list = all.dropFirst().reduce(all[0]) { $0 + ", " + $1 }
            markup += Cells.note("Constraints that every trial meets: \(list).")
        }
        return markup
    }
}

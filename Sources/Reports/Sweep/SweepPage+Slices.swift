import Core
import Statistics

extension SweepPage {
    /// The most axes along which a slice is drawn.
    private static let mostSlices = 12

    /// The first goal along each axis through the chosen point, and how its neighbours do.
    var sliceSection: PageSection? {
        guard let column, chosen != nil else { return nil }
        let varied = cells.indices.filter { cells[$0].varies }
        guard !varied.isEmpty else { return nil }
        var body = Cells.note("\(plateauSentence)")
        let shown = varied.prefix(SweepPage.mostSlices)
        let figures = shown.map { ParameterSlice(page: self, axis: $0).markup }.joined()
        body += shown.count > 1 ? "<div class=\"columns\">\(figures)</div>\n" : figures
        if varied.count > shown.count {
            body += Cells.note("The first \(shown.count) of \(varied.count) axes are drawn.")
        }
        if varied.count > 1 { body += effectsTable(varied) }
        return PageSection(
            id: "slices", title: "Slices", question: "what does \(column.label) do around the best point?", body: body)
    }

    /// How the neighbours of the chosen point do, in a sentence.
    private var plateauSentence: String {
        guard let plateau, let column, let median = plateau.median, let worst = plateau.worst else {
            return "The best point has no neighbours with figures, so that it cannot be told from a lone peak."
        }
        let which: String =
            switch plateau.neighbourhood {
            case .steps: "at most one step away along every axis"
            case .nearest: "nearest, each axis scaled by its range"
            }
        var text = """
            The best point has \(column.label) \(column.text(plateau.objective)). Of the \
            \(FigureText.count(plateau.neighbours.count)) trials \(which), the median is \(column.text(median)) and the \
            worst \(column.text(worst))\(plateau.failed > 0 ? "; \(plateau.failed) of them have none" : ""); the median of \
            all trials is \(column.text(plateau.overallMedian)).
            """
        if let score = plateau.score {
            text += " Plateau score \(FigureText.fixed(score, decimals: 2)): 1 where neighbours do as well as the best "
            text += "point, 0 where they do no better than any trial."
        }
        return text
    }

    private func effectsTable(_ axes: [Int]) -> Markup {
        let shares = effects
        let rows = axes.sorted { (shares[$1], $0) < (shares[$0], $1) }.map { axis -> [Markup] in
            var plot = StillPlot(across: PlotScale(0...1), up: PlotScale(0...1))
            plot.bar(from: 0, to: shares[axis], level: 0.1, value: 0.9, tone: "strategy")
            let name = report.axes[axis].name
            return [
                "<code>\(name)</code>", "\(FigureText.percent(shares[axis], decimals: 1))",
                "<div class=\"strip\">\(plot.markup(title: name, across: [], up: []))</div>",
            ]
        }
        return PageTable(
            columns: [.text("Axis"), .figure("Variance explained"), .text("")], rows: rows, name: "effects",
            caption: "What matters: share of the variance over trials that an axis explains by itself"
        ).markup
            + Cells.note(
                "The rest is what axes do together, and chance. Of many cells with few trials each, part is chance too."
            )
    }
}

import Core
import Statistics

extension SweepVerdict {
    /// The verdict first, then what was asked for, then the figures with their definitions.
    var body: Markup {
        let tone: Markup = passes ? "verdict" : "verdict unshown"
        var markup: Markup = "<p class=\"\(tone)\"><b>\(sentences.first ?? "")</b></p>\n"
        let rest = sentences.dropFirst().map { sentence -> Markup in "<li>\(sentence)</li>\n" }.joined()
        markup += rest.isEmpty ? "" : "<ul>\n\(rest)</ul>\n"
        markup +=
            PageTable(
                columns: [.text("Asked for"), .figure("Found"), .figure("Threshold"), .text("")],
                rows: checks.map { check in
                    [
                        "\(check.name)", "\(check.found)", "\(check.threshold)",
                        check.isMet ? "met" : "<b class=\"loss\">not met</b>",
                    ]
                }, name: "checks", caption: "\(judged)"
            ).markup
        markup += logitFigure + degradationFigure
        markup +=
            PageTable(
                columns: [.text("Figure"), .figure("Value"), .text("What it means")],
                groups: groups.map { group in
                    PageTable.Group(
                        heading: "\(group.title)",
                        rows: group.figures.map { ["\($0.name)", "\($0.value)", "\($0.definition)"] })
                }, name: "judgement", caption: "All figures of the judgement"
            ).markup
        for note in notes { markup += Cells.note("\(note)") }
        return markup
    }

    /// How often each rank out of sample came.
    private var logitFigure: Markup {
        let title = "Rank out of sample of the best in sample, as a logit"
        guard let histogram = Histogram(logits),
            let across = PlotScale(holding: [[histogram.edge(0), histogram.edge(histogram.counts.count), 0]])
        else {
            return Figures.notDrawn(
                title,
                "n=\(FigureText.count(logits.count)) choices of halves, at least \(Histogram.fewestValues) that "
                    + "differ are needed")
        }
        let peak = Double(histogram.counts.max() ?? 1)
        var plot = StillPlot(across: across, up: PlotScale(0...peak * 1.15))
        for (cell, count) in histogram.counts.enumerated() where count > 0 {
            let (left, right) = (histogram.edge(cell), histogram.edge(cell + 1))
            let room = histogram.width * 0.06
            let isOverfitted = (left + right) / 2 <= 0
            plot.bar(
                from: left + room, to: right - room, level: 0, value: Double(count),
                tone: isOverfitted ? "loss soft" : "strategy soft")
        }
        plot.line([(0, 0), (0, peak * 1.1)], tone: "benchmark mark")
        return Figures.still(
            title: title,
            legend: [
                ("strategy", "above the median"), ("loss", "at the median or below"), ("benchmark", "the median"),
            ],
            height: 260,
            plot: plot.markup(
                title: "Histogram: \(title)", across: AxisTick.linear(across.range, maximum: 8, unit: .ratio),
                up: AxisTick.linear(0...peak * 1.15, maximum: 5, unit: .count)),
            note: """
                Across: the logit; up: ways to choose the halves, n=\(FigureText.count(histogram.total)). The share at or \
                left of 0 is the probability of overfitting.
                """)
    }

    /// The best trial's ratio in sample against out of sample.
    private var degradationFigure: Markup {
        let title = "Annual Sharpe ratio of the best: in sample against out of sample"
        let known = degradation.filter { $0.inSample.isFinite && $0.outOfSample.isFinite }
        guard known.count >= SweepPage.fewestTrials else {
            return Figures.notDrawn(
                title, "n=\(FigureText.count(known.count)), at least \(SweepPage.fewestTrials) are needed")
        }
        let picked = SweepPage.picked(Array(known.indices), most: SweepPage.mostDots)
        let dots = picked.places.map { (known[$0].inSample, known[$0].outOfSample) }
        guard let across = PlotScale(holding: [dots.map(\.0)]), let up = PlotScale(holding: [dots.map(\.1), [0]]) else {
            return ""
        }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        plot.dots(dots, tone: "strategy cloud")
        var legend = [("strategy dot", "a choice of halves")]
        if let line {
            plot.line(
                ForecastScatter.clipped(slope: line.slope, intercept: line.intercept, across.range, up.range),
                tone: "loss")
            legend.append(("loss", "least squares"))
        }
        let share = picked.stride == 1 ? "All" : "One in \(FigureText.count(picked.stride)) of"
        return Figures.still(
            title: title, legend: legend, height: 340,
            plot: plot.markup(
                title: "Scatter: \(title)", across: AxisTick.linear(across.range, maximum: 8, unit: .ratio),
                up: AxisTick.linear(up.range, maximum: 6, unit: .ratio), names: ("in sample", "out of sample")),
            note: "\(share) \(FigureText.count(known.count)) choices drawn.", name: "named")
    }
}

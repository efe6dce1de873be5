import Statistics

/// The distribution of a figure over drawn runs, with that of the study as it is marked.
struct RobustnessDistribution {
    /// The figure.
    var figure: RobustnessReport.Figure
    /// By run.
    var values: [Double]
    /// The figure of the study as it is.
    var base: Double
    /// What the runs are called.
    var name: String

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let title = "\(figure.label), \(name)"
        guard let histogram = Histogram(values) else {
            return Figures.notDrawn(
                title,
                "n=\(FigureText.count(values.count(where: \.isFinite))), at least \(Histogram.fewestValues) that differ "
                    + "are needed")
        }
        let ends = [histogram.edge(0), histogram.edge(histogram.counts.count)]
        guard let across = PlotScale(holding: [ends, base.isFinite ? [base] : []]) else { return "" }
        let peak = Double(histogram.counts.max() ?? 1)
        var plot = StillPlot(across: across, up: PlotScale(0...peak * 1.25))
        for (cell, count) in histogram.counts.enumerated() where count > 0 {
            let (left, right) = (histogram.edge(cell), histogram.edge(cell + 1))
            let room = histogram.width * 0.06
            // A fall is no loss: its depth is what it is about.
            plot.bar(from: left + room, to: right - room, level: 0, value: Double(count), tone: "strategy soft")
        }
        if base.isFinite {
            plot.line([(base, 0), (base, peak * 1.12)], tone: "second mark")
            let isRight = (across.place(base) ?? 0) > 550
            plot.label(
                "as it is \(FigureText.figure(base, unit: figure.unit))", at: (base, peak * 1.12),
                name: isRight ? "before" : "beside")
        }
        func text(_ value: Double?) -> String { FigureText.figure(value ?? .nan, unit: figure.unit) }
        let spread = FigureSpread(values.filter(\.isFinite))
        return Figures.still(
            title: title, legend: [("strategy", "runs"), ("second", "as it is")], height: 240,
            plot: plot.markup(
                title: "Histogram: \(title)", across: AxisTick.linear(across.range, maximum: 5, unit: figure.unit),
                up: AxisTick.linear(0...peak * 1.25, maximum: 4, unit: .count)),
            note: """
                n=\(FigureText.count(histogram.total)), mean \(text(histogram.mean)), 5\u{202f}% \(text(spread?.low)), median \
                \(text(spread?.median)), 95\u{202f}% \(text(spread?.high)).
                """)
    }
}

import Core
import Statistics

/// The distribution of a figure over all trials, with the best one marked, and luck where it is of Sharpe ratios.
struct SweepDistribution {
    /// The figure.
    var column: SweepColumn
    /// By trial.
    var values: [Double]
    /// The best value and the number of its trial.
    var best: (value: Double, trial: String)?
    /// Luck; `nil` for another figure than the Sharpe ratio.
    var luck: SweepLuck?

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let title = "\(column.label) of all trials"
        guard let histogram = Histogram(values) else {
            return Figures.notDrawn(
                title,
                "n=\(FigureText.count(values.count(where: \.isFinite))), at least \(Histogram.fewestValues) that differ "
                    + "are needed")
        }
        let reach = luck.map { [-3 * $0.deviation, 3 * $0.deviation, $0.expectedMaximum] } ?? []
        let ends = [histogram.edge(0), histogram.edge(histogram.counts.count)]
        guard let across = PlotScale(holding: [ends, reach, best.map { [$0.value] } ?? []]) else { return "" }
        let density = luck.map { luck in { (x: Double) in nullDensity(x, luck, histogram) } }
        let peak = max(Double(histogram.counts.max() ?? 1), density?(0) ?? 0)
        var plot = StillPlot(across: across, up: PlotScale(0...peak * 1.3))
        for (cell, count) in histogram.counts.enumerated() where count > 0 {
            let (left, right) = (histogram.edge(cell), histogram.edge(cell + 1))
            let room = histogram.width * 0.06
            plot.bar(from: left + room, to: right - room, level: 0, value: Double(count), tone: "strategy soft")
        }
        var legend = [("strategy", "trials")]
        if let luck, let density {
            let width = across.range.upperBound - across.range.lowerBound
            let curve = (0...200).map { step -> (Double, Double) in
                let x = across.range.lowerBound + width * Double(step) / 200
                return (x, density(x))
            }
            plot.line(curve, tone: "benchmark mark")
            legend.append(("benchmark", "trials without skill"))
            let text = "expected of the best without skill \(column.text(luck.expectedMaximum))"
            mark(&plot, at: luck.expectedMaximum, height: peak * 1.24, tone: "second", text: text, across)
            legend.append(("second", "expected of the best without skill"))
        }
        if let best {
            let text = "best \(column.text(best.value)), trial \(best.trial)"
            mark(&plot, at: best.value, height: peak * 1.12, tone: "loss", text: text, across)
            legend.append(("loss", "best"))
        }
        let median = quantile(ofSorted: values.filter(\.isFinite).sorted(), 0.5) ?? .nan
        return Figures.still(
            title: title, legend: legend, height: 300,
            plot: plot.markup(
                title: "Histogram: \(title)", across: AxisTick.linear(across.range, maximum: 8, unit: column.unit),
                up: AxisTick.linear(0...peak * 1.3, maximum: 5, unit: .count)),
            note: """
                Across: \(column.label); up: trials. n=\(FigureText.count(histogram.total)), mean \
                \(column.text(histogram.mean)), median \(column.text(median)), standard deviation \
                \(column.text(histogram.deviation)).
                """)
    }

    /// The number of trials without skill that a cell of the histogram would hold.
    private func nullDensity(_ x: Double, _ luck: SweepLuck, _ histogram: Histogram) -> Double {
        guard luck.deviation > 0 else { return 0 }
        return Double(histogram.total) * histogram.width / luck.deviation
            * NormalDistribution.density(x / luck.deviation)
    }

    private func mark(
        _ plot: inout StillPlot, at x: Double, height: Double, tone: String, text: String, _ across: PlotScale
    ) {
        plot.line([(x, 0), (x, height)], tone: tone + " mark")
        let isRight = (across.place(x) ?? 0) > 550
        plot.label(text, at: (x, height), name: isRight ? "before" : "beside")
    }
}

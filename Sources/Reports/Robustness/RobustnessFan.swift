import Core

/// The quantiles of the wealth of many runs over time, or over trades.
struct RobustnessFan {
    /// What is drawn.
    var fan: RobustnessReport.Fan
    /// The heading.
    var title: String

    /// The figure.
    var markup: Markup {
        let quantiles = fan.quantiles
        guard quantiles.count == 5, let first = fan.places.first, let last = fan.places.last, last > first else {
            return Figures.notDrawn(title, "there is nothing between its beginning and its end")
        }
        let all = quantiles + [fan.base]
        let low = all.joined().min() ?? 0
        let high = all.joined().max() ?? 1
        let isLogarithmic = low > 0 && high / low > 4
        guard let up = PlotScale(holding: all, including: [1], isLogarithmic: isLogarithmic) else {
            return Figures.notDrawn(title, "no run has a finite wealth")
        }
        let across = PlotScale(first...last)
        func points(_ curve: [Double]) -> [(Double, Double)] { Array(zip(fan.places, curve)) }
        var plot = StillPlot(across: across, up: up)
        plot.level(1)
        plot.band(points(quantiles[4]), points(quantiles[0]), tone: "strategy")
        plot.band(points(quantiles[3]), points(quantiles[1]), tone: "strategy")
        plot.line(points(quantiles[2]), tone: "strategy mark")
        plot.line(points(fan.base), tone: "second mark")
        let ticks =
            fan.isTime
            ? TimeTicks.ticks(from: Int64(first), to: Int64(last), maximum: 9)
            : AxisTick.linear(across.range, maximum: 8, unit: .count)
        let upTicks =
            isLogarithmic
            ? AxisTick.logarithmic(up.range, maximum: 6, unit: .ratio)
            : AxisTick.linear(up.range, maximum: 6, unit: .ratio)
        let ends = quantiles.compactMap(\.last).map { FigureText.figure($0, unit: .ratio) }
        return Figures.still(
            title: title,
            legend: [("strategy", "median; bands 25 to 75 % and 5 to 95 % of runs"), ("second", "as it is")],
            height: 320,
            plot: plot.markup(title: title, across: ticks, up: upTicks),
            note: """
                Across: \(fan.isTime ? "sessions" : "closed trades"); up: wealth in units of the initial\
                \(isLogarithmic ? ", equal ratios taking equal room" : ""). Quantiles are of each place by itself, over \
                \(FigureText.count(fan.runs)) runs\(fan.isTime ? ", those left out that were ruined" : ""): no run need \
                follow one of them. At the end 5, 25, 50, 75 and 95 % are \(ends.joined(separator: ", ")), and \
                \(FigureText.figure(fan.base.last ?? .nan, unit: .ratio)) as it is.
                """)
    }
}

import Statistics

/// A figure in sample against the same out of sample, a dot a window.
struct DegradationScatter {
    /// The goal.
    var goal: WalkForwardReport.Goal
    /// Its figures.
    var degradation: WindowDegradation

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let title = "\(goal.label): in sample against out of sample"
        guard degradation.count >= WindowDegradation.fewestPairs else {
            return Figures.notDrawn(
                title, "n=\(degradation.count), at least \(WindowDegradation.fewestPairs) windows are needed")
        }
        let dots = Array(zip(degradation.inSample, degradation.outOfSample))
        guard let across = PlotScale(holding: [degradation.inSample]),
            let up = PlotScale(holding: [degradation.outOfSample])
        else { return "" }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        plot.line(
            ForecastScatter.clipped(slope: 1, intercept: 0, across.range, up.range), tone: "benchmark equality")
        plot.dots(dots, tone: "strategy")
        var legend = [("strategy dot", "window"), ("benchmark", "equality")]
        if let before = degradation.meanInSample, let after = degradation.meanOutOfSample {
            plot.mark((before, after))
            legend.append(("chosen", "means"))
        }
        return Figures.still(
            title: title, legend: legend, height: 300,
            plot: plot.markup(
                title: "Scatter: \(title)", across: AxisTick.linear(across.range, maximum: 6, unit: goal.unit),
                up: AxisTick.linear(up.range, maximum: 6, unit: goal.unit), names: ("in sample", "out of sample")),
            name: "named")
    }
}

import StylizedFacts

/// The picture of a curve behind a fact, with that of the market beside it.
struct FactChart {
    /// The curve.
    var curve: FactCurve
    /// The market's name.
    var name: String
    /// The same curve of the market beside it; `nil` for none.
    var beside: FactCurve?
    /// The name of the market beside it.
    var besideName: String

    /// The figure, or that there is nothing to draw.
    var markup: Markup {
        let others = beside.map { [$0.values] } ?? []
        let band = [curve.band.low, curve.band.high]
        guard
            let across = PlotScale(
                holding: [curve.places] + (beside.map { [$0.places] } ?? []),
                isLogarithmic: curve.isAcrossLogarithmic),
            let up = PlotScale(
                holding: [curve.values, curve.fit] + band + others, including: curve.isUpLogarithmic ? [] : [0],
                isLogarithmic: curve.isUpLogarithmic)
        else { return Figures.notDrawn(curve.title, "no figure of it is finite") }
        var plot = StillPlot(across: across, up: up)
        if !curve.isUpLogarithmic { plot.level(0) }
        var legend = [(tone: "strategy", label: name)]
        if !curve.band.low.isEmpty {
            // Values without an interval part the band.
            plot.band(points(curve.places, curve.band.high), points(curve.places, curve.band.low), tone: "strategy")
            legend[0].label += "; \(curve.bandName)"
        }
        if !curve.fit.isEmpty {
            plot.line(points(curve.places, curve.fit), tone: "benchmark equality")
            legend.append((tone: "benchmark", label: curve.fitName))
        }
        if let beside {
            plot.line(points(beside.places, beside.values), tone: "second mark")
            legend.append((tone: "second", label: besideName))
        }
        plot.line(points(curve.places, curve.values), tone: "strategy mark")
        plot.dots(points(curve.places, curve.values), tone: "strategy")
        return Figures.still(
            title: curve.title, legend: legend, height: 240,
            plot: plot.markup(
                title: "\(curve.title) of \(name)", across: ticks(across), up: ticks(up),
                names: (curve.across, curve.up)), name: "named")
    }

    private func points(_ places: [Double], _ values: [Double]) -> [(Double, Double)] { Array(zip(places, values)) }

    private func ticks(_ scale: PlotScale) -> [AxisTick] {
        scale.isLogarithmic
            ? AxisTick.logarithmic(scale.range, maximum: 7, unit: .ratio)
            : AxisTick.linear(scale.range, maximum: 6, unit: .ratio)
    }
}

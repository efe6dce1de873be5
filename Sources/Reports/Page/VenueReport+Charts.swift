import Core

extension VenueReport {
    /// How the mid moved after fills, over time: how much of the impact stays.
    var impactChart: Markup {
        let points = impact.filter { $0.fills > 0 && $0.basisPoints.isFinite }
        guard points.count > 2, let first = points.first(where: { $0.seconds > 0 })?.seconds else { return "" }
        // What happens at once stands at the left end of a logarithmic axis.
        let places = points.map { $0.seconds > 0 ? $0.seconds : first / 4 }
        let low = points.map { $0.basisPoints - $0.halfWidth }
        let high = points.map { $0.basisPoints + $0.halfWidth }
        guard let across = PlotScale(holding: [places], isLogarithmic: true),
            let up = PlotScale(holding: [points.map(\.basisPoints), low, high], including: [0])
        else { return "" }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        plot.band(Array(zip(places, high)), Array(zip(places, low)), tone: "strategy")
        plot.line(Array(zip(places, points.map(\.basisPoints))), tone: "strategy")
        plot.dots(Array(zip(places, points.map(\.basisPoints))), tone: "strategy")
        let title = "Impact after the fill, basis points by seconds"
        let ticks = zip(places, points).map { place, point in
            AxisTick(place: place, label: point.seconds == 0 ? "at once" : point.seconds.shortestText)
        }
        return Figures.still(
            title: title, legend: [("strategy", "mid in the direction of its trades; 95\u{202f}%, clustered by order")],
            height: 220,
            plot: plot.markup(
                title: title, across: Array(ticks), up: AxisTick.linear(up.range, maximum: 5, unit: .ratio)))
    }

    /// The result against capital, in the market and on its bars.
    var capacityChart: Markup {
        let capital = capacity.map(\.capital)
        let (live, bars) = (capacity.map(\.liveReturn), capacity.map(\.barsReturn))
        guard capacity.count > 1, let across = PlotScale(holding: [capital], isLogarithmic: true),
            let up = PlotScale(holding: [live, bars], including: [0])
        else { return "" }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        plot.line(Array(zip(capital, bars)), tone: "benchmark")
        plot.line(Array(zip(capital, live)), tone: "strategy")
        plot.dots(Array(zip(capital, live)), tone: "strategy")
        var legend: [(tone: String, label: String)] = [
            ("strategy", "in the market"), ("benchmark", "on its bars"),
        ]
        let underfilled = underfilled
        if !underfilled.isEmpty {
            plot.dots(underfilled.map { ($0.capital, $0.liveReturn) }, tone: "loss")
            legend.append(("loss", "less than \(FigureText.percent(leastFilled, decimals: 0)) filled"))
        }
        let title = "Return by capital"
        return Figures.still(
            title: title, legend: legend, height: 220,
            plot: plot.markup(
                title: title, across: capital.map { AxisTick(place: $0, label: FigureText.fixed($0, decimals: 0)) },
                up: AxisTick.linear(up.range, maximum: 5, unit: .fraction)), note: underfilledNote)
    }

    /// What the marked points of the capacity chart do not say; empty where none is marked.
    private var underfilledNote: Markup {
        let parts = underfilled.map { point in
            let filled = point.fillRatio.map { FigureText.percent($0) } ?? "n/a"
            return "\(filled) at \(FigureText.fixed(point.capital, decimals: 0))"
        }
        guard !parts.isEmpty else { return "" }
        let text =
            "Of what was asked, \(parts.joined(separator: ", ")) was filled: there the return is that of a smaller size, "
            + "not what the capital carries."
        return "\(text)"
    }
}

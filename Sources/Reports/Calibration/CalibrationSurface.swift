import Glibc

/// The pictures of the loss: its fall in the search, its profiles, its slices.
struct CalibrationSurface {
    /// The report.
    var report: CalibrationReport

    /// All pictures.
    var markup: Markup {
        var body = history
        if report.profiles.isEmpty, report.slices.isEmpty {
            body += Cells.absent("The loss around the best point was not measured.")
        }
        return body + "<div class=\"columns\">\(report.profiles.map(profile).joined())</div>"
            + report.slices.map(slice).joined()
    }

    private var history: Markup {
        let title = "Least distance by generation"
        let places = report.history.indices.map { Double($0) }
        guard report.history.count > 1,
            let up = PlotScale(holding: [report.history], isLogarithmic: true),
            let across = PlotScale(holding: [places])
        else { return Figures.notDrawn(title, "the search has fewer than two generations") }
        var plot = StillPlot(across: across, up: up)
        plot.line(Array(zip(places, report.history)), tone: "strategy mark")
        return Figures.still(
            title: title, legend: [], height: 200,
            plot: plot.markup(
                title: title, across: AxisTick.linear(across.range, maximum: 7, unit: .count),
                up: AxisTick.logarithmic(up.range, maximum: 5, unit: .ratio), names: ("generation", "distance")),
            name: "named")
    }

    private func profile(_ profile: CalibrationReport.Profile) -> Markup {
        let title = "Distance along \(profile.name)"
        let best = report.distances.first?.after
        let parameter = report.parameters.first { $0.name == profile.name }
        guard let across = PlotScale(holding: [profile.values], isLogarithmic: parameter?.isLogarithmic ?? false),
            let up = PlotScale(holding: [profile.distances, best.map { [$0] } ?? []], isLogarithmic: true)
        else { return Figures.notDrawn(title, "no distance is finite") }
        var plot = StillPlot(across: across, up: up)
        if let interval = parameter?.interval {
            plot.rectangles([(interval, up.range)], tone: "loss around")
        }
        let points = Array(zip(profile.values, profile.distances))
        plot.line(points, tone: "strategy mark")
        plot.dots(points, tone: "strategy")
        var legend = [(tone: "strategy", label: "the others at their best")]
        if let parameter, let best {
            plot.mark((parameter.best, best))
            legend.append(("chosen", "best"))
        }
        return Figures.still(
            title: title, legend: legend, height: 240,
            plot: plot.markup(
                title: title, across: ticks(across), up: ticks(up), names: (profile.name, "distance")),
            note: parameter?.interval == nil ? "" : "Shaded: the 95\u{202f}% interval.", name: "named")
    }

    private func slice(_ slice: CalibrationReport.Slice) -> Markup {
        let title = "Distance over \(slice.first) and \(slice.second)"
        // Distances differ by orders of magnitude.
        let figures = slice.distances.map { row in row.map { $0 > 0 && $0.isFinite ? log10($0) : .nan } }
        guard let heat = HeatScale(figures.joined(), goal: SweepGoal(column: 0, isLower: true)) else {
            return Figures.notDrawn(title, "no distance is finite")
        }
        let (wide, high) = (slice.firstValues.count, slice.secondValues.count)
        let across = PlotScale(-0.5...Double(wide) - 0.5)
        let up = PlotScale(-0.5...Double(high) - 0.5)
        var plot = StillPlot(across: across, up: up)
        for level in 0..<HeatScale.levels {
            var rectangles: [(across: ClosedRange<Double>, up: ClosedRange<Double>)] = []
            for x in 0..<wide {
                for y in 0..<high where heat.level(figures[x][y]) == level {
                    rectangles.append((Double(x) - 0.5...Double(x) + 0.5, Double(y) - 0.5...Double(y) + 0.5))
                }
            }
            plot.rectangles(rectangles, tone: "cell heat\(level)")
        }
        func ticks(_ values: [Double]) -> [AxisTick] {
            values.enumerated().map { AxisTick(place: Double($0), label: FactText.figure($1)) }
        }
        return Figures.still(
            title: title, legend: [], height: 320,
            plot: plot.markup(
                title: title, across: ticks(slice.firstValues), up: ticks(slice.secondValues),
                names: (slice.first, slice.second)),
            note: """
                The stronger the tone, the nearer to the real market; tones are even steps of the logarithm. Without colour: \
                no market, or no figure of it.
                """, name: "named")
    }

    private func ticks(_ scale: PlotScale) -> [AxisTick] {
        scale.isLogarithmic
            ? AxisTick.logarithmic(scale.range, maximum: 6, unit: .ratio)
            : AxisTick.linear(scale.range, maximum: 6, unit: .ratio)
    }
}

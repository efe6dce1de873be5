import Core

/// The best trials as lines over all axes, the better the stronger.
struct ParallelCoordinates {
    /// The page, for trials and cells.
    var page: SweepPage
    /// The axes, from left to right.
    var axes: [Int]

    /// The figure.
    var markup: Markup {
        guard let column = page.column, let goal = page.goal, let chosen = page.chosen else { return "" }
        let places = page.best
        let title = "The best \(FigureText.count(places.count)) trials over the axes"
        let rails = axes.map { rail($0) }
        let values = places.map { page.values[$0] }
        let ends = [values.min() ?? 0, values.max() ?? 0]
        guard let heat = HeatScale(values, goal: goal),
            let last = PlotScale(holding: [values], including: ends[0] < ends[1] ? ends : [])
        else { return "" }
        var plot = StillPlot(across: PlotScale(-0.3...Double(axes.count) + 0.3), up: PlotScale(0...1))
        for rail in 0...axes.count { plot.line([(Double(rail), 0), (Double(rail), 1)], tone: "rail") }
        for place in places.reversed() {
            var points = zip(axes, rails).enumerated().map { number, pair -> (Double, Double) in
                (Double(number), pair.1(page.report.trials.settings[pair.0][place]))
            }
            points.append((Double(axes.count), (last.place(page.values[place]) ?? .nan) / 1_000))
            let level = heat.level(page.values[place]) ?? 0
            plot.line(points, tone: place == chosen ? "strand first" : "strand heat\(level)")
        }
        for (number, axis) in axes.enumerated() { label(&plot, number, axis) }
        let texts = [last.range.lowerBound, last.range.upperBound].map { column.text($0) }
        for (text, y, side) in [(texts[1], 1.0, "above"), (texts[0], 0.0, "below"), (column.label, 0.0, "foot")] {
            plot.label(text, at: (Double(axes.count), y), name: side)
        }
        let figure = Figures.still(
            title: title, legend: [("chosen", "best, trial \(page.number(chosen))")], height: 360,
            plot: plot.markup(title: "Parallel coordinates: \(title)", across: [], up: []),
            note: "A line is a trial; the last rail is \(column.label).", name: "named")
        return figure + heat.legend(column)
    }

    /// How a value of an axis becomes a height between 0 and 1.
    private func rail(_ axis: Int) -> (Double) -> Double {
        let cells = page.cells[axis]
        if !cells.axis.words.isEmpty {
            return { value in (cells.place(of: value) ?? .nan) / Double(cells.count) }
        }
        let scale = cells.rail
        return { value in (scale?.place(value) ?? .nan) / 1_000 }
    }

    private func label(_ plot: inout StillPlot, _ number: Int, _ axis: Int) {
        let cells = page.cells[axis]
        let x = Double(number)
        plot.label(cells.axis.shortName, at: (x, 0), name: "foot")
        if !cells.axis.words.isEmpty {
            for tick in cells.ticks(maximum: 10) {
                plot.label(tick.label, at: (x, tick.place / Double(cells.count)), name: "beside")
            }
            return
        }
        guard let range = cells.rail?.range else { return }
        plot.label(cells.axis.label(range.upperBound), at: (x, 1), name: "above")
        plot.label(cells.axis.label(range.lowerBound), at: (x, 0), name: "below")
    }
}

import Core

/// The first goal over two axes as a heat map, with the chosen point marked.
struct ParameterSurface {
    /// The page, for trials, cells and tones.
    var page: SweepPage
    /// The axis that runs across.
    var across: Int
    /// The axis that runs up.
    var up: Int

    /// The mean figure of the trials in each cell and their number; a grid's other axes stand at the chosen point.
    private var means: (sums: [Double], counts: [Int], trials: Int) {
        let (wide, high) = (page.cells[across], page.cells[up])
        var sums = [Double](repeating: 0, count: wide.count * high.count)
        var counts = [Int](repeating: 0, count: sums.count)
        var trials = 0
        let settings = page.report.trials.settings
        let held = page.report.isGrid ? settings.indices.filter { $0 != across && $0 != up } : []
        let chosen = page.chosen ?? 0
        for place in 0..<page.report.trials.count {
            let value = page.values[place]
            guard value.isFinite, held.allSatisfy({ settings[$0][place] == settings[$0][chosen] }),
                let x = wide.cell(of: settings[across][place]), let y = high.cell(of: settings[up][place])
            else { continue }
            sums[y * wide.count + x] += value
            counts[y * wide.count + x] += 1
            trials += 1
        }
        return (sums, counts, trials)
    }

    /// The figure, or why it is not drawn.
    var markup: Markup {
        guard let column = page.column, let goal = page.goal, let chosen = page.chosen else { return "" }
        let (wide, high) = (page.cells[across], page.cells[up])
        let title = "\(column.label): \(wide.axis.name) and \(high.axis.name)"
        let (sums, counts, trials) = means
        let filled = counts.count { $0 > 0 }
        guard filled >= 4 else {
            return Figures.notDrawn(title, "n=\(filled) cells with trials, at least 4 are needed")
        }
        // Means are less spread than trials, and so they have tones of their own.
        let figures = zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : .nan }
        guard let heat = HeatScale(figures, goal: goal) else { return "" }
        var plot = StillPlot(across: wide.scale, up: high.scale)
        for level in 0..<HeatScale.levels {
            let places = figures.indices.filter { heat.level(figures[$0]) == level }
            plot.rectangles(
                places.map { place in
                    let (x, y) = (Double(place % wide.count), Double(place / wide.count))
                    return (x...x + 1, y...y + 1)
                }, tone: "cell heat\(level)")
        }
        let settings = page.report.trials.settings
        if let x = wide.place(of: settings[across][chosen]), let y = high.place(of: settings[up][chosen]) {
            plot.mark((x, y))
        }
        let figure = Figures.still(
            title: title, legend: [("chosen", "best, trial \(page.number(chosen))")], height: 320,
            plot: plot.markup(
                title: "Heat map of \(title). The best is at \(page.settings(of: chosen)).",
                across: wide.ticks(maximum: 8), up: high.ticks(maximum: 8), names: (wide.axis.name, high.axis.name)),
            note: "\(note(trials, filled))", name: "named")
        return "<div>\(figure)\(heat.legend(column))</div>"
    }

    private func note(_ trials: Int, _ filled: Int) -> String {
        let empty = filled < page.cells[across].count * page.cells[up].count ? "; without colour, none" : ""
        let counts = "\(FigureText.count(trials)) trials in \(FigureText.count(filled)) cells\(empty)"
        let others = page.report.axes.indices.filter { $0 != across && $0 != up }
        if page.report.isGrid, let chosen = page.chosen {
            let held = others.map { other in
                let axis = page.report.axes[other]
                return "\(axis.name)=\(axis.text(page.report.trials.settings[other][chosen]))"
            }
            let slice = held.isEmpty ? "" : ", the slice through the best point: \(held.joined(separator: " "))"
            return trials == filled
                ? "A cell is a trial\(slice). \(counts)." : "A cell is the mean of its trials\(slice). \(counts)."
        }
        let over = others.isEmpty ? "" : ", over whatever the other axes were"
        return "A cell is the mean of the trials in it\(over); the best trial is marked, its cell is a mean. \(counts)."
    }
}

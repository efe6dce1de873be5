import Core
import Statistics

/// The first goal along one axis: through the chosen point, with its neighbours, before the quartiles of all trials.
struct ParameterSlice {
    /// The page, for trials and cells.
    var page: SweepPage
    /// The axis.
    var axis: Int

    /// The most points of a line.
    private static let mostPoints = 400

    private var settings: [Double] { page.report.trials.settings[axis] }
    private var cells: AxisCells { page.cells[axis] }
    private var isOfWords: Bool { cells.axis.words.count > 0 }

    /// Where a value is drawn: words beside one another, numbers where they are.
    private func x(_ value: Double) -> Double { isOfWords ? cells.place(of: value) ?? .nan : value }

    /// The trials that differ from the chosen one in this axis alone, by their value of it.
    private func line(_ chosen: Int) -> [Int] {
        let all = page.report.trials.settings
        let held = all.indices.filter { $0 != axis }
        let places = (0..<page.report.trials.count).filter { place in
            held.allSatisfy { all[$0][place] == all[$0][chosen] }
        }
        return places.sorted { (settings[$0], $0) < (settings[$1], $1) }
    }

    /// The quartiles of all trials by cell: where, lower, middle, upper.
    private var quartiles: [(x: Double, lower: Double, middle: Double, upper: Double)] {
        var columns = [[Double]](repeating: [], count: cells.count)
        for (place, value) in page.values.enumerated() where value.isFinite {
            if let cell = cells.cell(of: settings[place]) { columns[cell].append(value) }
        }
        return columns.enumerated().compactMap { cell, values in
            let sorted = values.sorted()
            guard sorted.count > 1, let lower = quantile(ofSorted: sorted, 0.25),
                let middle = quantile(ofSorted: sorted, 0.5), let upper = quantile(ofSorted: sorted, 0.75)
            else { return nil }
            return (x(cells.middle(cell)), lower, middle, upper)
        }
    }

    /// The figure, or why it is not drawn.
    var markup: Markup {
        guard let column = page.column, let chosen = page.chosen else { return "" }
        let title = "\(column.label) along \(cells.axis.name)"
        let slice = page.report.isGrid ? line(chosen) : []
        let band = page.report.axes.count > 1 || !page.report.isGrid ? quartiles : []
        let points = ParameterSlice.thinned(slice.map { (x(settings[$0]), page.values[$0]) })
        let finite = (0..<page.report.trials.count).filter { page.values[$0].isFinite }
        let picked = SweepPage.picked(page.report.isGrid ? [] : finite, most: SweepPage.mostDots / 2)
        let near = page.report.isGrid ? [] : (page.plateau?.neighbours ?? []).filter { page.values[$0].isFinite }
        let mark = (x(settings[chosen]), page.values[chosen])
        let ups = [
            points.map(\.1), band.flatMap { [$0.lower, $0.upper] }, near.map { page.values[$0] }, [mark.1],
        ]
        let reach = isOfWords ? cells.scale : page.scales[axis]
        guard finite.count > 1, let across = reach, let up = PlotScale(holding: ups) else {
            return Figures.notDrawn(title, "n=\(finite.count) trials with a figure, at least 2 are needed")
        }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        if let ends = neighbourEnds(slice, chosen) {
            plot.rectangles([(ends, up.range)], tone: "loss around")
        }
        draw(band, in: &plot)
        let dots = picked.places.map { (x(settings[$0]), page.values[$0]) }
        let within = dots.filter { up.range.contains($0.1) }
        plot.dots(within, tone: "strategy cloud")
        plot.line(isOfWords ? [] : points, tone: "strategy")
        if points.count <= 80 { plot.dots(points, tone: "strategy") }
        plot.dots(near.map { (x(settings[$0]), page.values[$0]) }, tone: "second near")
        plot.mark(mark)
        let ticks = isOfWords ? cells.ticks(maximum: 8) : numberTicks(across)
        return Figures.still(
            title: title, legend: legend(hasBand: !band.isEmpty, hasNear: !near.isEmpty), height: 260,
            plot: plot.markup(
                title: "\(title); the best is at \(cells.axis.text(settings[chosen]))", across: ticks,
                up: AxisTick.linear(up.range, maximum: 5, unit: column.unit), names: (cells.axis.name, column.label)),
            note: "\(note(slice, chosen, column, picked.stride, dots.count - within.count))", name: "named")
    }

    /// Draws quartiles and medians: as a band, or as a box for each word, between which there is nothing.
    private func draw(
        _ band: [(x: Double, lower: Double, middle: Double, upper: Double)], in plot: inout StillPlot
    ) {
        guard isOfWords else {
            plot.band(band.map { ($0.x, $0.upper) }, band.map { ($0.x, $0.lower) }, tone: "benchmark")
            plot.line(band.map { ($0.x, $0.middle) }, tone: "benchmark")
            return
        }
        plot.rectangles(band.map { ($0.x - 0.25...$0.x + 0.25, $0.lower...$0.upper) }, tone: "benchmark box")
        plot.spans(
            band.map { (from: ($0.x - 0.25, $0.middle), to: ($0.x + 0.25, $0.middle)) }, tone: "benchmark")
    }

    private func numberTicks(_ across: PlotScale) -> [AxisTick] {
        across.isLogarithmic
            ? AxisTick.logarithmic(across.range, maximum: 8, unit: .ratio)
            : AxisTick.linear(across.range, maximum: 7, unit: .ratio)
    }

    private func legend(hasBand: Bool, hasNear: Bool) -> [(tone: String, label: String)] {
        var legend = [("chosen", "best")]
        legend.append(page.report.isGrid ? ("strategy", "through the best point") : ("strategy dot", "trial"))
        if hasNear { legend.append(("second dot", "nearest to the best")) }
        if hasBand { legend.append(("benchmark", "median and quartiles of all trials")) }
        return legend
    }

    /// The places of the neighbours on both sides of the chosen point.
    private func neighbours(_ slice: [Int], _ chosen: Int) -> (before: Int?, after: Int?) {
        guard let place = slice.firstIndex(of: chosen) else { return (nil, nil) }
        return (place > 0 ? slice[place - 1] : nil, place + 1 < slice.count ? slice[place + 1] : nil)
    }

    private func neighbourEnds(_ slice: [Int], _ chosen: Int) -> ClosedRange<Double>? {
        guard !isOfWords else { return nil }
        let (before, after) = neighbours(slice, chosen)
        let (left, right) = (settings[before ?? chosen], settings[after ?? chosen])
        return left < right ? left...right : nil
    }

    private func note(_ slice: [Int], _ chosen: Int, _ column: SweepColumn, _ stride: Int, _ beyond: Int) -> String {
        guard page.report.isGrid else {
            let picked =
                stride == 1 ? "All trials are drawn" : "One in \(FigureText.count(stride)) trials is drawn"
            return beyond == 0 ? "\(picked)." : "\(picked) but for \(FigureText.count(beyond)) beyond the scale."
        }
        guard !isOfWords else { return "The other axes stand at the best point." }
        let (before, after) = neighbours(slice, chosen)
        func text(_ place: Int) -> String {
            "\(cells.axis.text(settings[place])): \(page.values[place].isFinite ? column.text(page.values[place]) : "none")"
        }
        let sides = [before, chosen, after].compactMap { $0 }.map(text).joined(separator: ", ")
        return "The other axes stand at the best point. One step to each side, shaded: \(sides)."
    }

    /// The points of a line; of very many, the least and the greatest of each run of them.
    static func thinned(_ points: [(Double, Double)]) -> [(Double, Double)] {
        guard points.count > mostPoints else { return points }
        let runs = mostPoints / 2
        return (0..<runs).flatMap { run -> [(Double, Double)] in
            let part = points[run * points.count / runs..<(run + 1) * points.count / runs].filter { $0.1.isFinite }
            guard let low = part.min(by: { $0.1 < $1.1 }), let high = part.max(by: { $0.1 < $1.1 }) else { return [] }
            return low.0 < high.0 ? [low, high] : low.0 > high.0 ? [high, low] : [low]
        }
    }
}

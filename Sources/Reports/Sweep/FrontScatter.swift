import Core

/// Two goals of all trials, with those marked that no other trial beats in every goal.
struct FrontScatter {
    /// The page, for trials.
    var page: SweepPage
    /// The goal that runs across.
    var across: SweepGoal
    /// The goal that runs up.
    var up: SweepGoal
    /// Whether the front is a line: with two goals it is one.
    var hasLine: Bool

    private static let mostFront = 1_000

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let trials = page.report.trials
        let (wide, high) = (trials.columns[across.column], trials.columns[up.column])
        let title = "\(high.label) against \(wide.label)"
        func point(_ place: Int) -> (Double, Double) {
            (trials.figure(across.column, of: place), trials.figure(up.column, of: place))
        }
        let known = (0..<trials.count).filter { point($0).0.isFinite && point($0).1.isFinite }
        guard known.count >= 3 else {
            return Figures.notDrawn(title, "n=\(known.count) trials with both, at least 3 are needed")
        }
        let picked = SweepPage.picked(known, most: SweepPage.mostDots)
        let front = SweepPage.picked(page.report.front, most: FrontScatter.mostFront).places.map(point).filter {
            $0.0.isFinite && $0.1.isFinite
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        let dots = picked.places.map(point)
        guard let acrossScale = PlotScale(holding: [dots.map(\.0), front.map(\.0)]),
            let upScale = PlotScale(holding: [dots.map(\.1), front.map(\.1)])
        else { return "" }
        var plot = StillPlot(across: acrossScale, up: upScale)
        plot.dots(dots, tone: "strategy cloud")
        if hasLine { plot.line(front, tone: "loss") }
        plot.dots(front, tone: "loss")
        func axis(_ column: SweepColumn, _ goal: SweepGoal) -> String {
            "\(column.label), \(goal.isLower ? "less" : "more") is better"
        }
        return Figures.still(
            title: title, legend: [("strategy dot", "trial"), ("loss dot", "not beaten in every objective")],
            height: 360,
            plot: plot.markup(
                title: "Scatter: \(title)", across: AxisTick.linear(acrossScale.range, maximum: 8, unit: wide.unit),
                up: AxisTick.linear(upScale.range, maximum: 6, unit: high.unit),
                names: (axis(wide, across), axis(high, up))),
            note: "\(SweepPage.pickedNote(picked.stride, of: known.count))", name: "named")
    }
}

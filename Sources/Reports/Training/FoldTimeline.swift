import Core

/// What each fold was trained and tested on, a bar a fold: training, purged, test and embargo in their colours.
struct FoldTimeline {
    /// The folds, in order.
    var folds: [TrainingFold]

    /// The most folds that are drawn, so that a bar keeps its height.
    static let mostBars = 90
    /// The least width of what was purged or embargoed, as a share of the axis, so that it can be seen.
    private static let leastShare = 0.002

    /// The folds that are drawn: evenly picked, and the last.
    var drawn: [TrainingFold] {
        let step = max(1, (folds.count + FoldTimeline.mostBars - 1) / FoldTimeline.mostBars)
        return folds.enumerated().filter { $0.offset % step == 0 || $0.offset == folds.count - 1 }.map(\.element)
    }

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let title = "Timeline of the folds"
        let shown = drawn
        let spans = shown.flatMap { $0.training + $0.test + $0.purged + $0.embargoed }
        guard let first = spans.map(\.lowerBound.nanoseconds).min(),
            let last = spans.map(\.upperBound.nanoseconds).max(), last > first
        else { return Figures.notDrawn(title, "no fold has a period") }
        let across = PlotScale(Double(first)...Double(last))
        var plot = StillPlot(across: across, up: PlotScale(0...Double(shown.count)))
        let least = (Double(last) - Double(first)) * FoldTimeline.leastShare
        for (place, fold) in shown.enumerated() {
            // The first fold is the uppermost bar.
            let bottom = Double(shown.count - place - 1)
            func bars(_ spans: [Range<Timestamp>], tone: String, growingLeft: Double = 0, growingRight: Double = 0) {
                for span in spans {
                    let (left, right) = (Double(span.lowerBound.nanoseconds), Double(span.upperBound.nanoseconds))
                    plot.bar(
                        from: min(left, right - growingLeft), to: max(right, left + growingRight), level: bottom + 0.14,
                        value: bottom + 0.86, tone: tone)
                }
            }
            bars(fold.training, tone: "benchmark trained")
            bars(fold.test, tone: "strategy")
            bars(fold.purged, tone: "second", growingLeft: least)
            bars(fold.embargoed, tone: "sells", growingRight: least)
        }
        let step = max(1, (shown.count + 11) / 12)
        let labels = shown.enumerated().filter { $0.offset % step == 0 }.map { place, fold in
            AxisTick(place: Double(shown.count - place) - 0.5, label: "fold \(fold.number)")
        }
        let some =
            shown.count < folds.count
            ? "\(shown.count) of \(FigureText.count(folds.count)) folds are drawn, evenly picked. " : ""
        return Figures.still(
            title: title,
            legend: [
                ("benchmark", "training"), ("second", "purged"), ("strategy", "test"), ("sells embargo", "embargo"),
            ], height: min(540, max(96, 40 + 18 * shown.count)),
            plot: plot.markup(
                title: title, across: TimeTicks.ticks(from: first, to: last, maximum: 9), up: labels, name: "timeline"),
            note: """
                \(some)What was purged or embargoed is drawn at least two thousandths of the axis wide, so that it can be \
                seen.
                """)
    }
}

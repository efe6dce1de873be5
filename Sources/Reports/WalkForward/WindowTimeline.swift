import Core

/// On what each window's choice was made and what it traded, a bar a window.
struct WindowTimeline {
    /// The windows, in order.
    var windows: [WalkForwardReport.Window]

    /// The most windows that are drawn, so that a bar keeps its height.
    static let mostBars = 90

    /// The windows that are drawn: evenly picked, and the last.
    var drawn: [WalkForwardReport.Window] {
        let step = max(1, (windows.count + WindowTimeline.mostBars - 1) / WindowTimeline.mostBars)
        return windows.enumerated().filter { $0.offset % step == 0 || $0.offset == windows.count - 1 }.map(\.element)
    }

    /// The figure.
    var markup: Markup {
        let title = "Windows"
        let shown = drawn
        guard let first = shown.map(\.train.lowerBound.nanoseconds).min(),
            let last = shown.map(\.test.upperBound.nanoseconds).max(), last > first
        else { return Figures.notDrawn(title, "there is no window") }
        var plot = StillPlot(
            across: PlotScale(Double(first)...Double(last)), up: PlotScale(0...Double(shown.count)))
        for (place, window) in shown.enumerated() {
            // The first window is the uppermost bar.
            let bottom = Double(shown.count - place - 1)
            func bar(_ span: Range<Timestamp>, tone: String) {
                plot.bar(
                    from: Double(span.lowerBound.nanoseconds), to: Double(span.upperBound.nanoseconds),
                    level: bottom + 0.14, value: bottom + 0.86, tone: tone)
            }
            bar(window.train, tone: "benchmark trained")
            // An account that holds nothing has exactly what it had.
            let isIdle = window.trial == nil || window.gain == 0
            let tone = isIdle ? "second untraded" : (window.gain ?? -1) > 0 ? "gain" : "loss"
            bar(window.test, tone: tone)
        }
        let step = max(1, (shown.count + 11) / 12)
        let labels = shown.enumerated().filter { $0.offset % step == 0 }.map { place, window in
            AxisTick(place: Double(shown.count - place) - 0.5, label: "window \(window.number)")
        }
        var legend = [("benchmark", "chosen on"), ("gain", "traded, gained"), ("loss", "traded, lost")]
        if windows.contains(where: { $0.trial == nil || $0.gain == 0 }) { legend.append(("second", "held nothing")) }
        let some =
            shown.count < windows.count
            ? "\(shown.count) of \(FigureText.count(windows.count)) windows are drawn, evenly picked." : ""
        return Figures.still(
            title: title, legend: legend, height: min(540, max(96, 40 + 18 * shown.count)),
            plot: plot.markup(
                title: title, across: TimeTicks.ticks(from: first, to: last, maximum: 9), up: labels, name: "timeline"),
            note: "\(some)")
    }
}

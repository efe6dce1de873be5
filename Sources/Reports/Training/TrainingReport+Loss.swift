import Core

extension TrainingReport {
    private static let mostCurves = 40
    private static let mostEpochs = 240

    /// Whether training came to rest: the loss by epoch, of all folds, the last before the others.
    var lossSection: PageSection? {
        guard let last = lossCurves.last else { return nil }
        return PageSection(id: "loss", title: "Loss", question: "did training come to rest?", body: lossPlot(last))
    }

    private func lossPlot(_ last: LossCurve) -> Markup {
        let title = "Loss by epoch"
        let others = lossCurves.dropLast()
        let step = max(1, (others.count + TrainingReport.mostCurves - 1) / TrainingReport.mostCurves)
        let shown = others.enumerated().filter { $0.offset % step == 0 }.map(\.element)
        let columns = (shown + [last]).flatMap { [$0.training, $0.validation] }
        let longest = columns.map(\.count).max() ?? 0
        let known = columns.joined().filter(\.isFinite)
        guard longest >= 2, let low = known.min(), let high = known.max() else {
            return Figures.notDrawn(title, "n=\(longest) epochs, at least 2 are needed")
        }
        // Equal ratios are worth equal room where the loss falls far.
        let isLogarithmic = low > 0 && high > 4 * low
        guard let up = PlotScale(holding: columns, isLogarithmic: isLogarithmic) else {
            return Figures.notDrawn(title, "no loss is finite")
        }
        let across = PlotScale(1...Double(longest))
        var plot = StillPlot(across: across, up: up)
        for curve in shown {
            plot.line(points(curve.training), tone: "benchmark faint")
            plot.line(points(curve.validation), tone: "second faint")
        }
        plot.line(points(last.training), tone: "strategy")
        plot.line(points(last.validation), tone: "loss")
        var legend: [(String, String)] = [("strategy", "training, \(last.name)")]
        if !last.validation.isEmpty { legend.append(("loss", "validation, \(last.name)")) }
        if !shown.isEmpty {
            legend.append(("benchmark", "training, others"))
            if shown.contains(where: { !$0.validation.isEmpty }) { legend.append(("second", "validation, others")) }
        }
        let some =
            shown.count < others.count
            ? "; \(shown.count) of the other \(FigureText.count(others.count)) trainings are drawn, evenly picked" : ""
        return Figures.still(
            title: isLogarithmic ? "\(title), logarithmic" : title, legend: legend, height: 240,
            plot: plot.markup(
                title: title, across: epochTicks(across.range),
                up: isLogarithmic
                    ? AxisTick.logarithmic(up.range, maximum: 8, unit: .ratio)
                    : AxisTick.linear(up.range, maximum: 6, unit: .ratio)),
            note: """
                Across: epochs; up: loss\(some). Validation that rises while training falls is a model that learns the \
                sample by heart.
                """)
    }

    private func epochTicks(_ range: ClosedRange<Double>) -> [AxisTick] {
        [AxisTick(place: 1, label: "1")]
            + AxisTick.linear(range, maximum: 8, unit: .count).filter { $0.place == $0.place.rounded() && $0.place > 1 }
    }

    private func points(_ losses: [Double]) -> [(Double, Double)] {
        Decimation.keptPlaces(of: [losses], count: losses.count, limit: TrainingReport.mostEpochs).map {
            (Double($0 + 1), losses[$0])
        }
    }
}

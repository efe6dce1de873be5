import Core

extension TrainingReport {
    private static let mostFeatures = 300

    /// Why it forecasts what it does: what shuffling each feature costs.
    var importanceSection: PageSection? {
        guard !importance.isEmpty else { return nil }
        let sorted = sortedImportance
        let shown = Array(sorted.prefix(TrainingReport.mostFeatures))
        let ends = shown.flatMap { one -> [Double] in
            let reach = one.deviation.isFinite ? one.deviation : 0
            return [one.meanDrop - reach, one.meanDrop + reach]
        }
        let across = PlotScale(holding: [ends], including: [0])
        let text = ForecastScale.column(shown.map(\.meanDrop))
        let rows = shown.map { one -> [Markup] in
            [
                "\(one.feature)", TrainingCells.number(one.meanDrop, text), TrainingCells.number(one.deviation, text),
                strip(one, across: across),
            ]
        }
        var body = PageTable(
            columns: [
                .text("Feature"), .figure("Mean drop of \(importanceScore)"),
                .figure("Deviation over \(importanceSpread.rawValue)"), .text(""),
            ], rows: rows, name: "plain importance"
        ).markup
        let outstanding = importance.count(where: \.standsOut)
        body += Cells.note(
            """
            What the score loses out of sample where a feature is shuffled; \(outstanding) of \(importance.count) \
            features lose it more than two deviations over \(importanceSpread.rawValue). Features that say the same \
            stand in for each other and look less important than they are.\(cutNote(shown.count, importance.count))
            """)
        return PageSection(id: "importance", title: "Importance", question: "why?", body: body)
    }

    /// The importance, greatest first; equal ones by name, those without a figure last.
    var sortedImportance: [FeatureImportance] {
        importance.sorted { left, right in
            let (a, b) = (TrainingReport.order(left.meanDrop), TrainingReport.order(right.meanDrop))
            return a != b ? a > b : left.feature < right.feature
        }
    }

    /// The drift, greatest first; equal ones by name, those without a figure last.
    var sortedDrift: [FeatureDrift] {
        drift.sorted { left, right in
            let a = TrainingReport.order(left.populationStabilityIndex.number ?? .nan)
            let b = TrainingReport.order(right.populationStabilityIndex.number ?? .nan)
            return a != b ? a > b : left.feature < right.feature
        }
    }

    /// What is not a number comes last in a descending order.
    private static func order(_ value: Double) -> Double { value.isNaN ? -.infinity : value }

    private func cutNote(_ shown: Int, _ all: Int) -> String {
        shown < all ? " The first \(shown) of \(FigureText.count(all)); all are in the JSON." : ""
    }

    private func strip(_ one: FeatureImportance, across: PlotScale?) -> Markup {
        guard let across, one.meanDrop.isFinite else { return "" }
        var plot = StillPlot(across: across, up: PlotScale(0...1))
        plot.bar(
            from: min(0, one.meanDrop), to: max(0, one.meanDrop), level: 0.1, value: 0.9,
            tone: one.meanDrop < 0 ? "loss" : "strategy")
        if one.deviation.isFinite {
            plot.spans(
                [(from: (one.meanDrop - one.deviation, 0.5), to: (one.meanDrop + one.deviation, 0.5))], tone: "price")
        }
        plot.spans([(from: (0, 0), to: (0, 1))], tone: "benchmark")
        return "<div class=\"strip\">\(plot.markup(title: one.feature, across: [], up: []))</div>"
    }

    /// Whether the inputs of the test were like those of training.
    var driftSection: PageSection? {
        guard !drift.isEmpty else { return nil }
        let sorted = sortedDrift
        let shown = sorted.prefix(TrainingReport.mostFeatures)
        let rows = shown.map { one -> [Markup] in
            let index = TrainingCells.figure(one.populationStabilityIndex) { FigureText.fixed($0, decimals: 3) }
            return [
                "\(one.feature)", TrainingCells.number(one.trainingMean, ForecastScale.significant),
                TrainingCells.number(one.trainingDeviation, ForecastScale.significant),
                TrainingCells.number(one.testMean, ForecastScale.significant),
                TrainingCells.number(one.testDeviation, ForecastScale.significant),
                one.isMarked ? "<b class=\"down\">\(index) drifted</b>" : index,
                TrainingCells.figure(one.kolmogorovSmirnovDistance) { FigureText.fixed($0, decimals: 3) },
            ]
        }
        var body = PageTable(
            columns: [
                .text("Feature"), .figure("Mean, training"), .figure("Deviation"), .figure("Mean, test"),
                .figure("Deviation"), .figure("Population stability index"), .figure("Kolmogorov–Smirnov distance"),
            ], rows: rows, name: "plain drift"
        ).markup
        let marked = drift.count(where: \.isMarked)
        body += Cells.note(
            """
            \(marked) of \(drift.count) features are marked: their population stability index is above \
            \(FigureText.fixed(FeatureDrift.markedIndex, decimals: 2)), the usual rule for a large shift (below 0.1: \
            little).\(cutNote(shown.count, drift.count))
            """)
        return PageSection(id: "drift", title: "Drift", question: "did the inputs change?", body: body)
    }

    /// What the model sees.
    var featureSection: PageSection? {
        guard !features.isEmpty else { return nil }
        let shown = features.prefix(TrainingReport.mostFeatures)
        var body = PageTable(
            columns: [.text("Feature"), .text("Expression")],
            rows: shown.map { ["\($0.name)", "<code>\($0.expression)</code>"] }, name: "features"
        ).markup
        if shown.count < features.count { body += Cells.note("\(cutNote(shown.count, features.count))") }
        return PageSection(id: "features", title: "Features", question: "what does it see?", body: body)
    }
}

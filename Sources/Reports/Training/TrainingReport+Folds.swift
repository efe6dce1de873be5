import Core

extension TrainingReport {
    private static let mostBars = 400
    private static let mostRows = 1_000
    private static let mostOpenRows = 40

    /// How regular it was: the score over time and by fold, and what each fold was trained on.
    func foldSection(_ scale: ForecastScale, data: inout [JSONValue]) -> PageSection? {
        var body = cumulativeMarkup(data: &data)
        if !folds.isEmpty {
            body += foldBars
            body += FoldTimeline(folds: folds).markup
            body += foldTable(scale)
        }
        guard !body.isEmpty else { return nil }
        return PageSection(id: "folds", title: "Folds", question: "how regular was it?", body: body)
    }

    /// The scores by step: as given, or else those of the folds by the end of their test.
    var shownStepScores: StepScores? {
        if let stepScores { return stepScores }
        let ends = folds.compactMap { fold in
            fold.test.map(\.upperBound.nanoseconds).max().map { (time: $0, fold: fold) }
        }.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
        return ends.isEmpty
            ? nil
            : StepScores(
                step: "fold", time: ends.map(\.time),
                informationCoefficients: ends.map { $0.fold.informationCoefficient.number ?? .nan },
                rankInformationCoefficients: ends.map { $0.fold.rankInformationCoefficient.number ?? .nan })
    }

    private func cumulativeMarkup(data: inout [JSONValue]) -> Markup {
        guard let steps = shownStepScores else { return "" }
        let (linear, ranked) = (steps.informationCoefficients, steps.rankInformationCoefficients)
        let lines = [
            TimeChart.Line(label: "sum of the IC", tone: "strategy", values: StepScores.cumulative(linear)),
            TimeChart.Line(label: "sum of the rank IC", tone: "second", values: StepScores.cumulative(ranked)),
        ]
        var body = TimeChart(
            id: "information-chart", title: "Cumulative IC by \(steps.step)", height: 160, unit: .ratio,
            time: steps.time, lines: lines, included: [0], limit: 8_000
        ).markup(data: &data)
        let notes = [
            stepNote("IC", linear, steps.meanInformationCoefficient, steps.step),
            stepNote("rank IC", ranked, steps.meanRankInformationCoefficient, steps.step),
        ].compactMap { $0 }
        if !notes.isEmpty {
            body += Cells.note("A straight rise is a score that lasts. \(notes.joined(separator: " "))")
        }
        return body
    }

    /// The mean of a coefficient by step, with its interval where there is one; `nil` where no step has one.
    private func stepNote(_ name: String, _ values: [Double], _ mean: MeanScore?, _ step: String) -> String? {
        let known = values.filter(\.isFinite)
        guard !known.isEmpty else { return nil }
        let correlation = TrainingCells.correlation
        let share = TrainingCells.share(Double(known.count { $0 > 0 }) / Double(known.count))
        var text = "Mean \(name) by \(step) \(correlation(mean?.mean ?? known.reduce(0, +) / Double(known.count)))"
        if let mean {
            let level = FigureText.percent(mean.interval.level, decimals: 0)
            text += ", standard error \(correlation(mean.standardError)), \(level) interval "
            text += "\(correlation(mean.interval.lower)) … \(correlation(mean.interval.upper))"
            text += " (\(mean.interval.method))"
        }
        return text + ", above zero in \(share) of the \(FigureText.count(known.count)) that have one."
    }

    private var foldBars: Markup {
        let title = "IC by fold"
        let step = max(1, (folds.count + TrainingReport.mostBars - 1) / TrainingReport.mostBars)
        let shown = folds.enumerated().filter { $0.offset % step == 0 }.map(\.element)
        let values = shown.compactMap(\.informationCoefficient.number)
        guard values.count >= 2, let up = PlotScale(holding: [values], including: [0]) else {
            return Figures.notDrawn(title, "n=\(values.count) folds with an IC, at least 2 are needed")
        }
        var plot = StillPlot(across: PlotScale(0...Double(shown.count)), up: up)
        for (place, fold) in shown.enumerated() {
            guard let value = fold.informationCoefficient.number else { continue }
            plot.bar(
                from: Double(place) + 0.12, to: Double(place) + 0.88, level: 0, value: value,
                tone: value < 0 ? "loss" : "gain")
        }
        plot.level(0)
        let every = max(1, (shown.count + 11) / 12)
        let labels = shown.enumerated().filter { $0.offset % every == 0 }.map {
            AxisTick(place: Double($0.offset) + 0.5, label: String($0.element.number))
        }
        return Figures.still(
            title: title, height: 150,
            plot: plot.markup(
                title: title, across: labels, up: AxisTick.linear(up.range, maximum: 4, unit: .ratio)),
            note: step == 1 ? "" : "One in \(step) of \(FigureText.count(folds.count)) folds is drawn.")
    }

    private func foldTable(_ scale: ForecastScale) -> Markup {
        let byDay = folds.allSatisfy { fold in
            fold.test.allSatisfy {
                $0.upperBound.nanoseconds.subtractingReportingOverflow(
                    $0.lowerBound.nanoseconds
                ).partialValue >= 2 * Timestamp.day
            }
        }
        let shown = folds.prefix(TrainingReport.mostRows)
        let hasEpochs = folds.contains { $0.epochs != nil || !$0.stopped.isEmpty }
        let rows = shown.map { fold -> [Markup] in
            var cells: [Markup] = [
                "\(fold.number)", TrainingCells.period(fold.training, byDay: byDay),
                "\(FigureText.count(fold.trainingCount))", "\(FigureText.count(fold.purgedCount))",
                "\(FigureText.count(fold.embargoedCount))", TrainingCells.period(fold.test, byDay: byDay),
                "\(FigureText.count(fold.testCount))",
                TrainingCells.figure(fold.informationCoefficient, TrainingCells.correlation),
                TrainingCells.figure(fold.rankInformationCoefficient, TrainingCells.correlation),
                TrainingCells.figure(fold.hitRate, TrainingCells.share),
                TrainingCells.figure(fold.rSquared, TrainingCells.correlation),
                TrainingCells.figure(fold.rootMeanSquaredError, scale.text),
            ]
            if hasEpochs {
                cells.append(fold.epochs.map { "\(FigureText.count($0))" } ?? "<span class=\"none\">–</span>")
                cells.append("\(fold.stopped)")
            }
            return cells
        }
        var columns: [PageTable.Column] = [
            .figure("Fold"), .text("Training (UTC)"), .figure("n"), .figure("Purged"), .figure("Embargo"),
            .text("Test"), .figure("n"), .figure("IC"), .figure("Rank IC"), .figure("Hit rate"), .figure("R²"),
            .figure("RMSE\(scale.unit == .fraction ? "" : scale.suffix)"),
        ]
        if hasEpochs { columns += [.figure("Epochs"), .text("Stopped")] }
        var table = PageTable(columns: columns, rows: rows, name: "plain folds").markup
        if folds.count > shown.count {
            table += Cells.note(
                "The first \(FigureText.count(shown.count)) of \(FigureText.count(folds.count)) folds; all are in the JSON."
            )
        }
        guard folds.count > TrainingReport.mostOpenRows else { return table }
        return
            "<details><summary>All scores by fold, \(FigureText.count(shown.count)) rows</summary>\(table)</details>\n"
    }
}

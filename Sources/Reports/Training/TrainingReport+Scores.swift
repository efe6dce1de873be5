import Core

extension TrainingReport {
    private static let mostInstruments = 500

    /// The scores of the model beside those of the baselines.
    func scoreSection(_ scale: ForecastScale) -> PageSection {
        var body = Markup()
        if let score {
            let rows =
                [row(score, name: "<b>\(score.name)</b><small>the model</small>", scale)]
                + baselines.map { row($0, name: "\($0.name)<small>baseline</small>", scale) }
            body += table(rows, heading: "Forecasts by", scale)
            if baselines.isEmpty { body += Cells.absent("No baseline was scored: there is nothing to compare with.") }
            body += Cells.note("\(explanation(of: score))")
        } else {
            body += Cells.absent("Nothing was scored.")
        }
        return PageSection(id: "scores", title: "Scores", question: "can it be told from chance?", body: body)
    }

    /// The scores by instrument of a panel.
    func instrumentSection(_ scale: ForecastScale) -> PageSection? {
        guard !instrumentScores.isEmpty else { return nil }
        let shown = instrumentScores.prefix(TrainingReport.mostInstruments)
        var body = table(shown.map { row($0, name: "\($0.name)", scale) }, heading: "Instrument", scale)
        let known = instrumentScores.compactMap(\.informationCoefficient.value.number)
        if !known.isEmpty {
            let positive = known.count { $0 > 0 }
            body += Cells.note(
                "The IC is above zero for \(positive) of the \(known.count) instruments that have one.")
        }
        if instrumentScores.count > shown.count {
            body += Cells.note(
                "The first \(shown.count) of \(FigureText.count(instrumentScores.count)) instruments; all are in the JSON."
            )
        }
        return PageSection(id: "instruments", title: "Instruments", question: "where did it work?", body: body)
    }

    private func table(_ rows: [[Markup]], heading: Markup, _ scale: ForecastScale) -> Markup {
        PageTable(
            columns: [
                .text(heading), .figure("n"), .figure("IC"), .figure("Rank IC"), .figure("Hit rate"),
                .figure("R² out of sample"), .figure("RMSE\(scale.unit == .fraction ? "" : scale.suffix)"),
            ], rows: rows, name: "plain scores"
        ).markup
    }

    private func row(_ score: TrainingScore, name: Markup, _ scale: ForecastScale) -> [Markup] {
        let correlation = TrainingCells.correlation
        return [
            name, "\(FigureText.count(score.count))",
            TrainingCells.interval(score.informationCoefficient, rowCount: score.count, correlation),
            TrainingCells.interval(score.rankInformationCoefficient, rowCount: score.count, correlation),
            TrainingCells.interval(score.hitRate, rowCount: score.count, TrainingCells.share),
            TrainingCells.figure(score.rSquared, correlation),
            TrainingCells.figure(score.rootMeanSquaredError, scale.text),
        ]
    }

    private func explanation(of score: TrainingScore) -> String {
        var parts = [
            "IC: Pearson's correlation of forecast and truth; rank IC: Spearman's; R² against the mean of the training "
                + "labels."
        ]
        let figures = [
            ("IC", score.informationCoefficient), ("rank IC", score.rankInformationCoefficient),
            ("hit rate", score.hitRate),
        ]
        for (name, figure) in figures {
            guard let interval = figure.interval else { continue }
            let level = FigureText.percent(interval.level, decimals: interval.level * 100 == 95 ? 0 : 1)
            parts.append("Interval of the \(name): \(level), \(interval.method).")
        }
        return parts.joined(separator: " ")
    }
}

import Core

extension TrainingReport {
    /// Whether what was found can be told from nothing, and whether it is better than the baselines, in plain sentences.
    var verdictMarkup: Markup {
        guard let verdict else {
            return Cells.absent("Nothing was scored: nothing can be said of the model.")
        }
        let state: Markup = verdict.isDistinguishable ? "shown" : "unshown"
        let baseline: Markup = baselineSentence.isEmpty ? "" : " \(baselineSentence)"
        return "<p class=\"verdict \(state)\"><b>\(verdict.headline)</b> \(verdict.text)\(baseline)</p>\n"
    }

    /// What the scores say.
    struct Verdict {
        /// Whether the information coefficient can be told from none.
        var isDistinguishable: Bool
        /// In a few words.
        var headline: String
        /// With the figures.
        var text: String
    }

    /// What the scores say of the model; `nil` where nothing was scored.
    var verdict: Verdict? {
        guard let score else { return nil }
        let figure = score.informationCoefficient
        guard let found = figure.value.number else {
            return Verdict(
                isDistinguishable: false, headline: "No IC could be computed:",
                text: "\(figure.value.reason ?? ""). Nothing can be said of the model.")
        }
        let number = TrainingCells.correlation(found)
        let count = FigureText.count(figure.count)
        guard let smallest = smallestDetectable, smallest.correlation.isFinite else {
            return Verdict(
                isDistinguishable: false, headline: "It is not known whether the IC can be told from none:",
                text: "\(number) from \(count) forecasts, without a smallest detectable IC to hold it against.")
        }
        let limit = TrainingCells.correlation(smallest.correlation)
        let facts = """
            the IC found is \(number) from \(count) forecasts, and the smallest that \
            \(FigureText.count(smallest.count)) independent ones can tell from none is \(limit) (\(smallest.method))
            """
        let isLarge = found.magnitude >= smallest.correlation
        let excludesZero = figure.excludes(0)
        if isLarge && excludesZero {
            let direction = found < 0 ? " It is negative: the forecasts point the wrong way." : ""
            return Verdict(
                isDistinguishable: true, headline: "The IC is distinguishable from none:",
                text: "\(facts); its interval does not hold zero.\(direction) That says nothing yet of costs.")
        }
        let reason =
            isLarge
            ? (figure.interval == nil
                ? "; it reaches that, but has no interval" : "; it reaches that, but its interval holds zero")
            : (excludesZero ? "; its interval does not hold zero, but so small a figure is found by chance too" : "")
        return Verdict(
            isDistinguishable: false, headline: "The IC is not distinguishable from none:", text: "\(facts)\(reason).")
    }

    /// How the model's error stands to those of the baselines; empty where it is not known.
    var baselineSentence: String {
        guard let error = score?.rootMeanSquaredError.number else { return "" }
        let errors = baselines.compactMap { baseline in
            baseline.rootMeanSquaredError.number.map { (name: baseline.name, error: $0) }
        }
        guard let best = errors.min(by: { $0.error < $1.error }) else { return "" }
        let ratio = FigureText.percent((error / best.error - 1).magnitude, decimals: 3)
        guard best.error > 0, ratio != FigureText.missing else { return "" }
        if error < best.error {
            return "By squared error it is better than every baseline: its RMSE is \(ratio) below that of the best, "
                + "“\(best.name)”."
        }
        let distance = error == best.error ? "the same" : "\(ratio) above it"
        return "By squared error the baseline “\(best.name)” is as good or better: the model's RMSE is \(distance)."
    }
}

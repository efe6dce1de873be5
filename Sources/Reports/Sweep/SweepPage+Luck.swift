import Core
import Statistics

extension SweepPage {
    /// The distribution of all trials, against luck where it is of Sharpe ratios.
    var luckSection: PageSection? {
        guard let goal, let column, !best.isEmpty else { return nil }
        let isSharpe = goal.column == luck?.column
        var body = SweepDistribution(
            column: column, values: values, best: chosen.map { (values[$0], number($0)) },
            luck: isSharpe ? luck : nil
        ).markup
        if let luck, !isSharpe {
            body +=
                SweepDistribution(
                    column: report.trials.columns[luck.column], values: report.trials.values(luck.column),
                    best: (luck.highest, number(luck.best)), luck: luck
                ).markup
        }
        if luck != nil {
            body += Cells.note(
                """
                Luck: the ratios of trials without skill, normal about zero with the standard deviation of the trials' own, \
                and the highest to be expected of so many independent ones (Bailey and López de Prado 2014). Trials that are \
                alike count for fewer, which lowers that mark; but trials that are alike also share the luck of the period, \
                which the spread among them does not show: a market that rose lifts them all.
                """)
        }
        return PageSection(id: "luck", title: "Luck", question: "is the best one more than chance?", body: body)
    }

    /// The first half of the period against the second.
    var halvesSection: PageSection? {
        guard let halves = report.halves else { return nil }
        return PageSection(
            id: "halves", title: "Halves", question: "does what did well go on doing well?",
            body: HalvesScatter(page: self, halves: halves).markup)
    }
}

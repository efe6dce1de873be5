import Core

extension SweepPage {
    /// The most axes of parallel coordinates.
    private static let mostRails = 12
    private static let fewestStrands = 5

    /// The best trials over all axes.
    var parallelSection: PageSection? {
        let varied = cells.indices.filter { cells[$0].varies }
        guard varied.count > 1, best.count >= SweepPage.fewestStrands else { return nil }
        let axes = Array(varied.prefix(SweepPage.mostRails))
        var body = ParallelCoordinates(page: self, axes: axes).markup
        if varied.count > axes.count {
            body += Cells.note("The first \(axes.count) of \(varied.count) axes are drawn.")
        }
        return PageSection(
            id: "parallel", title: "Parallel", question: "what do the best have in common?", body: body)
    }

    /// The trials that no other beats in every goal.
    var frontSection: PageSection? {
        guard report.goals.count > 1, let first = report.goals.first else { return nil }
        var body = Markup()
        for other in report.goals.dropFirst() {
            body += FrontScatter(page: self, across: other, up: first, hasLine: report.goals.count == 2).markup
        }
        body += Cells.note(
            """
            \(FigureText.count(report.front.count)) of \(FigureText.count(report.trials.count)) trials are not beaten by \
            another in every objective at once; their numbers are in sweep.json.
            """)
        return PageSection(id: "front", title: "Front", question: "what is given up for what?", body: body)
    }
}

import Core
import Statistics

/// The Sharpe ratios of trials in the first half of the period against those in the second.
struct HalvesScatter {
    /// The page, for what trials are called.
    var page: SweepPage
    /// The ratios.
    var halves: SweepHalves

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let title = "Annual Sharpe ratio: first half against second half of the period"
        let known = halves.places.indices.filter { halves.first[$0].isFinite && halves.second[$0].isFinite }
        guard known.count >= SweepPage.fewestTrials else {
            return Figures.notDrawn(
                title,
                "n=\(FigureText.count(known.count)) trials with returns in both halves, at least "
                    + "\(SweepPage.fewestTrials) are needed")
        }
        let (firsts, seconds) = (known.map { halves.first[$0] }, known.map { halves.second[$0] })
        let picked = SweepPage.picked(known, most: SweepPage.mostDots)
        let dots = picked.places.map { (halves.first[$0], halves.second[$0]) }
        let chosen = page.chosen.flatMap { place in known.first { halves.places[$0] == place } }
        let mark = chosen.map { (halves.first[$0], halves.second[$0]) }
        guard let across = PlotScale(holding: [dots.map(\.0), mark.map { [$0.0] } ?? []]),
            let up = PlotScale(holding: [dots.map(\.1), mark.map { [$0.1] } ?? []])
        else { return "" }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        if across.range.contains(0) {
            plot.line([(0, up.range.lowerBound), (0, up.range.upperBound)], tone: "benchmark")
        }
        plot.line(
            ForecastScatter.clipped(slope: 1, intercept: 0, across.range, up.range), tone: "benchmark equality")
        plot.dots(dots, tone: "strategy cloud")
        var legend = [("strategy dot", "trial"), ("benchmark", "equality")]
        if let mark {
            plot.mark(mark)
            legend.append(("chosen", "best by \(page.column?.label ?? "")"))
        }
        let figure = Figures.still(
            title: title, legend: legend, height: 380,
            plot: plot.markup(
                title: "Scatter: \(title)", across: AxisTick.linear(across.range, maximum: 8, unit: .ratio),
                up: AxisTick.linear(up.range, maximum: 6, unit: .ratio), names: ("first half", "second half")),
            note: "\(SweepPage.pickedNote(picked.stride, of: known.count))", name: "named")
        return figure + Cells.note("\(sentence(firsts, seconds, known))")
    }

    /// What the halves have to do with each other, and how the best of the first half did in the second.
    private func sentence(_ firsts: [Double], _ seconds: [Double], _ known: [Int]) -> String {
        var text = "The second half begins with the session of \(halves.split). "
        if let correlation = PairedMoments(x: firsts, y: seconds).correlation {
            text += "The correlation of the two is \(FigureText.fixed(correlation, decimals: 3))"
            text +=
                correlation > 0
                ? ": what did well in the first half tended to do well in the second. "
                : ": what did well in the first half did no better in the second. "
        } else {
            text += "One of the two does not vary, so that there is no correlation. "
        }
        var place = 0
        for other in firsts.indices where firsts[other] > firsts[place] { place = other }
        let rank = 1 + seconds.count { $0 > seconds[place] }
        func ratio(_ value: Double) -> String { FigureText.figure(value, unit: .ratio) }
        text += """
            The best of the first half, trial \(page.number(halves.places[known[place]])) with \(ratio(firsts[place])), \
            came \(FigureText.count(rank)) of \(FigureText.count(seconds.count)) in the second with \
            \(ratio(seconds[place])).
            """
        return text
    }
}

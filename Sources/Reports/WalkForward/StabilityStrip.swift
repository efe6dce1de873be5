import Core

/// The chosen value of a parameter over the windows: numbers by size, words by their order of first choice.
struct StabilityStrip {
    /// The parameter.
    var stability: ParameterStability
    /// The middle of each test period, in nanoseconds.
    var times: [Double]

    /// The picture; nothing where nothing was chosen.
    var markup: Markup {
        let isNumber = stability.numbers != nil
        var words: [String] = []
        var points: [(Double, Double)] = []
        for (time, value) in zip(times, stability.values) {
            guard let value else {
                points.append((time, .nan))
                continue
            }
            if isNumber {
                points.append((time, Double(value) ?? .nan))
            } else {
                if !words.contains(value) { words.append(value) }
                points.append((time, Double(words.firstIndex(of: value) ?? 0)))
            }
        }
        guard let across = PlotScale(holding: [times]), let up = PlotScale(holding: [points.map(\.1)]) else {
            return ""
        }
        var plot = StillPlot(across: across, up: up)
        plot.line(points, tone: "strategy faint")
        plot.dots(points, tone: "strategy")
        let ticks =
            isNumber
            ? AxisTick.linear(up.range, maximum: 4, unit: .ratio)
            : words.enumerated().prefix(8).map { AxisTick(place: Double($0.offset), label: $0.element) }
        let ends = (Int64(across.range.lowerBound), Int64(across.range.upperBound))
        return Figures.still(
            title: "Chosen \(stability.name)", height: 130,
            plot: plot.markup(
                title: "Chosen \(stability.name) by window",
                across: TimeTicks.ticks(from: ends.0, to: ends.1, maximum: 6),
                up: ticks))
    }
}

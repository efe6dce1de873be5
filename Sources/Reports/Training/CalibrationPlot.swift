import Core

/// What came of forecasts by their size, with the line on which a calibrated forecast lies.
struct CalibrationPlot {
    /// The bins, ascending.
    var bins: [CalibrationBin]
    /// Whether forecasts are probabilities, so that it is a reliability diagram.
    var isProbability: Bool
    /// The unit of forecasts.
    var scale: ForecastScale

    /// The fewest bins from which it is drawn.
    static let fewestBins = 3
    private static let mostBins = 200

    private var title: String {
        isProbability
            ? "Reliability: frequency against forecast probability"
            : "Calibration by bins of the forecast\(scale.suffix)"
    }

    private var known: [CalibrationBin] {
        bins.prefix(CalibrationPlot.mostBins).filter { $0.meanForecast.isFinite && $0.meanTruth.isFinite }
    }

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let known = known
        guard known.count >= CalibrationPlot.fewestBins else {
            return Figures.notDrawn(
                title,
                "n=\(known.count) bins with a forecast and a truth, at least \(CalibrationPlot.fewestBins) are needed")
        }
        let points = known.map { ($0.meanForecast * scale.factor, $0.meanTruth * scale.factor) }
        let whiskers = known.filter { $0.standardError.isFinite }.map { bin in
            let (x, y, reach) = (bin.meanForecast, bin.meanTruth, 1.96 * bin.standardError)
            return (
                from: (x * scale.factor, (y - reach) * scale.factor), to: (x * scale.factor, (y + reach) * scale.factor)
            )
        }
        let edges = whiskers.flatMap { [$0.from.1, $0.to.1] }
        let fixed = isProbability ? PlotScale(0...1) : nil
        guard let across = fixed ?? PlotScale(holding: [points.map(\.0)], including: [0]),
            let up = fixed ?? PlotScale(holding: [points.map(\.1), edges], including: [0])
        else { return Figures.notDrawn(title, "no bin is finite") }
        var plot = StillPlot(across: across, up: up)
        if !isProbability { plot.level(0) }
        plot.line(
            ForecastScatter.clipped(slope: 1, intercept: 0, across.range, up.range), tone: "benchmark equality")
        plot.spans(whiskers, tone: "strategy")
        plot.line(points, tone: "strategy")
        plot.dots(points, tone: "strategy")
        return Figures.still(
            title: title,
            legend: [("strategy", isProbability ? "frequency" : "mean truth"), ("benchmark", "equality")],
            height: 280,
            plot: plot.markup(
                title: title, across: AxisTick.linear(across.range, maximum: 6, unit: scale.unit),
                up: AxisTick.linear(up.range, maximum: 6, unit: scale.unit)),
            note: """
                Across: mean forecast of a bin; up: \(isProbability ? "how often the outcome came" : "mean truth"), with \
                1.96 standard errors to both sides.
                """)
    }

    /// The bins as a table; empty where there are none.
    var table: Markup {
        guard !bins.isEmpty else { return "" }
        let rows = bins.prefix(CalibrationPlot.mostBins).enumerated().map { place, bin -> [Markup] in
            [
                "\(place + 1)", TrainingCells.number(bin.meanForecast, scale.text),
                TrainingCells.number(bin.meanTruth, scale.text), TrainingCells.number(bin.standardError, scale.text),
                "\(FigureText.count(bin.count))",
            ]
        }
        return PageTable(
            columns: [
                .figure("Bin"), .figure("Mean forecast"), .figure(isProbability ? "Frequency" : "Mean truth"),
                .figure("Standard error"), .figure("n"),
            ], rows: rows, name: "plain bins", caption: "\(title)"
        ).markup
    }
}

import Core

/// Truth against forecast, of all instruments together: a cloud, its least-squares line and the line of equality.
struct ForecastScatter {
    /// The fewest pairs from which it is drawn.
    static let fewestPairs = 30
    /// The most dots that are drawn.
    static let mostDots = 4_000

    private let scale: ForecastScale
    private let dots: [(Double, Double)]
    private let stride: Int
    private let count: Int
    private let slope: Double
    private let intercept: Double

    /// The cloud of all pairs that are finite; every `stride`-th of them is a dot.
    init(_ forecasts: [InstrumentForecasts], scale: ForecastScale) {
        let factor = scale.factor
        self.scale = scale
        func pairs(_ body: (Double, Double) -> Void) {
            for one in forecasts {
                for (forecast, truth) in zip(one.forecast, one.truth) where forecast.isFinite && truth.isFinite {
                    body(forecast * factor, truth * factor)
                }
            }
        }
        var (count, sumX, sumY) = (0, 0.0, 0.0)
        pairs { x, y in
            count += 1
            sumX += x
            sumY += y
        }
        self.count = count
        let (meanX, meanY) = (sumX / Double(max(1, count)), sumY / Double(max(1, count)))
        let stride = max(1, (count + ForecastScatter.mostDots - 1) / ForecastScatter.mostDots)
        var (squares, products) = (0.0, 0.0)
        var (place, picked) = (0, [(Double, Double)]())
        pairs { x, y in
            squares += (x - meanX) * (x - meanX)
            products += (x - meanX) * (y - meanY)
            if place % stride == 0 { picked.append((x, y)) }
            place += 1
        }
        self.stride = stride
        dots = picked
        slope = products / squares
        intercept = meanY - slope * meanX
    }

    /// The figure, or why it is not drawn.
    var markup: Markup {
        let title = "Truth against forecast\(scale.suffix)"
        guard count >= ForecastScatter.fewestPairs else {
            return Figures.notDrawn(title, "n=\(count), at least \(ForecastScatter.fewestPairs) are needed")
        }
        guard slope.isFinite, intercept.isFinite, let across = PlotScale(holding: [dots.map(\.0)]),
            let up = PlotScale(holding: [dots.map(\.1)], including: [0])
        else { return Figures.notDrawn(title, "the forecasts do not vary or cannot be squared") }
        var plot = StillPlot(across: across, up: up)
        plot.level(0)
        plot.dots(dots, tone: "strategy cloud")
        let (left, right) = (across.range.lowerBound, across.range.upperBound)
        plot.line(ForecastScatter.clipped(slope: 1, intercept: 0, left...right, up.range), tone: "benchmark equality")
        plot.line(
            ForecastScatter.clipped(slope: slope, intercept: intercept, left...right, up.range), tone: "loss fitted")
        let drawn =
            stride == 1
            ? "all \(FigureText.count(count)) pairs are drawn"
            : "one in \(FigureText.count(stride)) of \(FigureText.count(count)) pairs is drawn, the line is of all"
        return Figures.still(
            title: title, legend: [("loss", "least squares"), ("benchmark", "equality")], height: 280,
            plot: plot.markup(
                title: title, across: AxisTick.linear(across.range, maximum: 6, unit: scale.unit),
                up: AxisTick.linear(up.range, maximum: 6, unit: scale.unit)),
            note: """
                Across: forecast; up: truth; \(drawn). Slope \(FigureText.fixed(slope, decimals: 3)): 1 where a forecast \
                is as large as it should be, 0 where it says nothing.
                """)
    }

    /// The ends of a straight line inside a box; none where it does not cross it.
    static func clipped(
        slope: Double, intercept: Double, _ across: ClosedRange<Double>, _ up: ClosedRange<Double>
    ) -> [(Double, Double)] {
        var (left, right) = (across.lowerBound, across.upperBound)
        if slope != 0 {
            let ends = [up.lowerBound, up.upperBound].map { ($0 - intercept) / slope }
            left = max(left, min(ends[0], ends[1]))
            right = min(right, max(ends[0], ends[1]))
        } else if !up.contains(intercept) {
            return []
        }
        guard left < right else { return [] }
        return [(left, slope * left + intercept), (right, slope * right + intercept)]
    }
}

import Core
import TimeSeries

extension MarketPicture {
    /// Stretches of bars in a chart: with two extremes, a close and a fundamental of each a chart has four times as
    /// many points.
    private static let stretches = 500
    /// Marks that are numbered and listed.
    private static let listedMarks = 30

    /// All of it as markup.
    var markup: Markup {
        guard bars.count >= TimeChart.fewestPoints else {
            return Figures.notDrawn(
                "Price of \(bars.instrument.symbol)",
                "n=\(bars.count), at least \(TimeChart.fewestPoints) bars with trades are needed") + groupTable
        }
        return priceChart + markTable + volumeChart + spreadChart + groupTable
    }

    private var axis: TradingTimeAxis {
        TradingTimeAxis(sessions, from: bars.start[0], to: bars.end[bars.count - 1])
    }

    /// The stretches of bars, each as the places of its first and last bar.
    private var joined: [ClosedRange<Int>] {
        let length = Decimation.stretchLength(count: bars.count, stretches: MarketPicture.stretches)
        return stride(from: 0, to: bars.count, by: length).map { $0...min(bars.count, $0 + length) - 1 }
    }

    private var priceChart: Markup {
        let symbol = bars.instrument.symbol
        let title = "Price of \(symbol)"
        let stretches = ChartBars(bars, 0..<bars.count, limit: MarketPicture.stretches)
        let values = fundamental.count == bars.count ? joined.map { fundamental[$0.upperBound] } : []
        guard let up = PlotScale(holding: [stretches.low, stretches.high, values]) else {
            return Figures.notDrawn(title, "no price is finite")
        }
        let axis = axis
        let places = stretches.end.map(axis.place)
        var plot = StillPlot(across: axis.scale, up: up)
        var legend = [(tone: "price", label: "\(symbol), close and range")]
        drawMarks(&plot, axis, up, &legend)
        plot.band(Array(zip(places, stretches.high)), Array(zip(places, stretches.low)), tone: "price")
        if values.contains(where: \.isFinite) {
            plot.line(Array(zip(places, values)), tone: "strategy")
            legend.insert((tone: "strategy", label: "fundamental value"), at: 1)
        }
        plot.line(Array(zip(places, stretches.close)), tone: "price")
        return Figures.still(
            title: title, legend: legend, height: 340,
            plot: plot.markup(
                title: "\(title) over time", across: axis.ticks(maximum: 9),
                up: AxisTick.linear(up.range, maximum: 9, unit: .ratio)))
    }

    /// Draws what lasted as a box and what did not as a line, with its number above.
    private func drawMarks(
        _ plot: inout StillPlot, _ axis: TradingTimeAxis, _ up: PlotScale,
        _ legend: inout [(tone: String, label: String)]
    ) {
        guard !marks.isEmpty else { return }
        let (low, high) = (up.range.lowerBound, up.range.upperBound)
        let lasting = marks.compactMap { mark -> (across: ClosedRange<Double>, up: ClosedRange<Double>)? in
            guard let end = mark.end, end > mark.begin else { return nil }
            let left = axis.place(mark.begin)
            return (across: left...max(left, axis.place(end)), up: low...high)
        }
        plot.rectangles(lasting, tone: "loss box")
        let lines = marks.map { mark -> (from: (Double, Double), to: (Double, Double)) in
            (from: (axis.place(mark.begin), low), to: (axis.place(mark.begin), high))
        }
        plot.spans(lines, tone: "loss")
        for (number, mark) in marks.prefix(MarketPicture.listedMarks).enumerated() {
            plot.label("\(number + 1)", at: (axis.place(mark.begin), high), name: "above")
        }
        legend.append((tone: "loss", label: "halts and scenarios"))
    }

    private var markTable: Markup {
        guard !marks.isEmpty else { return "" }
        let rows = marks.prefix(MarketPicture.listedMarks).enumerated().map { number, mark -> [Markup] in
            [
                "\(number + 1)", Cells.time(Timestamp(nanoseconds: mark.begin)),
                mark.end.map { Cells.time(Timestamp(nanoseconds: $0)) } ?? "", "\(mark.text)",
            ]
        }
        let rest = marks.count - rows.count
        return PageTable(
            columns: [.figure("No."), .text("From, UTC"), .text("To"), .text("What")], rows: rows,
            caption: "Halts and scenarios"
        ).markup + (rest > 0 ? Cells.note("\(FactText.count(rest)) more are drawn and not listed.") : "")
    }

    private var volumeChart: Markup {
        let title = "Volume"
        guard bars.volume.count == bars.count else { return "" }
        let joined = joined
        let sums = joined.map { stretch in bars.volume[stretch].reduce(0, +) }
        guard let up = PlotScale(holding: [sums], including: [0]) else {
            return Figures.notDrawn(title, "no volume is known")
        }
        let axis = axis
        var plot = StillPlot(across: axis.scale, up: up)
        let columns = zip(joined, sums).map { stretch, sum -> (across: ClosedRange<Double>, up: ClosedRange<Double>) in
            let left = axis.place(bars.start[stretch.lowerBound])
            return (across: left...max(left, axis.place(bars.end[stretch.upperBound])), up: 0...max(0, sum))
        }
        plot.rectangles(columns, tone: "price soft")
        let width = joined[0].count
        return Figures.still(
            title: title, legend: [("price", "units traded in \(width == 1 ? "a bar" : "\(width) bars")")], height: 130,
            plot: plot.markup(
                title: "\(title) over time", across: axis.ticks(maximum: 9),
                up: AxisTick.linear(up.range, maximum: 3, unit: .ratio)))
    }

    private var spreadChart: Markup {
        guard spread.count == bars.count, spread.contains(where: \.isFinite) else { return "" }
        let title = "Quoted spread"
        let joined = joined
        let means = joined.map { stretch -> Double in
            let known = spread[stretch].filter(\.isFinite)
            return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
        }
        guard let up = PlotScale(holding: [means], including: [0]) else { return "" }
        let axis = axis
        var plot = StillPlot(across: axis.scale, up: up)
        plot.line(Array(zip(joined.map { axis.place(bars.end[$0.upperBound]) }, means)), tone: "second")
        return Figures.still(
            title: title, legend: [("second", "ask less bid, mean over time")], height: 130,
            plot: plot.markup(
                title: "\(title) over time", across: axis.ticks(maximum: 9),
                up: AxisTick.linear(up.range, maximum: 3, unit: .ratio)))
    }

    private var groupTable: Markup {
        guard !groups.isEmpty else { return "" }
        let rows = groups.map { group -> [Markup] in
            let each = group.profit / Double(max(1, group.participants))
            return [
                "\(group.name)", "\(group.kind)", "\(FactText.count(group.participants))",
                "\(FactText.count(group.orders))", "\(FigureText.quantity(group.volume))", Cells.cash(group.profit),
                Cells.cash(each),
            ]
        }
        return PageTable(
            columns: [
                .text("Group"), .text("Agent"), .figure("Participants"), .figure("Orders"), .figure("Volume"),
                .figure("Profit"), .figure("Profit of each"),
            ], rows: rows, caption: "Who won"
        ).markup
            + Cells.note(
                """
                Volume is bought and sold. Profit is cash received less cash paid, after fees, with what is held at the \
                price of the last trade; over all groups it is the exchange's fees, negative.
                """)
    }
}

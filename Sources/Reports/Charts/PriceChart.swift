import Core
import TimeSeries

/// The prices of an instrument with the entries and exits of its trades.
struct PriceChart {
    /// The chart's name in the page, unique.
    var id: String
    /// The bars.
    var series: BarSeries
    /// The places of the bars to draw.
    var places: Range<Int>
    /// The instrument's trades, in the order of the table.
    var trades: [TradeRow]
    /// The instrument's open positions.
    var openPositions: [OpenPosition]
    /// The most bars in the page.
    var limit: Int

    private static let stillLimit = 500
    private static let mostSpans = 400

    /// The chart as a figure of the page; its columns are added to `data`.
    func markup(data: inout [JSONValue]) -> Markup {
        let symbol = series.instrument.symbol
        guard places.count >= TimeChart.fewestPoints else {
            return Figures.notDrawn(symbol, "n=\(places.count), at least \(TimeChart.fewestPoints) bars are needed")
        }
        let bars = ChartBars(series, places, limit: limit)
        data.append([
            "id": .string(id), "kind": "prices", "unit": "price", "instrument": .string(symbol),
            "time": ChartData.times(bars.end), "span": .integer(Int(bars.span / 1_000_000)),
            "joined": .integer(bars.barsPerStretch), "candles": .bool(bars.hasCandles),
            "open": ChartData.values(bars.open), "high": ChartData.values(bars.high),
            "low": ChartData.values(bars.low), "close": ChartData.values(bars.close),
            "held": .array(
                openPositions.map {
                    [
                        .integer(Int($0.entryTime.nanoseconds / 1_000_000)), .number($0.entryPrice),
                        .integer($0.side == .long ? 1 : -1),
                    ]
                }),
        ])
        let legend = [("price", "\(symbol), close and range"), ("buys", "buys"), ("sells", "sells")]
        let hasLogarithm = bars.low.allSatisfy { $0 > 0 }
        var plots = still(isLogarithmic: false, name: hasLogarithm ? "linear" : "")
        if hasLogarithm { plots += still(isLogarithmic: true, name: "logarithmic") }
        return Figures.chart(
            id: id, title: symbol, legend: legend, height: 340, plots: plots, hasLogarithm: hasLogarithm,
            startsLogarithmic: false)
    }

    private func still(isLogarithmic: Bool, name: String) -> Markup {
        let bars = ChartBars(series, places, limit: PriceChart.stillLimit)
        let fills = trades.flatMap { [$0.entryPrice, $0.exitPrice] } + openPositions.map(\.entryPrice)
        guard let first = series.end.first, let last = series.end.last,
            let up = PlotScale(holding: [bars.low, bars.high, fills], isLogarithmic: isLogarithmic)
        else { return Markup() }
        var plot = StillPlot(across: PlotScale(Double(first)...Double(last)), up: up)
        let times = bars.end.map { Double($0) }
        plot.band(Array(zip(times, bars.high)), Array(zip(times, bars.low)), tone: "price")
        plot.line(Array(zip(times, bars.close)), tone: "price")
        if trades.count <= PriceChart.mostSpans {
            for (tone, isLoss) in [("gain", false), ("loss", true)] {
                let kind = trades.filter { ($0.netPnl < 0) == isLoss }
                plot.spans(kind.map { (from: entry($0), to: exit($0)) }, tone: tone)
            }
        }
        let (long, short) = (trades.filter { $0.side == .long }, trades.filter { $0.side == .short })
        func opened(_ side: TradeSide) -> [(Double, Double)] {
            openPositions.filter { $0.side == side }.map { (time($0.entryTime), $0.entryPrice) }
        }
        plot.dots(long.map(entry) + short.map(exit) + opened(.long), tone: "buys")
        plot.dots(short.map(entry) + long.map(exit) + opened(.short), tone: "sells")
        return plot.markup(
            title: "Prices of \(series.instrument.symbol) with buys and sells",
            across: TimeTicks.ticks(from: first, to: last, maximum: 9),
            up: isLogarithmic
                ? AxisTick.logarithmic(up.range, maximum: 9, unit: .ratio)
                : AxisTick.linear(up.range, maximum: 9, unit: .ratio), name: name)
    }

    private func entry(_ trade: TradeRow) -> (Double, Double) { (time(trade.entryTime), trade.entryPrice) }

    private func exit(_ trade: TradeRow) -> (Double, Double) { (time(trade.exitTime), trade.exitPrice) }

    private func time(_ instant: Timestamp) -> Double { Double(instant.nanoseconds) }
}

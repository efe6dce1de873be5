import Core
import TimeSeries

/// The prices of an instrument with the entries and exits of its trades.
struct PriceChart {
    /// The chart's name in the page, unique.
    var id: String
    /// The bars.
    var series: BarSeries
    /// The instrument's trades, in the order of the table.
    var trades: [TradeRow]
    /// The instrument's open positions.
    var openPositions: [OpenPosition]
    /// The most bars in the page.
    var limit: Int

    private static let stillLimit = 500

    /// The chart as a figure of the page; its columns are added to `data`.
    func markup(data: inout [JSONValue]) -> Markup {
        let symbol = series.instrument.symbol
        guard series.count >= TimeChart.fewestPoints else {
            return Figures.notDrawn(symbol, "n=\(series.count), at least \(TimeChart.fewestPoints) bars are needed")
        }
        let bars = ChartBars(series, limit: limit)
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
        return Figures.chart(id: id, title: symbol, legend: legend, height: 340, plots: still)
    }

    private var still: Markup {
        let bars = ChartBars(series, limit: PriceChart.stillLimit)
        let fills = trades.flatMap { [$0.entryPrice, $0.exitPrice] } + openPositions.map(\.entryPrice)
        guard let first = series.end.first, let last = series.end.last,
            let up = PlotScale(holding: [bars.low, bars.high, fills])
        else { return Markup() }
        var plot = StillPlot(across: PlotScale(Double(first)...Double(last)), up: up)
        let times = bars.end.map { Double($0) }
        plot.band(Array(zip(times, bars.high)), Array(zip(times, bars.low)), tone: "price")
        plot.line(Array(zip(times, bars.close)), tone: "price")
        var buys = openPositions.filter { $0.side == .long }.map { (time($0.entryTime), $0.entryPrice) }
        var sells = openPositions.filter { $0.side == .short }.map { (time($0.entryTime), $0.entryPrice) }
        for trade in trades {
            let entry = (time(trade.entryTime), trade.entryPrice)
            let exit = (time(trade.exitTime), trade.exitPrice)
            buys.append(trade.side == .long ? entry : exit)
            sells.append(trade.side == .long ? exit : entry)
        }
        plot.dots(buys, tone: "buys")
        plot.dots(sells, tone: "sells")
        return plot.markup(
            title: "Prices of \(series.instrument.symbol) with buys and sells",
            across: TimeTicks.ticks(from: first, to: last, maximum: 9),
            up: AxisTick.linear(up.range, maximum: 7, unit: .ratio))
    }

    private func time(_ instant: Timestamp) -> Double { Double(instant.nanoseconds) }
}

import Core
import Testing
import TimeSeries

@testable import Reports

@Suite struct PageSizeTests {
    /// A report in which every limit of the page is reached: more bars, instruments and lots than it holds.
    static func large(bars: Int) -> ReportContent {
        let time = (0..<bars).map { SmallReport.ends[0] + Int64($0) * Timestamp.minute }
        var random = RandomStream(seed: 1, name: "page size")
        var level = 100_000.0
        let equity = time.map { _ -> Double in
            level *= 1 + (random.uniform() - 0.5) * 1e-3
            return level
        }
        var content = SmallReport.content()
        content.universe = (0..<14).map { "INSTRUMENT\($0)" }
        content.equity = EquityCurve(
            initialEquity: 100_000, time: time, equity: equity, cash: equity,
            grossExposure: equity.map { $0 * 0.987654321 }, netExposure: equity.map { $0 * -0.3 },
            benchmark: equity.map { 2e10 / $0 })
        content.rolling = (0..<4).map { place in
            RollingFigure(
                label: "Rolling \(place)", unit: .ratio, definition: "d", time: time,
                values: equity.map { $0 / 77_777 + Double(place) })
        }
        content.prices = content.universe.map { symbol in
            BarSeries(
                instrument: Instrument(symbol: symbol), calendar: SmallReport.calendar, start: time,
                end: time.map { $0 + Timestamp.minute }, open: equity, high: equity.map { $0 * 1.001234 },
                low: equity.map { $0 * 0.998765 }, close: equity, volume: equity)
        }
        content.trades = (0..<9_000).map { place in
            var trade = SmallReport.trade(place, from: place % 50, to: place % 50 + 5)
            trade.instrument = content.universe[place % 14]
            trade.quantity = random.uniform() * 1_000
            trade.entryPrice = random.uniform() * 1_000
            trade.exitPrice = random.uniform() * 1_000
            trade.grossPnl = random.uniform() * 10_000
            trade.netPnl = trade.grossPnl - random.uniform()
            trade.tradeReturn = random.uniform()
            trade.maximumAdverseExcursion = -random.uniform()
            trade.maximumFavourableExcursion = random.uniform()
            trade.entryReason = "crosses_above(sma(close, 50), sma(close, 200))"
            trade.exitReason = "reason \(place % 100)"
            return trade
        }
        return content
    }

    @Test func aPageAtAllItsLimitsStaysBelowFiveMegabytes() {
        let library = ChartLibrary(
            script: String(repeating: "x", count: 140_000), style: "", licence: "", version: "")
        let page = PageSizeTests.large(bars: 40_000).html(charts: library)
        #expect(page.utf8.count < 5_000_000, "\(page.utf8.count) bytes")
        #expect(page.contains("The first 12 of 14 instruments are drawn."))
        #expect(page.contains("The first 500 of 9,000 lots; sorting and paging cover the first 6,000."))
        #expect(page.contains("Entries and exits of the first 6,000 lots are marked."))
    }
}

import Core
import Testing
import TimeSeries

@testable import Reports

/// Figures that no market gives: the page is written all the same.
@Suite struct AbsurdFiguresTests {
    static let absurd: [Double] = [
        0, -0.0, 1, -1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        .leastNonzeroMagnitude, 1e15, -1e15, 1e-12, 9e15, 1e16, 1e100, 0.1 + 0.2,
    ]

    @Test(arguments: UInt64(1)...60)
    func everyFigureMayBeAnything(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "absurd figures")
        // Some seeds draw from a few of the values only, so that columns are flat or of one sign.
        let choice = (0..<1 + random.below(6)).map { _ in AbsurdFiguresTests.absurd[random.below(17)] }
        func any() -> Double { choice[random.below(choice.count)] }
        func column(_ count: Int) -> [Double] { (0..<count).map { _ in any() } }
        var content = SmallReport.content()
        let count = SmallReport.sessions
        content.equity = EquityCurve(
            initialEquity: any(), time: SmallReport.ends, equity: column(count), cash: column(count),
            grossExposure: column(count), netExposure: column(count), benchmark: column(count))
        content.daily?.returns = column(count)
        content.daily?.benchmark = column(count)
        content.rolling[0].values = column(count)
        content.metrics[0].value = .value(any())
        content.metrics[0].comparisons = [.value(any())]
        content.metrics[0].interval = ConfidenceInterval(lower: any(), upper: any(), level: any(), method: "m")
        content.drawdowns[0].depth = any()
        content.drawdowns[0].days = any()
        content.trades = (0..<40).map { number in
            var trade = SmallReport.trade(number, from: number, to: number + 5)
            (trade.quantity, trade.entryPrice, trade.exitPrice) = (any(), any(), any())
            (trade.grossPnl, trade.costs, trade.netPnl, trade.tradeReturn) = (any(), any(), any(), any())
            (trade.maximumAdverseExcursion, trade.maximumFavourableExcursion) = (any(), any())
            return trade
        }
        content.openPositions[0].entryPrice = any()
        content.costs[0].amount = any()
        content.ambiguousBars = AmbiguousBars(count: 2, returnAllStopsFirst: any(), returnAllTargetsFirst: any())
        content.prices = [
            BarSeries(
                instrument: Instrument(symbol: "ABC"), calendar: SmallReport.calendar,
                start: SmallReport.ends.map { $0 - Timestamp.hour }, end: SmallReport.ends, open: column(count),
                high: column(count), low: column(count), close: column(count), volume: column(count))
        ]
        let page = content.html(charts: nil)
        #expect(page.hasSuffix("</html>\n"), "seed \(seed)")
        #expect(!page.contains(">nan") && !page.contains(">inf") && !page.contains("NaN"), "seed \(seed)")
        #expect(ResultDocument(content).text.hasSuffix("}\n"), "seed \(seed)")
    }
}

import Core
import DataSources
import Foundation
import TestSupport
import Testing
import TimeSeries

/// The bars in `Data/` are what its README says.
@Suite struct ShippedDataTests {
    static func path(_ name: String) -> String {
        SharedFolder.projectRoot.appendingPathComponent("Data/\(name)").path
    }

    @Test func theMinutesAreMadeOfTheTradesByOurOwnResampler() throws {
        let ticks = try MarketData.loadTicks(
            CSVReadOptions(paths: [Self.path("tick/es_trades.csv.gz")], symbol: "ES", zone: "America/Chicago"))
        let calendar = try TradingCalendar.named("24/7")
        let grid = WindowGrid(.intraday(nanoseconds: Timestamp.minute), calendar: calendar)
        let bars = ticks.series[0].bars(.time(grid), calendar: calendar)
        let text = try BarWriter.text([bars.series])
        #expect(bars.series.count == 1_972)
        let shipped = try Data(contentsOf: URL(fileURLWithPath: Self.path("minute/es.csv")))
        #expect(shipped.elementsEqual(text))
    }

    @Test func everyFileLoadsCleanly() throws {
        for (name, options, bars) in [
            ("daily/aapl.csv", CSVReadOptions(calendar: "XNYS", adjust: .total, isStrict: true), 3_270),
            ("daily/goog.csv", CSVReadOptions(calendar: "XNYS", adjust: .total, isStrict: true), 2_148),
            ("daily/sp500.csv", CSVReadOptions(calendar: "XNYS", isStrict: true), 5_031),
            ("daily/stocks_closes.csv", CSVReadOptions(calendar: "XNYS", isStrict: true), 83_130),
            ("daily/etf_closes.csv", CSVReadOptions(calendar: "XNYS", isStrict: true), 23_551),
            ("minute/es.csv", CSVReadOptions(stamp: .start, calendar: "24/7", isStrict: true), 1_972),
        ] {
            var options = options
            options.paths = [Self.path(name)]
            let data = try MarketData.load(options)
            #expect(data.panel.barCount == bars, "\(name)")
            for entry in data.report.entries {
                var counts = entry.counts
                counts.gapsKept = 0
                #expect(counts == RepairCounts(), "\(name), \(entry.symbol)")
            }
        }
    }
}

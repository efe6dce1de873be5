import Core
import LineProtocol
import MarketSimulator
import Research
import StrategyKit
import StylizedFacts
import TestSupport
import Testing

/// A market as line protocol, read back by the parser.
@Suite struct MarketLinesTests {
    @Test func everyTradeQuoteBarAndLevelIsAPointOfItsOwn() throws {
        let configuration = try SimulationConfiguration(
            yaml: """
                market:
                  preset: liquid
                  session: { length: 600 }
                  recording: { snapshot_interval: 60 }
                """, file: "m.yaml")
        let market = try SimulatedMarket.make(configuration.market, keeping: .everything)
        var lines = MarketLines(market, name: "m", folder: "m-market-1")
        lines.tags = [Point.Tag("desk", "rates")]
        var bytes: [UInt8] = []
        try lines.write(dialect: .version1And2) { bytes += $0 }
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        func count(_ measurement: String) -> Int { text.count { $0.hasPrefix("backtest_\(measurement),") } }
        let record = market.record(of: 0)
        #expect(count("market_bars") == market.bars[0].count && count("market_bars") > 5)
        #expect(count("market_trades") == record.trades?.times.count)
        let quoted = (record.quotes?.times.indices).map {
            $0.count { place in
                record.quotes.map { !$0.bids[place].isNaN || !$0.asks[place].isNaN } ?? false
            }
        }
        #expect(count("market_quotes") >= quoted ?? .max)
        #expect(count("market_book") == record.depth.reduce(0) { $0 + max($1.bids.count, $1.asks.count) })
        // Points with the same series and time would replace each other.
        var points: Set<String> = []
        for line in text {
            let series = line.prefix { $0 != " " }
            let time = line.suffix(while: { $0 != " " })
            #expect(points.insert("\(series) \(time)").inserted, "\(line)")
        }
        #expect(text.allSatisfy { $0.contains(",desk=rates") && $0.contains(",market=m-market-1,name=m") })
        let bar = market.bars[0]
        #expect(
            text[0]
                == "backtest_market_bars,desk=rates,instrument=LIQUID,market=m-market-1,name=m "
                + "open=\(bar.open[0].shortestText),high=\(bar.high[0].shortestText),low=\(bar.low[0].shortestText),"
                + "close=\(bar.close[0].shortestText),volume=\(bar.volume[0].shortestText) \(bar.start[0])")
    }

    @Test func aMarketWithoutTicksHasItsBars() throws {
        let configuration = try SimulationConfiguration(
            yaml: "market: { preset: calm, session: { length: 300 } }", file: "m.yaml")
        let market = try SimulatedMarket.make(configuration.market, keeping: .everything)
        let light = market.withoutTicks
        #expect(light.bars[0].close == market.bars[0].close && light.tradeHash == market.tradeHash)
        #expect(light.record(of: 0).trades == nil && market.record(of: 0).trades != nil)
    }
}

extension Substring {
    /// What stands behind the last character that does not fit.
    fileprivate func suffix(while fits: (Character) -> Bool) -> Substring {
        var start = endIndex
        while start > startIndex, fits(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}

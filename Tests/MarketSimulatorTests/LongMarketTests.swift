import Foundation
import MarketSimulator
import OrderBook
import Testing

/// Cash, shares and quotes over many messages: a billion with `Tests/run --long`.
@Suite struct LongMarketTests {
    private static let messages: Int64 =
        ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 4_000_000 : 1_000_000_000

    /// Counts trades, and quotes that are crossed or locked.
    private struct Watch: MarketSink {
        var crossed = 0
        var quotes = 0
        var lots: Int64 = 0

        mutating func receive(quotes batch: UnsafeBufferPointer<QuoteRecord>) {
            quotes += batch.count
            for quote in batch where quote.bid > 0 && quote.ask > 0 && quote.bid >= quote.ask { crossed += 1 }
        }

        mutating func receive(trades batch: UnsafeBufferPointer<TradeRecord>) {
            for trade in batch { lots += trade.lots }
        }
    }

    @Test func nothingIsMadeOrLostAndNoBookIsCrossed() throws {
        let first = UInt64.random(in: 0..<1 << 32)
        print("seed \(first)")
        var (messages, days, watch, counted) = (Int64(0), 0, Watch(), Int64(0))
        while messages < Self.messages {
            var configuration = MarketPreset.allCases[days % MarketPreset.allCases.count].configuration
            configuration.seed = first &+ UInt64(days)
            configuration.checksInvariants = true
            if Self.messages < 10_000_000 {
                configuration.session.length = 3_600
                configuration.scenarios = []
            }
            // Fees are part of what is conserved.
            configuration.exchange.makerFee = -20
            configuration.exchange.takerFee = 30
            var market = try Market(configuration)
            let counts = market.run(into: &watch)
            market.checkConservation()
            messages += Int64(counts.messages)
            counted += Int64(counts.lots)
            days += 1
        }
        print("\(messages) messages, \(watch.quotes) quotes, \(days) days")
        #expect(watch.crossed == 0 && watch.quotes > 100_000)
        #expect(watch.lots == counted)
    }
}

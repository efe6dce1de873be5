import Core
import TestSupport
import Testing

@testable import StylizedFacts

/// Records: what is refused, and how they are sampled.
@Suite struct MarketRecordTests {
    private func error(_ record: MarketRecord) -> MarketRecordError? {
        do {
            _ = try StylizedFactsBattery().scorecard(of: record)
            return nil
        } catch { return error }
    }

    @Test func badColumnsAreNamed() {
        let good = TradeColumns(times: [1, 2], prices: [10, 11], sizes: [1, 1])
        func changed(_ change: (inout TradeColumns) -> Void) -> MarketRecord {
            var trades = good
            change(&trades)
            return MarketRecord(name: "m", trades: trades)
        }
        #expect(error(MarketRecord(name: "m", trades: good)) == nil)
        #expect(error(MarketRecord(name: "m")) == .empty(name: "m"))
        #expect(
            error(changed { $0.prices = [10] })
                == .lengths(table: "trades", column: "price", found: 1, expected: 2))
        #expect(error(changed { $0.times = [2, 1] }) == .order(table: "trades", row: 1))
        #expect(
            error(changed { $0.prices = [10, 0] })
                == .figure(
                    table: "trades", column: "price", row: 1, found: 0, allowed: "finite and above 0"))
        #expect(error(changed { $0.sizes = [1, -1] }) != nil)
        #expect(error(changed { $0.prices = [.nan, 1] }) != nil)
        #expect(error(changed { $0.signs = [1, 2] }) != nil)
        #expect(error(changed { $0.sizes = [] }) == nil)
        let bars = BarColumns(starts: [0, 0], width: 1, closes: [1, 1])
        #expect(error(MarketRecord(name: "m", bars: bars)) == .order(table: "bars", row: 1))
        #expect(error(MarketRecord(name: "m", bars: BarColumns(starts: [0], width: 0, closes: [1]))) != nil)
        let quotes = QuoteColumns(times: [1], bids: [-1], asks: [2])
        #expect(
            error(MarketRecord(name: "m", quotes: quotes)).map { "\($0)" }
                == "quotes: row 0: 'bid' is -1.0, allowed is a finite price above 0, or NaN for no quote: "
                + "correct or remove the row")
        var order = MetaOrder(
            start: 0, end: 1, side: 0, size: 1, participation: 0.1, arrivalMid: 1, endMid: 1, afterMid: 1)
        #expect(error(MarketRecord(name: "m", trades: good, metaOrders: [order])) != nil)
        (order.side, order.end) = (1, -1)
        #expect(error(MarketRecord(name: "m", trades: good, metaOrders: [order])) != nil)
        let sessions = [Int64(0)..<10, 5..<20]
        #expect(error(MarketRecord(name: "m", trades: good, sessions: sessions)) == .order(table: "sessions", row: 1))
    }

    @Test func everyFactSaysWhyItIsNotMeasurable() throws {
        let bars = BarColumns(starts: [0, Timestamp.minute], width: Timestamp.minute, closes: [1, 2])
        let card = try StylizedFactsBattery().scorecard(of: MarketRecord(name: "two bars", bars: bars))
        #expect(card.results.map(\.fact) == StylizedFact.allCases)
        for result in card.results { #expect(result.verdict.reason?.isEmpty == false, "\(result.fact)") }
        #expect(card[.bidAskBounce]?.verdict == .notMeasurable("needs trades"))
        #expect(card[.spread]?.verdict == .notMeasurable("needs quotes"))
        #expect(!card.passes)
    }

    @Test func returnsNeverCrossNightsAndSilenceCarriesThePrice() {
        let minute = Timestamp.minute
        let bars = BarColumns(
            starts: [0, minute, 4 * minute, Timestamp.day, Timestamp.day + minute], width: minute,
            closes: [100, 110, 121, 50, 55], volumes: [1, 2, 3, 4, 5])
        let returns = SampledReturns(of: bars, sessions: [], longestSilence: 30 * minute)
        #expect(returns.runs == [0..<4, 4..<5])
        for (ours, expected) in zip(returns.values, [0.0953101798, 0, 0, 0.0953101798, 0.0953101798]) {
            #expect(agree(ours, expected, relative: 1e-8))
        }
        #expect(returns.volumes == [2, 0, 0, 3, 5])
        // A named session's end cuts, however short the silence.
        let cut = SampledReturns(of: bars, sessions: [0..<(2 * minute)], longestSilence: 30 * minute)
        #expect(cut.runs.first == 0..<1)
    }

    @Test func pricesAreTheLastAtOrBeforeAnInstant() {
        let second = Timestamp.second
        let quotes = QuoteColumns(
            times: [0, second, second + 1, 5 * second], bids: [9, 19, .nan, 39], asks: [11, 21, 22, 41])
        let trades = TradeColumns(times: [second, second + 1, 3 * second], prices: [20, 20, 20], sizes: [1, 2, 4])
        let record = MarketRecord(name: "m", trades: trades, quotes: quotes)
        let runs = TradingRuns(of: record, longestSilence: 60 * second)
        let returns = SampledReturns(of: record, runs: runs, interval: second, withVolumes: true)
        #expect(returns.source == .mid && returns.runs == [0..<5])
        for (ours, expected) in zip(returns.values, [0.6931471806, 0, 0, 0, 0.6931471806]) {
            #expect(agree(ours, expected, relative: 1e-8))
        }
        #expect(returns.volumes == [1, 2, 4, 0, 0])
        #expect(TradingRuns(of: record, longestSilence: second).ranges.count == 2 + 1)
    }

    @Test func signsFollowTheRules() {
        let trades = TradeColumns(times: [5, 5, 6, 10, 11], prices: [10, 11, 11, 10, 10.5], sizes: [])
        #expect(TradeSigns(of: trades, quotes: nil).values == [0, 1, 1, -1, 1])
        // The mid is 10.5 from 2 on, so at the mid the tick rule decides; the quote at 10 comes too late for 10.
        let quotes = QuoteColumns(times: [2, 10], bids: [10, 8], asks: [11, 9])
        let inferred = TradeSigns(of: trades, quotes: quotes)
        #expect(inferred.values == [-1, 1, 1, -1, 1] && inferred.source == .leeReady)
        var reported = trades
        reported.signs = [0, 0, 1, 1, -1]
        #expect(TradeSigns(of: reported, quotes: quotes).values == [0, 0, 1, 1, -1])
    }
}

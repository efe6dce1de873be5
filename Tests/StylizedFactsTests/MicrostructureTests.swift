import Core
import Foundation
import TestSupport
import Testing

@testable import StylizedFacts

/// Facts of trades, quotes, books, large orders and several instruments, on markets whose figures are known.
@Suite struct MicrostructureTests {
    private let battery = {
        var options = StylizedFactsBattery.Options()
        options.resamples = 200
        return StylizedFactsBattery(options)
    }()

    /// Orders whose signs come in runs of Pareto-distributed lengths, at a bid and an ask a tick apart.
    private func market(_ count: Int, seed: UInt64) -> MarketRecord {
        var stream = RandomStream(seed: seed, name: "market")
        var trades = TradeColumns(times: [], prices: [], sizes: [], signs: [])
        var quotes = QuoteColumns(times: [], bids: [], asks: [])
        var signs: [Int8] = []
        var (mid, time, sign, left) = (10_000, Int64(0), Int8(1), 0)
        for _ in 0..<count {
            if left == 0 {
                sign = stream.uniform() < 0.5 ? 1 : -1
                // P(L > l) = l^-1.5: signs with memory of exponent 0.5 (Lillo, Mike & Farmer 2005).
                left = Int(pow(1 - stream.uniform(), -1 / 1.5))
            }
            left -= 1
            // Weibull durations of shape 0.6.
            time += 1 + Int64(1e9 * pow(-log(1 - stream.uniform()), 1 / 0.6))
            if stream.uniform() < 0.1 { mid += stream.uniform() < 0.5 ? 1 : -1 }
            quotes.times.append(time)
            quotes.bids.append(Double(mid) / 100)
            quotes.asks.append(Double(mid + 1) / 100)
            trades.times.append(time + 1)
            trades.prices.append(Double(sign > 0 ? mid + 1 : mid) / 100)
            trades.sizes.append(1)
            signs.append(sign)
        }
        trades.signs = signs
        return MarketRecord(name: "market", trades: trades, quotes: quotes, tickSize: 0.01)
    }

    @Test func whatIsBuiltInIsFound() throws {
        let record = market(40_000, seed: 3)
        var options = battery.options
        options.facts = [.bidAskBounce, .orderSignMemory, .tradeDurations, .spread, .priceDiffusivity]
        let card = try StylizedFactsBattery(options).scorecard(of: record)
        for fact in options.facts {
            #expect(card[fact]?.verdict == .passed, "\(fact): \(card[fact]?.conditions ?? [])")
        }
        #expect(abs((card[.tradeDurations]?.estimate.value ?? 0) - 0.6) < 0.02)
        // Runs of infinite variance make the exponent of a sample vary by a tenth or two about 0.5.
        #expect(abs((card[.orderSignMemory]?.estimate.value ?? 0) - 0.5) < 0.35)
        #expect(agree(card[.spread]?.details[0].estimate.value ?? 0, 1, relative: 1e-6))
        #expect(card[.spread]?.estimate.value == 0)
        // Quotes tell the signs again, without error: trades are at the bid or the ask.
        var unsigned = record
        unsigned.trades?.signs = nil
        let again = try StylizedFactsBattery(options).scorecard(of: unsigned)
        #expect(again[.orderSignMemory]?.estimate == card[.orderSignMemory]?.estimate)
        // Signs in random order have no memory.
        var shuffled = record
        shuffled.trades?.signs = {
            var stream = RandomStream(seed: 1, name: "shuffle")
            return record.trades?.signs?.shuffled(using: &stream)
        }()
        options.facts = [.orderSignMemory]
        let lost = try StylizedFactsBattery(options).scorecard(of: shuffled)
        #expect(lost[.orderSignMemory]?.verdict == .failed)
    }

    @Test func timeWithoutAQuoteIsCounted() throws {
        // A quote for nine seconds, then a bid alone for one; crossed for the last of ten more.
        let second = Timestamp.second
        let quotes = QuoteColumns(
            times: [0, 9 * second, 10 * second, 19 * second], bids: [10, 10, 10, 12], asks: [11, .nan, 12, 11])
        let record = MarketRecord(name: "m", quotes: quotes, sessions: [0..<(20 * second)], tickSize: 0.5)
        let result = battery.spread(record, TradingRuns(of: record, longestSilence: 60 * second))
        #expect(agree(result.estimate.value, 0.1) && result.verdict == .failed)
        // Nine seconds of two ticks and nine of four.
        #expect(agree(result.details[0].estimate.value, 3) && result.details[1].estimate.value == 2)
        #expect(result.details[2].estimate.value == 4)
    }

    @Test func aBookThatNeverHasBothSidesIsNotMeasurable() throws {
        let second = Timestamp.second
        let trades = TradeColumns(
            times: (0..<1_000).map { Int64($0) * second }, prices: (0..<1_000).map { 10 + Double($0 % 3) / 10 },
            sizes: [Double](repeating: 1, count: 1_000))
        // One side at a time, and sides that cross.
        for asks in [[Double.nan, 11, .nan], [9, 9, 9]] {
            let quotes = QuoteColumns(
                times: [0, 300 * second, 600 * second], bids: [10, asks[0].isNaN ? .nan : 10, 10], asks: asks)
            for tickSize in [nil, 0.1] {
                let record = MarketRecord(
                    name: "m", trades: trades, quotes: quotes, sessions: [0..<(1_000 * second)], tickSize: tickSize)
                let card = try battery.scorecard(of: record)
                #expect(
                    card[.spread]?.verdict == .notMeasurable("no quote of both sides ever stood within a session"))
                // What is left are the prices of trades.
                #expect(
                    SampledReturns(
                        of: record, runs: TradingRuns(of: record, longestSilence: second), interval: second,
                        withVolumes: false
                    ).source == .lastTrade)
                #expect(TradeSigns(of: trades, quotes: quotes).source == .tickRule)
            }
        }
    }

    @Test func whatDoesNotVaryIsNotMeasurable() throws {
        let count = 1_200
        var trades = TradeColumns(
            times: (0..<count).map { Int64($0) * Timestamp.second }, prices: [Double](repeating: 10, count: count),
            sizes: [Double](repeating: 1, count: count), signs: [Int8](repeating: 1, count: count))
        var card = try battery.scorecard(of: MarketRecord(name: "still", trades: trades))
        #expect(card[.bidAskBounce]?.verdict == .notMeasurable("every trade of a session has one price"))
        #expect(card[.orderSignMemory]?.verdict == .notMeasurable("every order has the same sign"))
        // Sessions of one order each leave no pairs.
        trades.signs = (0..<count).map { $0 % 2 == 0 ? 1 : -1 }
        let sessions = trades.times.map { $0..<($0 + 1) }
        card = try battery.scorecard(of: MarketRecord(name: "apart", trades: trades, sessions: sessions))
        #expect(
            card[.orderSignMemory]?.verdict
                == .notMeasurable("needs 500 pairs of consecutive orders within sessions"))
        let moving = SmallMarkets.bars(SmallMarkets.normals(2_000, seed: 2))
        let still = SmallMarkets.bars([Double](repeating: 0, count: 2_000))
        let result = battery.eppsEffect(MarketRecord(name: "two", instruments: [moving, still]))
        #expect(result.verdict == .notMeasurable("the price of instrument 2 of 2 never changes"))
    }

    @Test func theDeepestLevelIsFound() {
        let sizes = [1.0, 3, 7, 4]
        let snapshots = (0..<200).map { time in
            DepthSnapshot(
                time: Int64(time),
                bids: sizes.enumerated().map { .init(price: 10 - 0.1 * Double($0.offset), size: $0.element) },
                asks: sizes.enumerated().map { .init(price: 11 + 0.1 * Double($0.offset), size: $0.element) })
        }
        var record = MarketRecord(name: "m", depth: snapshots, tickSize: 0.1)
        let ticks = battery.bookShape(record)
        #expect(ticks.estimate.value == 2 && ticks.verdict == .reported)
        #expect(ticks.curves[0].values == sizes)
        record.tickSize = nil
        #expect(battery.bookShape(record).curves[0].values == sizes)
    }

    @Test(arguments: [0.5, 0.7, 1.2]) func theExponentOfImpactIsFound(exponent: Double) {
        var stream = RandomStream(seed: 5, name: "impact")
        let orders = (0..<2_000).map { place -> MetaOrder in
            let size = pow(10, 2 + 3 * stream.uniform())
            let side: Int8 = stream.uniform() < 0.5 ? 1 : -1
            let impact = 1e-5 * pow(size, exponent) * (1 + 0.5 * (stream.uniform() - 0.5))
            return MetaOrder(
                start: Int64(place), end: Int64(place + 1), side: side, size: size, participation: 0.1,
                arrivalMid: 100, endMid: 100 * exp(Double(side) * impact),
                afterMid: 100 * exp(Double(side) * impact * 2 / 3))
        }
        let result = battery.metaOrderImpact(
            MarketRecord(name: "m", metaOrders: orders), SampledReturns(interval: 1, source: .mid))
        #expect(abs(result.estimate.value - exponent) < 0.02, "\(result.estimate)")
        #expect(abs(result.details[0].estimate.value - 2.0 / 3) < 1e-6)
        #expect(result.verdict == (exponent <= 0.8 ? .passed : .failed))
    }

    /// Busy days have larger orders and, for the same share of the volume, larger impacts: the law is one of shares.
    @Test func impactIsMeasuredByTheVolatilityAndTheVolumeOfItsDay() throws {
        var stream = RandomStream(seed: 6, name: "days")
        var returns = SampledReturns(interval: Timestamp.minute, source: .mid)
        var orders: [MetaOrder] = []
        for day in 0..<20 {
            let busy = pow(10, stream.uniform())
            let volatility = 0.01 * pow(busy, 1.5)
            let end = Int64(day + 1) * Timestamp.day
            // Sixteen returns of a fourth of the day's volatility.
            returns.runs.append(returns.values.count..<(returns.values.count + 16))
            returns.values += (0..<16).map { $0 % 2 == 0 ? volatility / 4 : -volatility / 4 }
            returns.volumes += [Double](repeating: 1e5 * busy, count: 16)
            returns.sessions.append((end - Timestamp.hour)..<end)
            for _ in 0..<100 {
                let share = pow(10, -3 + 2 * stream.uniform())
                let side: Int8 = stream.uniform() < 0.5 ? 1 : -1
                let impact = 0.8 * volatility * share.squareRoot() * (1 + 0.5 * (stream.uniform() - 0.5))
                let start = end - Timestamp.hour
                orders.append(
                    MetaOrder(
                        start: start, end: start + 1, side: side, size: share * 16e5 * busy, participation: 0.1,
                        arrivalMid: 100, endMid: 100 * exp(Double(side) * impact), afterMid: .nan))
            }
        }
        // Outside of sessions nothing is known of it.
        orders.append(
            MetaOrder(
                start: 21 * Timestamp.day, end: 21 * Timestamp.day, side: 1, size: 1e9, participation: .nan,
                arrivalMid: 100, endMid: 1, afterMid: .nan))
        let record = MarketRecord(name: "m", metaOrders: orders)
        let result = battery.metaOrderImpact(record, returns)
        #expect(result.count == 2_000 && result.notes.count == 1)
        #expect(abs(result.estimate.value - 0.5) < 0.02, "\(result.estimate)")
        let curve = try #require(result.curves.first)
        for (share, impact) in zip(curve.places, curve.values) {
            #expect(abs(impact / (0.8 * share.squareRoot()) - 1) < 0.05)
        }
        returns.volumes = []
        let plain = battery.metaOrderImpact(record, returns)
        #expect(plain.count == 2_001 && plain.notes.count == 1)
    }

    @Test func correlationRisesWithTheSpanWhereOnePriceLags() throws {
        let common = SmallMarkets.normals(20_000, seed: 8)
        let own = SmallMarkets.normals(40_000, seed: 9)
        let first = common.indices.map { common[$0] + 0.5 * own[$0] }
        // The second learns what the first knows over the next three minutes.
        let second = common.indices.map { place in
            (0..<4).reduce(0.5 * own[20_000 + place]) { $0 + (place >= $1 ? common[place - $1] / 4 : 0) }
        }
        let record = MarketRecord(
            name: "two", instruments: [SmallMarkets.bars(first), SmallMarkets.bars(second)])
        let result = battery.eppsEffect(record)
        #expect(result.verdict == .passed, "\(result.conditions)")
        #expect(result.estimate.value > 0.2)
    }

    @Test func aUShapedDayIsFoundAndAFlatOneFails() throws {
        var stream = RandomStream(seed: 4, name: "day")
        for isFlat in [false, true] {
            var bars = BarColumns(starts: [], width: Timestamp.minute, closes: [], volumes: [])
            for day in 0..<12 {
                for minute in 0..<390 {
                    let x = Double(minute) / 195 - 1
                    bars.starts.append(Int64(day) * Timestamp.day + Int64(minute) * Timestamp.minute)
                    bars.closes.append(100 + stream.uniform())
                    bars.volumes.append((isFlat ? 1 : 1 + 2 * x * x) * (0.5 + stream.uniform()))
                }
            }
            let returns = SampledReturns(of: bars, sessions: [], longestSilence: 30 * Timestamp.minute)
            let result = battery.intradaySeasonality(returns)
            #expect(result.verdict == (isFlat ? .failed : .passed), "\(result.conditions)")
            // 1 + 2x² has the mean 5/3.
            if !isFlat { #expect(abs(result.estimate.value - 1.2) < 0.05) }
            #expect(result.estimate.interval != nil && result.count == 12)
        }
    }
}

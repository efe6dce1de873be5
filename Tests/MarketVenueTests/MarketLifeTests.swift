import Core
import MarketSimulator
import MarketVenue
import Simulation
import Testing
import TimeSeries

/// A strategy in the presets: what must hold whatever happens.
@Suite struct MarketLifeTests {
    /// Buys and sells at random with all kinds of orders.
    static func restless(seed: UInt64) -> Scripted {
        var random = RandomStream(seed: seed, name: "restless")
        return Scripted(everyStep: { market, desk in
            let close = market.close(one)
            let side: Side = random.uniform() < 0.5 ? .buy : .sell
            let units = Double(1 + random.below(400))
            let kind: OrderKind =
                switch random.below(5) {
                case 0: .limit(close - side.sign * 0.01 * Double(random.below(5)))
                case 1: .stop(close + side.sign * 0.03)
                case 2: .stopLimit(stop: close + side.sign * 0.02, limit: close + side.sign * 0.05)
                case 3: .trailingStop(.amount(0.04))
                default: .market
                }
            let bracket: Bracket? =
                kind == .market && random.below(3) == 0
                ? Bracket(stop: .amount(0.05), target: .amount(0.05), trail: .amount(0.06)) : nil
            desk.submit(OrderRequest(side, .units(units), of: one, kind: kind, bracket: bracket))
            if random.below(3) == 0, let order = market.workingOrders(in: one).last { desk.cancel(order.id) }
            if random.below(4) == 0, let order = market.workingOrders(in: one).first, order.isLimit {
                desk.replace(order.id, with: .limit(close))
            }
            if random.below(6) == 0 { desk.close(one, market.position(of: one)) }
        })
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func cashAndSharesAreWhatTheExchangeSays(seed: UInt64) throws {
        var market = Fixtures.market(seed: seed) { ($0.exchange.takerFee, $0.exchange.makerFee) = (3_000, -2_000) }
        market.broker.latency.order = .uniform(0...300_000_000)
        market.broker.latency.cancel = .fixed(50_000_000)
        let run = try market.run(MarketLifeTests.restless(seed: seed))
        #expect(run.logged.count > 10, "seed \(seed)")
        Fixtures.expectSameAccount(run, in: market)
        let times = run.run.log.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
        // What reports derive from the log alone is what the account says.
        let curve = EquityCurve(
            log: run.run.log, panel: run.panel, initialCash: market.broker.cash, stepCount: run.run.stepCount)
        #expect(abs((curve.equity.last ?? .nan) - run.run.finalEquity) < 1e-6, "seed \(seed)")
        let filled = run.executions.reduce(0) { $0 + $1.filled }
        #expect(filled == run.logged.reduce(0) { $0 + $1.quantity }, "seed \(seed)")
        #expect(run.fills.reduce(0) { $0 + $1.lots } == Int64(filled), "seed \(seed)")
    }

    @Test func theSameSeedMakesTheSameBytes() throws {
        let market = Fixtures.market(days: 2)
        let (first, second) = (
            try market.run(MarketLifeTests.restless(seed: 7)), try market.run(MarketLifeTests.restless(seed: 7))
        )
        #expect(Fixtures.text(first) == Fixtures.text(second) && first.tradeDigest == second.tradeDigest)
        // As texts: a mid that is not known is `nan`, which does not equal itself.
        #expect(first.panel.hash() == second.panel.hash() && "\(first.executions)" == "\(second.executions)")
        let other = try market.run(MarketLifeTests.restless(seed: 8))
        #expect(Fixtures.text(first) != Fixtures.text(other) && first.tradeDigest != other.tradeDigest)
    }

    @Test func whoNeverTradesLeavesTheMarketAsItWas() throws {
        for preset in [MarketPreset.liquid, .reference] {
            let market = Fixtures.market(preset)
            let run = try market.run(Scripted())
            #expect(run.tradeDigest == (try market.alone().tradeDigest))
            #expect(run.run.finalEquity == market.broker.cash && run.run.log.isEmpty && run.run.stepCount > 5)
        }
    }

    @Test func theBarsAreOfTradesAsTheyArrive() throws {
        // Two and a half seconds on the way: a quarter of a bar.
        var market = Fixtures.market()
        let late: Int64 = 2_500_000_000
        market.connection = ConnectionTerms(fromExchange: .fixed(nanoseconds: late))
        let run = try market.run(Scripted())
        var recorder = MarketRecorder(market.market)
        var alone = try MarketSimulator.Market(market.market)
        alone.run(into: &recorder)
        let trades = recorder.trades[0]
        let (close, interval) = (market.market.openingInstant(day: 0) + 300_000_000_000, market.barNanoseconds)
        var bars: [Int64: (open: Int64, high: Int64, low: Int64, close: Int64, lots: Int64)] = [:]
        for place in 0..<trades.count {
            let price = trades.price[place]
            let window = min(trades.time[place] + late, close - 1) / interval
            var bar = bars[window] ?? (price, price, price, price, 0)
            bar.high = max(bar.high, price)
            bar.low = min(bar.low, price)
            bar.close = price
            bar.lots += trades.lots[place]
            bars[window] = bar
        }
        let series = run.panel.series[0]
        #expect(series.count == bars.count && series.count > 20)
        for (place, window) in bars.keys.sorted().enumerated() {
            let bar = try #require(bars[window])
            #expect(series.end[place] == (window + 1) * interval)
            let seen = [series.open[place], series.high[place], series.low[place], series.close[place]]
            #expect(seen == [bar.open, bar.high, bar.low, bar.close].map { Double($0) / 100 })
            #expect(series.volume[place] == Double(bar.lots))
        }
    }

    @Test func barsBeginAtTheOpenAndEndWithTheSession() throws {
        // Seventy seconds divide neither the day nor the session.
        var market = Fixtures.market(days: 2)
        market.barNanoseconds = 70 * Timestamp.second
        let run = try market.run(Scripted())
        for series in [run.panel.series[0], try market.alone().panel.series[0]] {
            #expect(series.count >= 8)
            for (start, end) in zip(series.start, series.end) {
                let day = start < market.market.openingInstant(day: 1) ? 0 : 1
                let open = market.market.openingInstant(day: day)
                #expect(start >= open && (start - open) % market.barNanoseconds == 0)
                #expect(end == min(start + market.barNanoseconds, open + 300 * Timestamp.second))
            }
        }
    }

    @Test func anotherFutureChangesNoEarlierDecision() throws {
        let market = Fixtures.market()
        let second = 180.0
        var changed = market
        changed.market.scenarios = [.news(day: 0, second: second, instrument: 0, relativeMove: 0.02)]
        let (a, b) = (
            try market.run(MarketLifeTests.restless(seed: 3)), try changed.run(MarketLifeTests.restless(seed: 3))
        )
        let cut = Timestamp(nanoseconds: market.market.openingInstant(day: 0) + Int64(second * 1e9))
        func before(_ run: MarketRun) -> [UInt8] {
            EventText.bytes(of: run.run.log.filter { $0.time <= cut }, symbols: ["LIQUID"])
        }
        #expect(before(a) == before(b) && before(a).count > 1_000)
        #expect(a.tradeDigest != b.tradeDigest)
    }

    @Test func aSinkTakesTheWholeMarketWithTheStrategyInIt() throws {
        let market = Fixtures.market { $0.recording.snapshotInterval = 60 }
        var recorder = MarketRecorder(market.market)
        let run = try market.run(MarketLifeTests.restless(seed: 5), into: &recorder)
        #expect(recorder.tradeDigest() == run.tradeDigest && !recorder.depth.isEmpty)
        #expect(UInt64(recorder.tradeCount) == run.counts.trades)
        let seat = UInt32(run.account.participant)
        let trades = recorder.trades[0]
        let own = (0..<trades.count).reduce(0) {
            $0 + (trades.maker[$1] == seat ? trades.lots[$1] : 0) + (trades.taker[$1] == seat ? trades.lots[$1] : 0)
        }
        #expect(own == run.fills.reduce(0) { $0 + $1.lots } && own > 0)
        let unknown: any Strategy = MarketLifeTests.restless(seed: 5)
        #expect(try market.run(strategy: unknown).tradeDigest == run.tradeDigest)
    }

    @Test func aStoppedMarketIsAnInterruptedRun() throws {
        let market = Fixtures.market(seconds: 3_600)
        let open = market.market.openingInstant(day: 0)
        let run = try market.run(Scripted()) { $0 < open + 600_000_000_000 }
        #expect(run.run.outcome == .interrupted)
        #expect((1..<200).contains(run.run.stepCount))
    }

    @Test func capitalBeyondTheBookCostsMore() throws {
        var market = Fixtures.market(seconds: 600)
        market.broker.cash = 50_000
        // In and out every minute with half of the equity.
        let strategy = Scripted(everyStep: { market, desk in
            if market.step % 12 == 3 { desk.submit(OrderRequest(.buy, .fractionOfEquity(0.5), of: one)) }
            if market.step % 12 == 9 { desk.close(one, market.position(of: one)) }
        })
        let curve = try market.capacityCurve(of: strategy, multiples: [30, 1])
        #expect(curve.points.map(\.multiple) == [1, 30])
        let (small, large) = (curve.points[0], curve.points[1])
        #expect(large.volumeShare > 5 * small.volumeShare)
        let (less, more) = (
            try #require(small.executions.slippageBasisPoints), try #require(large.executions.slippageBasisPoints)
        )
        #expect(more > less)
        #expect(curve == (try market.capacityCurve(of: strategy, multiples: [1, 30])))
        // What is not filled is said.
        for point in curve.points {
            #expect(point.isUnderfilled == ((point.executions.fillRatio ?? 1) < CapacityCurve.leastFilled))
        }
        var thin = small
        thin.executions.fillRatio = 0.89
        #expect(thin.isUnderfilled)
        thin.executions.fillRatio = nil
        #expect(!thin.isUnderfilled)
        let gap = try market.gap(of: strategy)
        #expect(gap.liveReturn == small.liveReturn && gap.backtestReturn == small.backtestReturn)
        #expect(gap.gap == gap.backtestReturn - gap.liveReturn && gap.gap > 0)
        #expect(gap.live.impact.takerPoints[0].fills == gap.live.fills.count)
    }

    @Test func whatCannotBeAMarketOfAStrategyIsSaid() {
        func fault(_ change: (inout StrategyMarket) -> Void) -> String {
            var market = Fixtures.market()
            change(&market)
            do {
                _ = try market.run(Scripted())
                return ""
            } catch { return error.description }
        }
        #expect(
            fault { $0.barNanoseconds = 0 }
                == "bars of 0 ns: a strategy in the market needs bars above 0 and up to a day, such as 1m")
        #expect(
            fault { $0.broker.cash = -1 }
                == "the broker's cash is -1.0: in this market it must be above 0 and at most 10000000000000.0")
        #expect(fault { $0.market.days = 0 } == "a market of 0 days: allowed are 1 to 100000")
        let members = ["a", "b"].map { (part: AccountPart(name: $0), strategy: Scripted() as any Strategy) }
        #expect(throws: MarketVenueError.severalStrategies(2)) { try Fixtures.market().run(StrategyGroup(members)) }
        #expect(throws: MarketVenueError.capitalNotPositive(0)) {
            try Fixtures.market().capacityCurve(of: Scripted(), multiples: [0])
        }
    }
}

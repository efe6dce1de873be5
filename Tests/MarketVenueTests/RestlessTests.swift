import Core
import MarketSimulator
import MarketVenue
import Simulation
import Testing
import TimeSeries

/// A strategy that does everything at random, on days with auctions, halts and two instruments.
@Suite struct RestlessTests {
    static let forces: [TimeInForce] = [
        .goodTillCancelled, .day, .immediateOrCancel, .fillOrKill, .atOpen, .atClose,
    ]

    static func restless(seed: UInt64) -> Scripted {
        var random = RandomStream(seed: seed, name: "restless")
        return Scripted(everyStep: { market, desk in
            for place in 0..<market.instrumentCount where market.barCount(of: InstrumentIndex(place)) > 0 {
                let instrument = InstrumentIndex(place)
                let close = market.close(instrument)
                let now = market.now
                func request() -> OrderRequest {
                    let side: Side = random.uniform() < 0.5 ? .buy : .sell
                    let kind: OrderKind =
                        switch random.below(6) {
                        case 0: .limit(close - side.sign * 0.01 * Double(random.below(5)))
                        case 1: .stop(close + side.sign * 0.03)
                        case 2: .stopLimit(stop: close + side.sign * 0.02, limit: close + side.sign * 0.05)
                        case 3: .trailingStop(.amount(0.04))
                        default: .market
                        }
                    let size: OrderSize =
                        switch random.below(5) {
                        case 0: .fractionOfEquity(0.3)
                        case 1: .fractionOfCash(0.5)
                        case 2: .fractionOfPosition(0.5)
                        default: .units(Double(1 + random.below(600)))
                        }
                    var force = RestlessTests.forces[random.below(6)]
                    if random.below(8) == 0 {
                        force = .goodTillDate(now + Int64(1 + random.below(30)) * Timestamp.second)
                    }
                    let bracket: Bracket? =
                        kind.limitPrice == nil && kind.stopPrice == nil && random.below(3) == 0
                        ? Bracket(stop: .amount(0.05), target: .amount(0.03), trail: .amount(0.06)) : nil
                    return OrderRequest(
                        side, size, of: instrument, kind: kind, timeInForce: force, reduceOnly: random.below(5) == 0,
                        bracket: bracket)
                }
                desk.submit(request())
                if random.below(4) == 0 {
                    desk.submitOneCancelsOther((0..<3).map { _ in request() })
                }
                let orders = market.workingOrders(in: instrument)
                if !orders.isEmpty {
                    let order = orders[random.below(orders.count)]
                    switch random.below(4) {
                    case 0: desk.cancel(order.id)
                    case 1 where order.isLimit:
                        desk.replace(order.id, with: .limit(close), units: Double(random.below(50)))
                    case 2: desk.replace(order.id, with: .limit(close + 0.01))
                    default: break
                    }
                }
                if random.below(5) == 0 { desk.close(instrument, market.position(of: instrument)) }
            }
        })
    }

    /// Two days of the preset `liquid` with auctions, a halt and fees, odd seeds with a second instrument.
    static func market(seed: UInt64) -> StrategyMarket {
        var market = Fixtures.market(seconds: 150, days: 2, seed: seed) { configuration in
            (configuration.exchange.takerFee, configuration.exchange.makerFee) = (3_000, -2_000)
            (configuration.session.openingAuction, configuration.session.closingAuction) = (20, 15)
            configuration.scenarios = [.halt(day: 0, second: 60, instrument: 0, seconds: 20, auctionSeconds: 10)]
            guard seed % 2 == 1 else { return }
            var other = configuration.instruments[0]
            other.symbol = "ACE"
            configuration.instruments.append(other)
            for group in configuration.groups {
                var group = group
                group.name += " of the other"
                group.instrument = 1
                configuration.groups.append(group)
            }
        }
        market.barNanoseconds = 7 * Timestamp.second
        market.broker.latency.order = .uniform(0...300_000_000)
        market.broker.latency.cancel = .fixed(50_000_000)
        market.broker.latency.replace = .fixed(20_000_000)
        if seed % 3 == 0 { market.broker.margin = Margin() }
        if seed % 4 == 0 {
            (market.broker.risk.drawdown, market.broker.risk.flattensAtDrawdown) = (0.0005, true)
            market.broker.risk.maximumGross = 0.9
        }
        return market
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func nothingIsLostWhateverIsAsked(seed: UInt64) throws {
        let market = RestlessTests.market(seed: seed)
        let run = try market.run(RestlessTests.restless(seed: seed))
        #expect(run.logged.count > 10, "seed \(seed)")
        Fixtures.expectSameAccount(run, in: market)
        let times = run.run.log.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
        let curve = EquityCurve(
            log: run.run.log, panel: run.panel, initialCash: market.broker.cash, stepCount: run.run.stepCount)
        #expect(abs((curve.equity.last ?? .nan) - run.run.finalEquity) < 1e-6, "seed \(seed)")
        let ledger = TradeLedger(
            log: run.run.log, panel: run.panel, end: Timestamp(nanoseconds: curve.times.last ?? 0))
        let gained = (ledger.closed + ledger.open).reduce(0) { $0 + $1.netPnl }
        #expect(abs(gained - (run.run.finalEquity - market.broker.cash)) < 1e-6, "seed \(seed)")
        expectEveryOrderEndsOnce(run, seed)
    }

    /// Every order ends once, and what it filled is what its execution says.
    private func expectEveryOrderEndsOnce(_ run: MarketRun, _ seed: UInt64) {
        var ends: [OrderID: Int] = [:]
        var filled: [OrderID: Double] = [:]
        // A trade that closes and then opens stands in the log as two fills.
        var last: Fill?
        for event in run.run.log {
            switch event.body {
            case .submitted(let order): ends[order.id] = 0
            case .filled(let fill):
                filled[fill.order, default: 0] += fill.quantity
                let isSecondLeg = last.map { $0.order == fill.order && $0.closes && !fill.closes } ?? false
                if fill.resting == 0, !(isSecondLeg && last?.resting == 0) { ends[fill.order, default: 9] += 1 }
                last = fill
                continue
            case .cancelled(let id, _, _), .rejected(let id, _, _), .expired(let id, _): ends[id, default: 9] += 1
            default: break
            }
            last = nil
        }
        let strange = ends.filter { $0.value != 1 }.map(\.key.rawValue).sorted()
        #expect(strange.isEmpty, "seed \(seed)")
        for execution in run.executions {
            #expect(execution.filled == filled[execution.order] ?? 0, "seed \(seed)")
        }
    }
}

import Core
import Foundation
import Simulation
import TestSupport
import Testing
import TimeSeries

private let seedCount = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 60 : 4_000

/// What must hold of several strategies in one account, whatever they do.
@Suite struct StrategyGroupPropertyTests {
    private func members(_ stage: RandomStage, count: Int) -> [(part: AccountPart, strategy: RandomTrader)] {
        var random = RandomStream(seed: stage.seed, name: "parts")
        return (0..<count).map { place in
            let capital = random.below(2) == 0 ? nil : 1 / Double(count)
            return (
                part: AccountPart(name: "\(place)", capital: capital),
                strategy: RandomTrader(seed: stage.seed &* 31 &+ UInt64(place), lot: stage.lot)
            )
        }
    }

    @Test("S39 a group of one is the strategy alone") func s39aGroupOfOneIsTheStrategyAlone() {
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed)
            // What rounding leaves of fractions is no leg of a strategy among several, and one of a strategy alone.
            guard stage.lot > 0 else { continue }
            let panel = stage.panel
            let symbols = panel.instruments.map(\.symbol)
            let alone = Backtest(panel: panel, broker: stage.broker).run(
                RandomTrader(seed: seed, lot: stage.lot))
            let group = Backtest(panel: panel, broker: stage.broker).run(
                StrategyGroup([(AccountPart(name: "A"), RandomTrader(seed: seed, lot: stage.lot))]))
            func lines(_ run: Run) -> [String] {
                String(decoding: EventText.bytes(of: run.log, symbols: symbols), as: UTF8.self)
                    .split(separator: "\n").map { String($0) }
            }
            expectLines(lines(group), lines(alone), "seed \(seed)")
            #expect(group.positions == alone.positions && group.finalEquity == alone.finalEquity, "seed \(seed)")
        }
    }

    @Test("S39 S48 S53 S54 S76 what strategies made and interest sum to what the account made")
    func s39partsSumToTheAccount() {
        var counts: [String: Int] = [:]
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed, movesMoney: true)
            let (panel, broker) = (stage.panel, stage.broker)
            let members = members(stage, count: 2 + Int(seed % 3))
            let run = Backtest(panel: panel, broker: broker).run(StrategyGroup(members.map { ($0.part, $0.strategy) }))
            guard let attribution = run.attribution else {
                Issue.record("no attribution")
                return
            }
            let account = EquityCurve(
                log: run.log, panel: panel, initialCash: broker.cash, stepCount: run.stepCount, terms: broker)
            #expect(account.equity.last == run.finalEquity, "seed \(seed)")
            // Interest is of the account alone.
            var made = [Cash](repeating: 0, count: account.equity.count)
            var profit: Cash = 0
            for event in run.log {
                guard case .interest(_, _, let amount, _) = event.body else { continue }
                for step in min(Int(event.step), made.count - 1)..<made.count { made[step] += amount }
                profit += amount
            }
            var held = [Quantity](repeating: 0, count: panel.count)
            var turnover = broker.cash
            var curves: [[Cash]] = []
            for strategy in members.indices {
                func own(marking: Bool) -> [Event] {
                    attribution.log(of: strategy, in: run.log, panel: panel, marking: marking)
                }
                curves.append(
                    EquityCurve(
                        log: own(marking: true), panel: panel, initialCash: 0, stepCount: run.stepCount, terms: broker
                    ).equity)
                for step in made.indices { made[step] += curves[strategy][step] }
                var positions = [Quantity](repeating: 0, count: panel.count)
                for event in own(marking: false) {
                    switch event.body {
                    case .borrowed(_, _, _, let amount, _): profit -= amount
                    case .filled(let fill):
                        counts[fill.source.text, default: 0] += 1
                        turnover +=
                            fill.quantity * fill.price * panel[fill.instrument].instrument.multiplier * fill.rate
                        positions[fill.instrument.place] = fill.position
                    case .split(let instrument, let ratio, let position, _):
                        counts["split", default: 0] += 1
                        #expect(abs(positions[instrument.place] * ratio - position) <= 1e-9, "seed \(seed)")
                        positions[instrument.place] = position
                    case .dividend(_, let quantity, _, let amount, _):
                        counts[quantity < 0 ? "owed" : "earned", default: 0] += 1
                        #expect((quantity < 0) == (amount < 0), "seed \(seed)")
                    case .dividendPaid: counts["paid", default: 0] += 1
                    default: break
                    }
                }
                for place in held.indices { held[place] += positions[place] }
                let ledger = TradeLedger(
                    log: own(marking: false), panel: panel, end: Timestamp(nanoseconds: account.times.last ?? 0),
                    terms: broker)
                profit += (ledger.closed + ledger.open).reduce(0) { $0 + $1.netPnl } + ledger.dividends.reduce(0, +)
            }
            for step in made.indices {
                let difference = made[step] - (account.equity[step] - broker.cash)
                #expect(abs(difference) <= 1e-9 * turnover, "step \(step) is off by \(difference), seed \(seed)")
            }
            #expect(zip(held, run.positions).allSatisfy { abs($0 - $1.quantity) <= 1e-9 }, "units, seed \(seed)")
            #expect(abs(profit - (run.finalEquity - broker.cash)) <= 1e-9 * turnover, "trades, seed \(seed)")
            // What a strategy with a capital of its own saw is its share of the cash and what it had made.
            for (strategy, member) in members.enumerated() where broker.fill.market != .sameClose {
                guard let capital = member.part.capital else { continue }
                for (step, seen) in member.strategy.seen.equity.enumerated() where step < run.stepCount - 1 {
                    let difference = seen - capital * broker.cash - curves[strategy][step]
                    #expect(abs(difference) <= 1e-9 * turnover, "\(strategy) saw \(seen) at \(step), seed \(seed)")
                }
            }
        }
        for kind in ["open", "split", "owed", "earned", "paid", "delisting", "cash-in-lieu"] {
            #expect(counts[kind, default: 0] > 0, "\(kind): \(counts)")
        }
    }

    @Test("S30 S39 exits protect the own part, and orders have one end") func s30exitsProtectTheOwnPart() {
        struct Watcher: Strategy {
            var trader: RandomTrader
            let seed: UInt64
            init(_ parameters: NoParameters, for universe: Universe) { self.init(RandomTrader(seed: 0, lot: 1), 0) }
            init(_ trader: RandomTrader, _ seed: UInt64) { (self.trader, self.seed) = (trader, seed) }
            mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
                for place in 0..<market.instrumentCount {
                    let instrument = InstrumentIndex(place)
                    let position = market.position(of: instrument)
                    for order in market.workingOrders(in: instrument) where order.role != .plain && order.isActive {
                        if position.isFlat || position.isLong != (order.side == .sell) {
                            Issue.record(
                                "order \(order.id.rawValue) protects nothing at step \(market.step), seed \(seed)")
                        }
                    }
                }
                trader.decide(market, &desk)
            }
        }
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed)
            let members = (0..<3).map { place in
                (
                    part: AccountPart(name: "\(place)"),
                    strategy: Watcher(RandomTrader(seed: seed &* 31 &+ UInt64(place), lot: stage.lot), seed)
                        as any Strategy
                )
            }
            let run = Backtest(panel: stage.panel, broker: stage.broker).run(StrategyGroup(members))
            var waiting: Set<Int32> = []
            for event in run.log {
                switch event.body {
                case .submitted(let order): #expect(waiting.insert(order.id.rawValue).inserted, "seed \(seed)")
                case .filled(let fill) where fill.resting == 0: waiting.remove(fill.order.rawValue)
                case .cancelled(let id, _, _), .expired(let id, _), .rejected(let id, _, _):
                    #expect(waiting.remove(id.rawValue) != nil, "order \(id.rawValue) ends twice, seed \(seed)")
                default: break
                }
            }
            #expect(waiting.isEmpty, "\(waiting.count) orders are left, seed \(seed)")
        }
    }

    @Test("S39 strategies on instruments of their own trade as if alone") func s39strategiesApartTradeAsIfAlone() {
        for seed in 0..<UInt64(seedCount) {
            var random = RandomStream(seed: seed, name: "apart")
            let series = ["X", "Y"].map { RandomStage.series($0, count: 40, lot: 1, tick: 0, &random) }
            var broker = RandomStage(seed: seed).broker
            broker.cash = 1e9
            broker.latency = Latency()
            broker.fill.limit = .through
            broker.costs.commission.tiers = []
            broker.costs.slippage.ticks = 0
            broker.margin = nil
            // A market order that still waits meets the same close only where someone sends something then.
            if broker.fill.market == .sameClose { broker.fill.market = .nextOpen }
            broker.risk = RiskLimits()
            func script(_ place: Int) -> Scripted {
                Scripted([
                    everyStep: { market, desk in
                        let instrument = InstrumentIndex(place)
                        guard market.hasNewBar(instrument) else { return }
                        let close = market.close(instrument)
                        var random = RandomStream(seed: seed, name: "script \(place)", index: UInt64(market.step))
                        let side: Side = random.below(2) == 0 ? .buy : .sell
                        switch random.below(5) {
                        case 0: desk.submit(marketOrder(side, instrument))
                        case 1:
                            desk.submit(
                                OrderRequest(
                                    side, .units(3), of: instrument,
                                    kind: .limit(close * (0.97 + 0.06 * random.uniform())),
                                    bracket: Bracket(stop: .fraction(0.02), target: .fraction(0.02))))
                        case 2: desk.close(instrument, market.position(of: instrument))
                        default: break
                        }
                    }
                ])
            }
            func marketOrder(_ side: Side, _ instrument: InstrumentIndex) -> OrderRequest {
                OrderRequest(side, .units(5), of: instrument)
            }
            func fills(_ run: Run, _ place: Int) -> [String] {
                run.log.compactMap { event in
                    guard case .filled(let fill) = event.body, fill.instrument.place == place else { return nil }
                    return
                        "\(event.time) \(fill.side.text) \(fill.quantity) @ \(fill.price) \(fill.source.text) \(fill.position)"
                }
            }
            let panel = Panel(series)
            let together = Backtest(panel: panel, broker: broker).run(
                StrategyGroup((0..<2).map { (AccountPart(name: "\($0)"), script($0) as any Strategy) }))
            for place in 0..<2 {
                let alone = Backtest(panel: panel, broker: broker).run(script(place))
                expectLines(fills(together, place), fills(alone, place), "seed \(seed), instrument \(place)")
            }
        }
    }
}

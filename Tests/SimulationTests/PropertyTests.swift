import Core
import Foundation
import Simulation
import TestSupport
import Testing
import TimeSeries

/// More seeds where asked for.
private let seedCount = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 60 : 4_000

/// Sends random orders of every kind, drawn from its own stream at every step, from what it sees.
struct RandomTrader: Strategy {
    var random: RandomStream
    /// The equity of the venue at every step.
    var seen = Seen()
    let lot: Double
    /// Orders that end at an instant end so many of these after their decision.
    var expiryStep = Timestamp.hour / 2

    final class Seen { var equity: [Cash] = [] }

    init(_ parameters: NoParameters, for universe: Universe) { self.init(seed: 0, lot: 1) }

    init(seed: UInt64, lot: Double) {
        random = RandomStream(seed: seed, name: "trader")
        self.lot = lot
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        seen.equity.append(market.equity)
        for place in 0..<market.instrumentCount {
            let instrument = InstrumentIndex(place)
            guard market.barCount(of: instrument) > 0 else { continue }
            let working = market.workingOrders(in: instrument)
            switch random.below(8) {
            case 0, 1, 2: desk.submit(request(instrument, close: market.close(instrument), at: market.now))
            case 3: desk.close(instrument, market.position(of: instrument))
            case 4:
                desk.submitOneCancelsOther(
                    (0..<2).map { _ in request(instrument, close: market.close(instrument), at: market.now) })
            case 5: if !working.isEmpty { desk.cancel(working[random.below(working.count)].id) }
            case 6:
                if !working.isEmpty {
                    let order = working[random.below(working.count)]
                    desk.replace(
                        order.id, with: kind(close: market.close(instrument)), units: Double(1 + random.below(20)))
                }
            default: break
            }
        }
    }

    private mutating func price(_ close: Price) -> Price { close * (0.95 + 0.1 * random.uniform()) }

    private mutating func kind(close: Price) -> OrderKind {
        switch random.below(5) {
        case 0: .market
        case 1: .limit(price(close))
        case 2: .stop(price(close))
        case 3: .stopLimit(stop: price(close), limit: price(close))
        default: .trailingStop(random.below(2) == 0 ? .amount(close * 0.03) : .fraction(0.04))
        }
    }

    private mutating func timeInForce(_ now: Timestamp) -> TimeInForce {
        let choices: [TimeInForce] = [
            .day, .day, .immediateOrCancel, .fillOrKill, .atOpen, .atClose,
            .goodTillDate(now + Int64(random.below(20)) * expiryStep), .goodTillCancelled,
            .goodTillCancelled, .goodTillCancelled,
        ]
        return choices[random.below(choices.count)]
    }

    private mutating func request(
        _ instrument: InstrumentIndex, close: Price, at now: Timestamp
    ) -> OrderRequest {
        let sizes: [OrderSize] = [
            .units(Double(1 + random.below(50))), .fractionOfEquity(random.uniform()),
            .fractionOfCash(random.uniform()),
            .value(close * Double(1 + random.below(30))), .fractionOfPosition(random.uniform()),
        ]
        let exits = [
            Bracket(stop: .fraction(0.02), target: .fraction(0.03)), Bracket(stop: .price(price(close))),
            Bracket(target: .amount(close * 0.02), trail: .fraction(0.03)), nil, nil,
        ]
        return OrderRequest(
            random.below(2) == 0 ? .buy : .sell, sizes[random.below(sizes.count)], of: instrument,
            kind: kind(close: close), timeInForce: timeInForce(now),
            reduceOnly: random.below(5) == 0, bracket: exits[random.below(exits.count)])
    }
}

/// One random market and its terms, a function of the seed.
struct RandomStage {
    let seed: UInt64
    let panel: Panel
    var broker: Broker
    let lot: Double

    /// - Parameters:
    ///   - isRegular: Whether all instruments have the same bars.
    ///   - movesMoney: Whether there are futures, other currencies, interest and settlement too.
    init(seed: UInt64, count: Int = 40, isRegular: Bool = false, movesMoney: Bool = false) {
        self.seed = seed
        var random = RandomStream(seed: seed, name: "bars")
        var gaps = RandomStream(seed: seed, name: "gaps")
        let hours = isRegular ? (0..<count).filter { _ in gaps.below(12) > 0 } : nil
        lot = random.below(2) == 0 ? 1 : 0
        let tick = random.below(2) == 0 ? 0 : 0.01
        let lotSize = lot
        var panel = Panel(
            (0..<(1 + random.below(3))).map { place in
                var series = RandomStage.series(
                    "S\(place)", count: count, hours: hours, lot: lotSize, tick: tick, &random)
                guard movesMoney else { return series }
                var own = RandomStream(seed: seed, name: "instrument \(place)")
                if own.below(4) == 0 {
                    series.instrument.kind = .future
                    series.instrument.multiplier = 2
                }
                if own.below(4) == 0 { series.instrument.currency = "EUR" }
                return series
            })
        var actions = RandomStream(seed: seed, name: "actions")
        // The fast path is for bars without actions.
        if !isRegular && actions.below(2) == 0 { panel = RandomStage.withActions(panel, &actions) }
        var broker = Broker()
        broker.cash = 10_000
        if actions.below(2) == 0 { broker.splitFractions = .cash }
        broker.allowsShort = random.below(4) > 0
        broker.fill.market = MarketFill.allCases[random.below(4)]
        broker.fill.limit = [LimitFill.through, .touch, .throughTicks(2)][random.below(3)]
        broker.fill.intrabar = IntrabarPath.allCases[random.below(6)]
        broker.fill.sizeAt = SizeMoment.allCases[random.below(2)]
        broker.fill.shortfall = [Shortfall.reduce, .reject, .allow(upTo: 0.5)][random.below(3)]
        broker.fill.closesAtEnd = random.below(2) == 0
        if random.below(2) == 0 { broker.fill.participation = [0.5, 1, 3][random.below(3)] }
        if random.below(3) == 0 { broker.costs.borrow.annualRate = 0.5 }
        RandomStage.addAccount(to: &broker, seed: seed)
        if movesMoney { RandomStage.addMoney(to: &broker, seed: seed) }
        if random.below(2) == 0 {
            broker.costs.commission.rate = 0.001
            broker.costs.commission.perShare = 0.01
            broker.costs.commission.minimum = 1
            broker.costs.slippage.rate = 0.0005
            broker.costs.slippage.ticks = 1
            broker.costs.spread.half = 0.01
            broker.costs.slippage.staysInBar = random.below(2) == 0
            broker.costs.slippage.volumeShare = random.below(2) == 0 ? 0.1 : 0
            broker.costs.slippage.squareRoot = random.below(2) == 0 ? 0.5 : 0
            broker.costs.commission.sellTax = random.below(2) == 0 ? 0.002 : 0
            broker.costs.commission.makerRate = random.below(2) == 0 ? -0.0005 : 0
            if random.below(2) == 0 {
                broker.costs.commission.tiers = [CommissionTier(from: 100, perShare: 0.005, rate: 0.0007)]
            }
        }
        if random.below(3) == 0 {
            let delays: [Delay] = [.zero, .fixed(Timestamp.hour / 2), .uniform(0...(3 * Timestamp.hour))]
            broker.latency.order = delays[random.below(3)]
            broker.latency.cancel = delays[random.below(3)]
            broker.latency.replace = delays[random.below(3)]
            broker.latency.seed = seed
        }
        self.broker = broker
        self.panel = panel
    }

    /// Dividends and splits before random bars, and for some instruments a delisting.
    static func withActions(_ panel: Panel, _ random: inout RandomStream) -> Panel {
        Panel(
            panel.series.map { series in
                var actions: [CorporateAction] = []
                func add(_ bar: Int, _ kind: CorporateAction.Kind) {
                    let instant = Timestamp(nanoseconds: series.start[bar])
                    actions.append(CorporateAction(date: instant.date, instant: instant, kind: kind))
                }
                for bar in 0..<series.count where random.below(6) == 0 {
                    if random.below(2) == 0 {
                        let paid = Timestamp(nanoseconds: series.start[bar]) + Int64(random.below(30)) * Timestamp.hour
                        add(bar, .dividend(amount: random.uniform(), paid: paid))
                    } else {
                        add(bar, .split(ratio: [2, 0.5, 3, 0.1, 1.5][random.below(5)]))
                    }
                }
                if series.count > 20, random.below(3) == 0 {
                    let instant = Timestamp(nanoseconds: series.end[15 + random.below(series.count - 15)])
                    let price: Price? = random.below(2) == 0 ? nil : 20
                    actions.append(
                        CorporateAction(date: instant.date, instant: instant, kind: .delisting(price: price)))
                }
                return series.with(actions)
            })
    }

    static func series(
        _ symbol: String, count: Int, hours: [Int]? = nil, lot: Double, tick: Double, _ random: inout RandomStream
    ) -> BarSeries {
        var bars: [Bar] = []
        var last = 50 + 100 * random.uniform()
        let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        let given = hours.map { Set($0) }
        for hour in 0..<count where given.map({ $0.contains(hour) }) ?? (random.below(12) > 0) {
            func step(_ width: Double) -> Double { 1 + width * (random.uniform() - 0.5) }
            func grid(_ price: Double) -> Double { tick == 0 ? price : (price / 0.01).rounded() * 0.01 }
            let open = grid(random.below(6) == 0 ? last * step(0.1) : last)
            let close = grid(open * step(0.06))
            let high = random.below(5) == 0 ? max(open, close) : grid(max(open, close) * (1 + 0.02 * random.uniform()))
            let low = random.below(5) == 0 ? min(open, close) : grid(min(open, close) * (1 - 0.02 * random.uniform()))
            bars.append(
                Bar(
                    start: first + Int64(hour) * Timestamp.hour, end: first + Int64(hour + 1) * Timestamp.hour,
                    open: open, high: high, low: low, close: close,
                    volume: random.below(10) == 0 ? .nan : Double(random.below(8))))
            last = close
        }
        return BarSeries(
            instrument: Instrument(symbol: symbol, tickSize: tick, lotSize: lot), calendar: BarFixtures.calendar,
            bars: bars)
    }

    /// Rates that begin with the first bar.
    private static func rates(_ random: inout RandomStream) -> ExchangeRates.Source {
        let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1)).nanoseconds
        switch random.below(3) {
        case 0: return .constant(1.25)
        case 1: return .instrument("S0")
        default:
            let times = (0..<30).map { first + Int64($0) * (Timestamp.hour + 7) }
            return .series(times: times, values: times.map { _ in 0.9 + 0.4 * random.uniform() })
        }
    }

    /// Margins and limits, drawn apart so that the rest is as it would be without them.
    private static func addAccount(to broker: inout Broker, seed: UInt64) {
        var random = RandomStream(seed: seed, name: "account")
        if random.below(3) == 0 {
            broker.margin = Margin()
            broker.margin?.maintenance = [0.25, 0.4, 0.5][random.below(3)]
            broker.margin?.graceSessions = random.below(2)
            broker.margin?.call = random.below(3) == 0 ? .stopOpening : .liquidate
        }
        if random.below(3) == 0 {
            broker.risk.maximumGross = 0.5 + random.uniform()
            broker.risk.maximumNet = random.below(2) == 0 ? 0.6 : nil
            broker.risk.maximumPerInstrument = random.below(2) == 0 ? 0.4 : nil
            broker.risk.maximumOrdersPerStep = random.below(2) == 0 ? 3 : nil
        }
        if random.below(3) == 0 {
            broker.risk.dailyLoss = 0.02
            broker.risk.drawdown = [0.05, 0.3][random.below(2)]
            broker.risk.flattensAtDrawdown = random.below(2) == 0
        }
    }

    /// Interest, settlement and rates, drawn apart likewise.
    private static func addMoney(to broker: inout Broker, seed: UInt64) {
        var random = RandomStream(seed: seed, name: "money")
        if random.below(2) == 0 {
            broker.interest = Interest()
            broker.interest?.cashRate = 2
            broker.interest?.debtRate = 4
            broker.interest?.shortRebate = random.below(2) == 0 ? 1 : nil
        }
        broker.settlementSessions = max(0, random.below(4) - 1)
        broker.rates.entries = [.init("EUR", rates(&random), isInverse: random.below(2) == 0)]
    }

    func run() -> (run: Run, seen: [Cash]) {
        let trader = RandomTrader(seed: seed, lot: lot)
        return (Backtest(panel: panel, broker: broker).run(trader), trader.seen.equity)
    }
}

@Suite struct PropertyTests {
    /// Cash and units of every event from the events alone, and equity at every step from log and bars.
    @Test func s76cashAndSharesAreConserved() {
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed, movesMoney: seed % 2 == 1)
            let (run, seen) = stage.run()
            var book = CashBook(stage)
            for event in run.log { book.take(event, seed) }
            #expect(zip(book.held, run.positions).allSatisfy { abs($0 - $1.quantity) <= 1e-9 }, "seed \(seed)")
            let curve = EquityCurve(
                log: run.log, panel: stage.panel, initialCash: stage.broker.cash, stepCount: run.stepCount,
                terms: stage.broker)
            #expect(curve.equity.last == run.finalEquity && curve.cash.last == run.finalCash, "seed \(seed)")
            // What the venue held for true at each step is what the log says; a fill at that very close comes after.
            if stage.broker.fill.market != .sameClose {
                #expect(curve.equity.dropLast().elementsEqual(seen.prefix(run.stepCount - 1)), "seed \(seed)")
            }
            let ledger = TradeLedger(
                log: run.log, panel: stage.panel, end: Timestamp(nanoseconds: curve.times.last ?? 0),
                terms: stage.broker)
            let profit = (ledger.closed + ledger.open).reduce(0) { $0 + $1.netPnl }
            #expect(
                run.finalReceivable == 0 || abs(run.finalReceivable - book.receivable) <= 1e-9 * book.turnover,
                "seed \(seed)")
            #expect(abs(ledger.dividends.reduce(0, +) - book.dividends) <= 1e-9 * book.turnover, "income, seed \(seed)")
            #expect(
                abs(run.finalEquity - stage.broker.cash - book.income - profit) <= 1e-9 * book.turnover,
                "trades make \(profit), equity \(run.finalEquity - stage.broker.cash), seed \(seed)")
        }
    }

    @Test func s77noOrderFillsBetterThanItsLimitOrTriggerButAtAGap() {
        var fills = 0
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed)
            var orders: [Int32: Order] = [:]
            var levels: [Int32: Price] = [:]
            for event in stage.run().run.log {
                switch event.body {
                case .submitted(let order), .replaced(let order): orders[order.id.rawValue] = order
                case .triggered(let id, _, let level): levels[id.rawValue] = level
                case .split(let instrument, let ratio, _, _):
                    for id in levels.keys where orders[id]?.instrument == instrument { levels[id]? /= ratio }
                case .filled(let fill):
                    fills += 1
                    guard fill.source != .open, fill.source != .gap, fill.source != .close, fill.source != .mid else {
                        continue
                    }
                    let sign = fill.side.sign
                    let order = orders[fill.order.rawValue]
                    let isTarget = order?.role == .takeProfit
                    if !isTarget, let limit = order?.request.kind.limitPrice, !limit.isNaN {
                        #expect(sign * (limit - fill.price) >= -1e-9, "beyond its limit, seed \(seed)")
                        if fill.source == .limit {
                            #expect(abs(fill.price - limit) <= 1e-9, "better than its limit, seed \(seed)")
                        }
                    }
                    if let level = levels[fill.order.rawValue] {
                        let reference = fill.source == .limit ? nil : fill.referencePrice
                        #expect(
                            reference.map { sign * (level - $0) <= 1e-9 } ?? true,
                            "better than its trigger, seed \(seed)")
                    }
                default: break
                }
            }
        }
        #expect(fills > seedCount)
    }

    @Test func s20everyReferencePriceLiesInsideTheBarOfItsFill() {
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed, movesMoney: seed % 2 == 1)
            for event in stage.run().run.log {
                guard case .filled(let fill) = event.body, fill.order != .none else { continue }
                let series = stage.panel[fill.instrument]
                let holds = series.start.indices.contains { bar in
                    let range = series.low[bar] - 1e-9...series.high[bar] + 1e-9
                    return series.start[bar] <= event.time.nanoseconds && event.time.nanoseconds <= series.end[bar]
                        && range.contains(fill.referencePrice)
                }
                let isLast = fill.source == .close && fill.referencePrice == series.close.last
                #expect(holds || isLast, "\(fill), seed \(seed)")
            }
        }
    }

    @Test func s74whatComesAfterACutChangesNothingBeforeIt() {
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed, movesMoney: seed % 2 == 1)
            let cut = Timestamp(CivilDate(year: 2020, month: 1, day: 1)) + 20 * Timestamp.hour
            var random = RandomStream(seed: seed, name: "garbage")
            // Another future, and one without prices.
            func other(isBlank: Bool) -> Panel {
                Panel(
                    stage.panel.series.map { series in
                        let kept = series.end.prefix { $0 <= cut.nanoseconds }.count
                        let garbage = RandomStage.series(
                            series.instrument.symbol, count: 60, lot: 1, tick: series.instrument.tickSize, &random)
                        let bars = (0..<kept).map { series[$0] }
                        var late = (0..<garbage.count).map { garbage[$0] }.filter { $0.start >= cut }
                        for place in late.indices where isBlank {
                            (late[place].open, late[place].high) = (.nan, .nan)
                            (late[place].low, late[place].close) = (.nan, .nan)
                        }
                        let known = series.actions.filter { $0.instant <= cut }
                        return BarSeries(instrument: series.instrument, calendar: series.calendar, bars: bars + late)
                            .with(known)
                    })
            }
            func head(_ panel: Panel) -> [String] {
                let run = Backtest(panel: panel, broker: stage.broker).run(RandomTrader(seed: seed, lot: stage.lot))
                // Fills at the very instant of the cut are of the bars after it.
                let log = run.log.filter { $0.time < cut }
                return String(
                    decoding: EventText.bytes(of: log, symbols: panel.instruments.map(\.symbol)), as: UTF8.self
                )
                .split(separator: "\n").map { String($0) }
            }
            for isBlank in [false, true] {
                expectLines(head(other(isBlank: isBlank)), head(stage.panel), "seed \(seed), blank \(isBlank)")
            }
        }
    }

    @Test("S35 the fills of a bar stay within its share of volume") func s35fillsStayWithinTheirShare() {
        var fills = 0
        for seed in 0..<UInt64(seedCount) {
            var stage = RandomStage(seed: seed)
            stage.broker.fill.participation = 0.5
            stage.broker.fill.closesAtEnd = false
            let run = stage.run().run
            let times = EquityCurve.decisionTimes(of: stage.panel)
            var traded = stage.panel.series.map { [Quantity](repeating: 0, count: $0.count) }
            for event in run.log {
                guard case .filled(let fill) = event.body, fill.order != .none else { continue }
                let series = stage.panel[fill.instrument]
                let isAtOpen = event.time.nanoseconds < times[Int(event.step)]
                let bar = series.firstIndex(endingAtOrAfter: isAtOpen ? event.time + 1 : event.time)
                traded[fill.instrument.place][bar] += fill.quantity
                fills += 1
            }
            for (place, series) in stage.panel.series.enumerated() where series.volumeKnowledge == .known {
                for bar in 0..<series.count where traded[place][bar] > 0 {
                    #expect(traded[place][bar] <= 0.5 * series.volume[bar] + 1e-9, "bar \(bar), seed \(seed)")
                }
            }
        }
        #expect(fills > seedCount)
    }

    @Test func s73theSameRunGivesTheSameBytes() {
        for seed in 0..<UInt64(seedCount / 4) {
            func bytes() -> [UInt8] {
                let stage = RandomStage(seed: seed, movesMoney: seed % 2 == 1)
                return EventText.bytes(of: stage.run().run.log, symbols: stage.panel.instruments.map(\.symbol))
            }
            #expect(bytes() == bytes(), "seed \(seed)")
        }
    }

    @Test func s31S41everyOrderHasOneEndAndEventTimesNeverDecrease() {
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed, movesMoney: seed % 2 == 1)
            let run = stage.run().run
            var waiting: [Int32: Order] = [:]
            var filledGroups: [Int32: Int32] = [:]
            var position = [Quantity](repeating: 0, count: stage.panel.count)
            var time = Timestamp.distantPast
            var filling: Int32 = 0
            for event in run.log {
                #expect(event.time >= time, "times decrease, seed \(seed)")
                time = event.time
                switch event.body {
                case .submitted(let order):
                    #expect(waiting.updateValue(order, forKey: order.id.rawValue) == nil, "seed \(seed)")
                case .filled(let fill) where fill.order == .none: position[fill.instrument.place] = fill.position
                case .filled(let fill):
                    let id = fill.order.rawValue
                    // Two legs of one order follow each other.
                    #expect(waiting[id] != nil || filling == id, "a fill of order \(id), which is gone, seed \(seed)")
                    if let order = waiting[id], order.group != 0 {
                        let other = filledGroups.updateValue(id, forKey: order.group)
                        #expect(other == nil || other == id, "two fills of a group, seed \(seed)")
                    }
                    if fill.resting == 0 { waiting[id] = nil }
                    filling = id
                    position[fill.instrument.place] = fill.position
                case .cancelled(let id, _, _), .expired(let id, _), .rejected(let id, _, _):
                    #expect(
                        waiting.removeValue(forKey: id.rawValue) != nil, "order \(id.rawValue) ends twice, seed \(seed)"
                    )
                default: break
                }
            }
            #expect(waiting.isEmpty, "\(waiting.count) orders are left, seed \(seed)")
        }
    }

    @Test func s30exitsNeverOutliveTheirPosition() {
        struct Watcher: Strategy {
            var trader: RandomTrader
            let note: (String) -> Void
            init(_ parameters: NoParameters, for universe: Universe) {
                self.init(RandomTrader(seed: 0, lot: 1)) { _ in }
            }
            init(_ trader: RandomTrader, _ note: @escaping (String) -> Void) {
                (self.trader, self.note) = (trader, note)
            }
            mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
                for place in 0..<market.instrumentCount {
                    let instrument = InstrumentIndex(place)
                    let position = market.position(of: instrument)
                    for order in market.workingOrders(in: instrument) where order.role != .plain && order.isActive {
                        if position.isFlat || position.isLong != (order.side == .sell) {
                            note("order \(order.id.rawValue) protects nothing at step \(market.step)")
                        }
                    }
                }
                trader.decide(market, &desk)
            }
        }
        for seed in 0..<UInt64(seedCount) {
            let stage = RandomStage(seed: seed)
            _ = Backtest(panel: stage.panel, broker: stage.broker).run(
                Watcher(RandomTrader(seed: seed, lot: stage.lot)) { Issue.record("\($0), seed \(seed)") })
        }
    }
}

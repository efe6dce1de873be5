import Core
import Portfolios
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Small portfolios that a person can check by hand: a session a UTC day from Wednesday 2020-01-01, fills at the close.
@Suite struct RebalancingTests {
    static let firstDay = CivilDate(year: 2020, month: 1, day: 1)

    /// Daily bars of one price each; `nil` is a day without a bar.
    static func series(_ symbol: String, _ prices: [Double?], lot: Double = 1) -> BarSeries {
        BarSeries(
            instrument: Instrument(symbol: symbol, lotSize: lot), calendar: BarFixtures.calendar,
            bars: prices.enumerated().compactMap { day, price in
                price.map { price in
                    Bar(
                        start: Timestamp(firstDay + day), end: Timestamp(firstDay + day + 1), open: price, high: price,
                        low: price, close: price, volume: 1_000)
                }
            })
    }

    struct Fill: Hashable, CustomStringConvertible {
        var step: Int
        var symbol: String
        var quantity: Double
        var description: String { "\(step) \(symbol) \(quantity)" }

        init(_ step: Int, _ symbol: String, _ quantity: Double) {
            (self.step, self.symbol, self.quantity) = (step, symbol, quantity)
        }
    }

    static func run(
        _ series: [BarSeries], cash: Cash = 1_000, _ configure: (inout PortfolioPlan, inout Broker) -> Void
    ) throws -> (run: Run, fills: [Fill]) {
        var plan = PortfolioPlan()
        var broker = Broker()
        broker.cash = cash
        broker.fill.market = .sameClose
        configure(&plan, &broker)
        let panel = Panel(series)
        let backtest = Backtest(panel: panel, broker: broker)
        let strategy = try PortfolioStrategy(plan, for: Universe(panel))
        let run = backtest.run(strategy)
        if let fast = backtest.runSkipping(strategy) {
            let symbols = panel.instruments.map(\.symbol)
            #expect(EventText.bytes(of: fast.log, symbols: symbols) == EventText.bytes(of: run.log, symbols: symbols))
        }
        let fills = run.log.compactMap { event -> Fill? in
            guard case .filled(let fill) = event.body else { return nil }
            return Fill(
                Int(event.step), panel.instruments[fill.instrument.place].symbol, fill.side.sign * fill.quantity)
        }
        return (run, fills)
    }

    /// The steps at which a single rising instrument is looked at: it is halved into cash, so every look trades.
    static func looks(_ schedule: RebalanceSchedule, days: Int = 130) throws -> [Int] {
        let rising = (0..<days).map { 100 + Double($0) }
        return try run([series("A", rising, lot: 0)]) { plan, _ in
            plan.policy = .fixed
            plan.weights = [.init("A", 0.5)]
            plan.schedule = schedule
        }.fills.map(\.step)
    }

    @Test func everySchedulesLooksAreWhereTheCalendarHasThem() throws {
        // January has 31 days, February 29, March 31, April 30; the first Monday is 2020-01-06, day 5.
        #expect(try Self.looks(.once) == [0])
        #expect(try Self.looks(.bars(50)) == [0, 50, 100])
        #expect(try Self.looks(.day, days: 4) == [0, 1, 2, 3])
        #expect(try Self.looks(.week, days: 20) == [0, 5, 12, 19])
        #expect(try Self.looks(.month) == [0, 31, 60, 91, 121])
        #expect(try Self.looks(.quarter) == [0, 91])
        #expect(try Self.looks(.lastOfMonth) == [30, 59, 90, 120])
        #expect(try Self.looks(.lastOfQuarter) == [90])
    }

    @Test func s52sellsGoBeforeBuysWhateverTheirInstruments() throws {
        // A falls and Z rises: A is bought from what the sale of Z brings.
        let (_, fills) = try Self.run([Self.series("A", [100, 50]), Self.series("Z", [100, 150])]) { plan, _ in
            plan.schedule = .day
        }
        #expect(fills == [.init(0, "A", 5), .init(0, "Z", 5), .init(1, "Z", -2), .init(1, "A", 5)])
    }

    @Test func s37targetsAreRoundedDownToWholeLots() throws {
        let (run, fills) = try Self.run([Self.series("A", [30]), Self.series("B", [70])]) { _, _ in }
        // 500 buys 16 of 30 and 7 of 70.
        #expect(fills == [.init(0, "A", 16), .init(0, "B", 7)])
        #expect(run.finalCash == 1_000 - 480 - 490)
    }

    @Test func fractionsAreBoughtWhereTheInstrumentHasNoLots() throws {
        let (run, fills) = try Self.run([Self.series("A", [30], lot: 0)]) { _, _ in }
        #expect(agree(fills[0].quantity, 1_000 / 30) && abs(run.finalCash) < 1e-9)
    }

    @Test func theCashBufferStaysCash() throws {
        let (run, fills) = try Self.run([Self.series("A", [100]), Self.series("B", [100])]) { plan, _ in
            plan.cashBuffer = 0.2
        }
        #expect(fills.map(\.quantity) == [4, 4] && run.finalCash == 200)
    }

    @Test func insideTheBandNothingIsTradedAndOutsideEverything() throws {
        // At 110 and 100 the weight of A is 0.5238; at 150 and 100 it is 0.6.
        let (_, fills) = try Self.run([
            Self.series("A", [100, 110, 150], lot: 0), Self.series("B", [100, 100, 100], lot: 0),
        ]) { plan, _ in
            plan.schedule = .day
            plan.band = 0.05
        }
        #expect(fills.map(\.step) == [0, 0, 2, 2])
    }

    @Test func costsInsideTheWeightLeaveNoDebtAndNoRest() throws {
        let (run, _) = try Self.run([
            Self.series("A", [100, 80, 120], lot: 0), Self.series("B", [50, 60, 40], lot: 0),
        ]) { plan, broker in
            plan.schedule = .day
            plan.costs = .inside
            broker.costs.commission.rate = 0.01
            plan.commission = broker.costs.commission
        }
        #expect(abs(run.finalCash) < 1e-9)
        #expect(!run.log.contains { if case .reduced = $0.body { true } else { false } })
    }

    @Test func costsOnTopAreCutToTheCash() throws {
        let (run, _) = try Self.run([Self.series("A", [100], lot: 0)]) { _, broker in
            broker.costs.commission.rate = 0.01
        }
        #expect(abs(run.finalCash) < 1e-9)
        #expect(run.log.contains { if case .reduced = $0.body { true } else { false } })
    }

    @Test func anInstrumentThatStartsLateIsBoughtAtTheNextLook() throws {
        let (_, fills) = try Self.run([
            Self.series("A", [100, 100, 100, 100], lot: 0), Self.series("B", [nil, nil, 100, 100], lot: 0),
        ]) { plan, _ in plan.schedule = .bars(3) }
        #expect(fills == [.init(0, "A", 10), .init(3, "A", -5), .init(3, "B", 5)])
    }

    @Test func s3anInstrumentThatEndedIsKeptAtItsLastPriceAndTheRestIsShared() throws {
        let (run, fills) = try Self.run([
            Self.series("A", [100, nil, nil], lot: 0), Self.series("B", [100, 100, 100], lot: 0),
            Self.series("C", [100, 200, 200], lot: 0),
        ]) { plan, _ in plan.schedule = .day }
        // After the first day 1/3 stays in A; the rest, 1000/3 + 2000/3, is halved.
        #expect(fills.filter { $0.symbol == "A" }.count == 1)
        #expect(fills.filter { $0.step > 0 }.map(\.symbol) == ["C", "B"])
        let last = fills.last
        #expect(last.map { agree($0.quantity, 5.0 / 3) } == true)
        #expect(abs(run.finalCash) < 1e-9)
    }

    @Test func fixedWeightsOfAnInstrumentWithoutAPriceStayCash() throws {
        let (run, fills) = try Self.run([
            Self.series("A", [100, 100]), Self.series("B", [nil, 100]),
        ]) { plan, _ in
            plan.policy = .fixed
            plan.weights = [.init("A", 0.5), .init("B", 0.5)]
            plan.schedule = .once
        }
        #expect(fills == [.init(0, "A", 5)] && run.finalCash == 500)
    }

    @Test func momentumHoldsTheStrongestAndLeavesTheOthers() throws {
        let (_, fills) = try Self.run([
            Self.series("A", [100, 110, 110]), Self.series("B", [100, 100, 150]), Self.series("C", [100, 90, 80]),
        ]) { plan, _ in
            plan.policy = .momentum
            plan.top = 1
            plan.lookback = 1
            plan.schedule = .day
        }
        // No look before there is a bar to look back to; then A, then B.
        #expect(fills == [.init(1, "A", 9), .init(2, "A", -9), .init(2, "B", 6)])
    }

    @Test func anInstrumentThatNeverMovesHasNoPartInPoliciesOfRisk() throws {
        for policy in [AllocationPolicy.inverseVolatility, .equalRisk, .minimumVariance, .meanVariance] {
            let (_, fills) = try Self.run([
                Self.series("A", [100, 101, 100, 101, 100]), Self.series("B", [100, 100, 100, 100, 100]),
            ]) { plan, _ in
                plan.policy = policy
                plan.lookback = 4
                plan.schedule = .once
            }
            #expect(fills == [.init(4, "A", 10)], "\(policy)")
        }
    }

    @Test func returnsAreTakenOverTheDaysOnWhichAllHaveABar() throws {
        // B lacks a day, on which A jumps and falls back: seen over the shared days both move alike.
        let (_, fills) = try Self.run([
            Self.series("A", [100, 110, 100, 900, 110, 100]), Self.series("B", [100, 110, 100, nil, 110, 100]),
        ]) { plan, _ in
            plan.policy = .inverseVolatility
            plan.lookbackUnit = .days
            plan.lookback = 4
            plan.schedule = .once
        }
        #expect(fills == [.init(4, "A", 4), .init(4, "B", 4)])
    }

    @Test func s52sizesAtTheFillTurnTheAmountIntoUnitsAtTheNextPrice() throws {
        let series = [Self.series("A", [100, 50])]
        let atDecision = try Self.run(series) { _, broker in broker.fill.market = .nextClose }
        #expect(atDecision.fills == [.init(1, "A", 10)])
        let atFill = try Self.run(series) { plan, broker in
            broker.fill.market = .nextClose
            broker.fill.sizeAt = .fill
            plan.sizesAtFill = true
        }
        #expect(atFill.fills == [.init(1, "A", 20)])
    }

    @Test func s16theRunBeginsWhereALookBackInDaysIsFull() throws {
        let (run, fills) = try Self.run([
            Self.series("A", [100, 110, 100, 110, 100, 110, 100, 110])
        ]) { plan, _ in
            plan.policy = .minimumVariance
            plan.lookbackUnit = .days
            plan.lookback = 4
            plan.schedule = .once
        }
        #expect(run.firstTradingStep == 4)
        #expect(fills == [.init(4, "A", 10)])
    }

    @Test func whatAPolicyCannotAnswerIsTriedAgainAndNothingIsSold() throws {
        let (run, fills) = try Self.run([
            Self.series("A", [100, 100, 100, 110, 100], lot: 0)
        ]) { plan, _ in
            plan.policy = .inverseVolatility
            plan.lookback = 2
            plan.schedule = .month
        }
        // A does not move until day 3: no risk can be told before, and the look stays due.
        #expect(run.firstTradingStep == 3)
        #expect(fills.map(\.step) == [3])
    }

    @Test func pricesThatAreNoneOrZeroAreNeitherBoughtNorInTheWay() throws {
        for odd in [Double.nan, 0] {
            let (run, fills) = try Self.run([
                Self.series("A", [100, 100], lot: 0), Self.series("B", [odd, odd], lot: 0),
            ]) { plan, _ in plan.schedule = .once }
            #expect(fills == [.init(0, "A", 10)], "\(odd)")
            #expect(run.outcome == .finished, "\(odd)")
        }
    }

    @Test func s74theFutureChangesNoDecisionBeforeIt() throws {
        func run(_ tail: [Double?]) throws -> [Fill] {
            let a = (0..<80).map { 100 + 10 * ReferenceWorkload.uniform(1, $0) }
            let b = (0..<80).map { 100 + 20 * ReferenceWorkload.uniform(2, $0) }
            return try Self.run([
                Self.series("A", a + tail, lot: 0), Self.series("B", b + tail.reversed(), lot: 0),
            ]) { plan, _ in
                plan.policy = .equalRisk
                plan.lookback = 20
                plan.schedule = .bars(7)
            }.fills.filter { $0.step < 80 }
        }
        let plain = try run((0..<30).map { 100 + Double($0) })
        #expect(plain.count > 10)
        #expect(try plain == run((0..<30).map { 900 - 20 * Double($0) }))
        #expect(try plain == run((0..<30).map { $0 % 2 == 0 ? nil : 5 }))
    }

    /// Rebalancing with costs, whole lots, gaps between decision and fill: what the sells bring pays for the buys, and
    /// cash is never below zero but for the commission of a sale that brings less than that.
    @Test(arguments: 0..<40) func cashNeverFallsBelowZeroAtARebalancing(seed: Int) throws {
        let count = 2 + seed % 4
        let series = (0..<count).map { place in
            var price = 50.0
            return Self.series(
                "ABCDE".map { String($0) }[place],
                (0..<80).map { day in
                    price *= 1 + 0.05 * ReferenceWorkload.gauss(UInt64(seed * 7_919 + place), day)
                    // Some days are missing, and some instruments begin late.
                    let isThere = day >= 9 * place && ReferenceWorkload.uniform(UInt64(seed + place), day) > 0.1
                    return isThere ? max(1, price) : nil
                }, lot: seed % 3 == 0 ? 0 : 1)
        }
        let (run, fills) = try Self.run(series, cash: 2_000) { plan, broker in
            plan.policy = seed % 2 == 0 ? .equal : .fixed
            if plan.policy == .fixed {
                plan.weights = (0..<count).map { .init("ABCDE".map { String($0) }[$0], 1 / Double(count)) }
            }
            plan.schedule = .bars(1 + seed % 6)
            broker.fill.market = seed % 4 < 2 ? .nextOpen : .sameClose
            broker.fill.shortfall = seed % 5 == 0 ? .reject : .reduce
            broker.costs.commission.rate = 0.002
            broker.costs.commission.perOrder = 0.5
            plan.commission = broker.costs.commission
            if seed % 7 == 0 { broker.settlementSessions = 2 }
        }
        #expect(fills.count > 10, "seed \(seed)")
        for event in run.log {
            guard case .filled(let fill) = event.body else { continue }
            #expect(fill.cash >= (fill.side == .sell ? -fill.commission : -1e-9), "seed \(seed): \(fill)")
            #expect(fill.position >= 0, "seed \(seed): \(fill)")
        }
    }
}

import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Strategies that hand one account over to each other.
@Suite struct StrategyRelayTests {
    private static func end(_ series: BarSeries, _ bar: Int) -> Timestamp { Timestamp(nanoseconds: series.end[bar]) }

    private static func relay(_ stages: [(Scripted?, through: Timestamp)]) throws -> StrategyRelay {
        try StrategyRelay(stages.map { StrategyRelay.Stage($0.0, through: $0.through) })
    }

    /// What a strategy saw at its decisions.
    private final class Seen {
        var lines: [String] = []
    }

    private static func watching(_ seen: Seen, _ more: [Int: Action] = [:]) -> Scripted {
        var actions = more
        actions[everyStep] = { market, desk in
            seen.lines.append(
                "\(market.step) \(desk.isOpen ? "open" : "closed") \(market.position(of: one).quantity.shortestText) "
                    + "\(market.workingOrders(in: one).count) \(market.recentEvents.count)")
        }
        return Scripted(actions)
    }

    @Test func positionsAreClosedAtTheBorderAndTheNextSeesEverythingButTakesNoOrderBefore() throws {
        let series = days(10, 11, 12, 13, 14, 15)
        let panel = Panel([series])
        let (first, second) = (Seen(), Seen())
        let relay = try StrategyRelayTests.relay([
            (
                StrategyRelayTests.watching(
                    first, [0: { $1.submit(market(.buy, 5)) }, 1: { $1.submit(order(.sell, 5, .limit(99))) }]),
                through: StrategyRelayTests.end(series, 2)
            ),
            (
                StrategyRelayTests.watching(
                    second, [0: { $1.submit(market(.buy, 7)) }, 3: { $1.submit(market(.buy, 1)) }]),
                through: StrategyRelayTests.end(series, 5)
            ),
        ])
        let run = Backtest(panel: panel, broker: Broker()).run(relay)
        // The first does not decide at its last instant: there all is closed. The second is shown an empty account until
        // then, and sees no news of what it did not send.
        #expect(first.lines == ["0 open 0 0 0", "1 open 5 0 2"])
        #expect(
            second.lines == [
                "0 closed 0 0 0", "1 closed 0 0 0", "2 closed 0 0 0", "3 open 0 0 0", "4 open 1 0 2", "5 open 1 0 0",
            ])
        let fills = run.log.compactMap { event -> String? in
            guard case .filled(let fill) = event.body else { return nil }
            return "\(event.step) \(fill.side.text) \(fill.quantity.shortestText) @ \(fill.price.shortestText)"
        }
        #expect(fills == ["1 buy 5 @ 11", "3 sell 5 @ 13", "4 buy 1 @ 14"])
        #expect(run.log.contains { if case .cancelled = $0.body { true } else { false } })
        #expect(run.finalCash == 100_000 - 55 + 65 - 14)
    }

    @Test func aStageWithoutAStrategyStaysFlatAndTheLastKeepsWhatItHolds() throws {
        let series = days(10, 11, 12, 13, 14, 15)
        let relay = try StrategyRelayTests.relay([
            (nil, through: StrategyRelayTests.end(series, 2)),
            (Scripted([3: { $1.submit(market(.buy, 2)) }]), through: StrategyRelayTests.end(series, 5)),
        ])
        let run = Backtest(panel: Panel([series]), broker: Broker()).run(relay)
        #expect(run.positions[0].quantity == 2 && run.firstTradingStep == 0 && run.finalCash == 100_000 - 28)
    }

    @Test func oneThatIsNotWarmSendsNothing() throws {
        let series = days(10, 11, 12, 13, 14, 15)
        func buys() -> [Int: Action] { [everyStep: { $1.submit(market(.buy, 1)) }] }
        let relay = try StrategyRelayTests.relay([
            (Scripted(buys(), warmUpBars: 1), through: StrategyRelayTests.end(series, 2)),
            (Scripted(buys(), warmUpBars: 4), through: StrategyRelayTests.end(series, 5)),
        ])
        let run = Backtest(panel: Panel([series]), broker: Broker()).run(relay)
        let sent = run.log.compactMap { event -> Int32? in
            if case .submitted = event.body { event.step } else { nil }
        }
        // At 2 the one of the first stage is sold; the second is warm at 4.
        #expect(sent == [1, 2, 4, 5] && run.firstTradingStep == 1)
    }

    @Test func eachOfSeveralStrategiesClosesItsOwnPart() throws {
        let series = days(10, 11, 12, 13, 14)
        func group(_ units: Double, at step: Int) -> StrategyGroup {
            StrategyGroup([
                (part: AccountPart(name: "a"), strategy: Scripted([step: { $1.submit(market(.buy, units)) }])),
                (part: AccountPart(name: "b"), strategy: Scripted([step: { $1.submit(market(.sell, units / 2)) }])),
            ])
        }
        let relay = try StrategyRelay([
            .init(group(8, at: 0), through: StrategyRelayTests.end(series, 2)),
            .init(group(2, at: 3), through: StrategyRelayTests.end(series, 4)),
        ])
        let run = Backtest(panel: Panel([series]), broker: Broker()).run(relay)
        let fills = run.log.compactMap { event -> String? in
            guard case .filled(let fill) = event.body else { return nil }
            return "\(event.step) \(fill.side.text) \(fill.quantity.shortestText)"
        }
        // The sale of eight takes the account, which holds four, through zero: two legs (S38).
        #expect(fills.sorted() == ["1 buy 8", "1 sell 4", "3 buy 4", "3 sell 4", "3 sell 4", "4 buy 2", "4 sell 1"])
        let other = StrategyGroup([(part: AccountPart(name: "c"), strategy: Scripted([:]))])
        #expect(throws: StrategyError.self) {
            try StrategyRelay([
                .init(group(1, at: 0), through: StrategyRelayTests.end(series, 2)),
                .init(other, through: StrategyRelayTests.end(series, 4)),
            ])
        }
    }

    @Test func s78bothPathsGiveTheSameLog() throws {
        var (handed, filled) = (0, 0)
        for seed in UInt64(1)...150 {
            let (panel, broker) = RandomStage.plainTerms(seed: seed)
            let times = EquityCurve.decisionTimes(of: panel)
            var random = RandomStream(seed: seed, name: "borders")
            let borders = Set((0..<random.below(4)).map { _ in 1 + random.below(times.count - 2) }).sorted()
            let stages = (borders + [times.count - 1]).enumerated().map { place, border in
                StrategyRelay.Stage(
                    random.below(6) == 0
                        ? nil : SparseRebalancer(seed: seed &+ UInt64(place) * 977, steps: times.count),
                    through: Timestamp(nanoseconds: times[border]))
            }
            let relay = try StrategyRelay(stages)
            let backtest = Backtest(panel: panel, broker: broker)
            guard let fast = backtest.runSkipping(relay) else { continue }
            let plain = backtest.run(relay)
            #expect(fast.isFast && !plain.isFast)
            expectLines(Stage.lines(of: fast, panel), Stage.lines(of: plain, panel), "seed \(seed)")
            #expect(
                fast.finalCash == plain.finalCash && fast.firstTradingStep == plain.firstTradingStep, "seed \(seed)")
            handed += borders.count
            filled += plain.log.count { if case .filled = $0.body { true } else { false } }
        }
        #expect(handed > 100 && filled > 1_000)
    }
}

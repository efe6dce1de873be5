import Core
import Simulation
import Testing
import TimeSeries

@testable import StrategyKit

/// Orders of given forecasts.
@Suite struct PolicyDeskTests {
    private static let calendar = RuleFixture.calendar(from: CivilDate(year: 2021, month: 1, day: 4), days: 60)

    /// Sends the orders of a policy for forecasts that are given step by step.
    private struct Scripted: Strategy {
        let steps: [[PolicyDesk.Forecast]]
        let policy: PolicyDesk

        init(_ parameters: NoParameters, for universe: Universe) throws(StrategyError) {
            throw StrategyError("made of forecasts")
        }

        init(_ steps: [[PolicyDesk.Forecast]], _ policy: PolicyDesk) {
            (self.steps, self.policy) = (steps, policy)
        }

        mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
            if market.step < steps.count { policy.act(steps[market.step], market, &desk) }
        }
    }

    private static func forecast(
        _ place: Int, _ value: Double, direction: Double? = nil, width: Double = .nan, variance: Double = .nan
    ) -> PolicyDesk.Forecast {
        PolicyDesk.Forecast(
            instrument: InstrumentIndex(place), value: value, direction: direction, width: width, variance: variance)
    }

    /// The orders, a line each: `0 buy 250 A rebalance`; the money is 100,000 and prices are 100 unless they are given.
    private func orders(
        _ policy: String, _ steps: [[PolicyDesk.Forecast]], model: String = "kind: ridge",
        instruments: Int = 5, lot: Double = 0, closes: [Double] = [100, 100, 100, 100, 100, 100]
    ) throws -> [String] {
        let plan = try ModelFixture.plan("\(model)\nfeatures: { r: close }\npolicy: { \(policy) }")
        let panel = Panel(
            "ABCDEFGHIJ".prefix(instruments).map { symbol in
                var series = RuleFixture.closes(closes, Self.calendar, symbol: String(symbol))
                series.instrument.lotSize = lot
                return series
            })
        let desk = PolicyDesk(
            plan: plan.policy, universe: Universe(panel), instruments: (0..<instruments).map { InstrumentIndex($0) },
            label: plan.label)
        var broker = Broker()
        broker.cash = 100_000
        let run = Backtest(panel: panel, broker: broker).run(Scripted(steps, desk))
        return run.log.compactMap { event in
            guard case .submitted(let order) = event.body else { return nil }
            let size: String
            switch order.request.size {
            case .units(let units): size = ((units * 1e6).rounded() / 1e6).shortestText
            case .fractionOfEquity(let fraction): size = "\(fraction.shortestText) of equity"
            case .fractionOfPosition: size = "all"
            default: size = "?"
            }
            let symbol = panel[order.request.instrument].instrument.symbol
            return "\(event.step) \(order.request.side.text) \(size) \(symbol) \(order.request.reason.text)"
        }
    }

    @Test func thresholdsOpenTurnAndClose() throws {
        let steps = [0.3, 0.15, -0.3, -0.15, 0].map { [Self.forecast(0, $0), Self.forecast(1, 0)] }
        #expect(
            try orders(
                "side: both, buy: 0.2, exit_long: 0.1, sell: -0.2, exit_short: -0.1, weight: 0.3", steps, instruments: 2
            ) == [
                "0 buy 0.3 of equity A enter-long", "2 sell all A exit-long", "2 sell 0.3 of equity A enter-short",
                "4 buy all A exit-short",
            ])
        // One by the number of instruments where there is no weight.
        #expect(
            try orders("buy: 0.2", [[Self.forecast(2, 1)]], instruments: 4) == ["0 buy 0.25 of equity C enter-long"])
    }

    @Test func thresholdsTakeSoManyUnits() throws {
        let steps = [0.3, -0.3].map { [Self.forecast(0, $0), Self.forecast(1, 0)] }
        #expect(
            try orders("side: both, buy: 0.2, sell: -0.2, units: 3", steps, instruments: 2) == [
                "0 buy 3 A enter-long", "1 sell all A exit-long", "1 sell 3 A enter-short",
            ])
    }

    @Test func thresholdsFollowTheFirstRulesSide() throws {
        let steps: [[PolicyDesk.Forecast]] = [
            [Self.forecast(0, 0.9, direction: -1)], [Self.forecast(0, 0.9, direction: -1)],
            [Self.forecast(0, 0.9, direction: 1)], [Self.forecast(0, 0.9, direction: 1)],
        ]
        #expect(
            try orders(
                "side: both, buy: 0.6", steps, model: "kind: logistic\nlabel: { side: close }", instruments: 1) == [
                    "0 sell 1 of equity A enter-short", "2 buy all A exit-short", "3 buy 1 of equity A enter-long",
                ])
    }

    @Test func weightsInProportionAreCappedAndMetOutsideTheBand() throws {
        let steps = [
            [Self.forecast(0, 0.01), Self.forecast(1, 0.5), Self.forecast(2, -0.02), Self.forecast(3, -9)],
            // Weights 0.105 and 0.095 are within the band of 0.02 of 0.1; −0.25 is not.
            [Self.forecast(0, 0.0105), Self.forecast(1, 0.5), Self.forecast(2, -0.025), Self.forecast(3, -9)],
            // Nothing is wanted: that is met whatever the band.
            [Self.forecast(0, 0), Self.forecast(1, 0.5)],
        ]
        #expect(
            try orders("kind: proportional, side: both, scale: 10, cap: 0.3, band: 0.02", steps) == [
                "0 buy 100 A rebalance", "0 buy 300 B rebalance", "0 sell 200 C rebalance", "0 sell 300 D rebalance",
                "1 sell 50 C rebalance", "2 sell 100 A rebalance",
            ])
        #expect(
            try orders("kind: proportional, scale: 10", steps) == [
                "0 buy 100 A rebalance", "0 buy 200 B rebalance", "2 sell 100 A rebalance",
            ])
        #expect(
            try orders("kind: proportional, scale: 10", [[Self.forecast(0, 0.01055)]], lot: 10)
                == ["0 buy 100 A rebalance"])
        #expect(
            try orders(
                "kind: proportional, side: both, scale: 0.5",
                [[Self.forecast(0, 0.7, direction: -1), Self.forecast(1, 0.3, direction: 1)]],
                model: "kind: logistic\nlabel: { side: close }") == ["0 sell 100 A rebalance"])
    }

    @Test func theBestAreBoughtAndTheWorstSold() throws {
        func rank(_ values: [Double], _ policy: String) throws -> [String] {
            try orders("kind: rank, \(policy)", [values.enumerated().map { Self.forecast($0.offset, $0.element) }])
        }
        #expect(
            try rank([0.1, 0.5, -0.3, 0.4, 0], "side: both, top: 2, weight: 0.4") == [
                "0 buy 200 B rebalance", "0 sell 200 C rebalance", "0 buy 200 D rebalance", "0 sell 200 E rebalance",
            ])
        #expect(try rank([0.1, 0.5, -0.3, 0.4, 0], "top: 1") == ["0 buy 500 B rebalance"])
        #expect(try rank([0.1, 0.5, -0.3, 0.4, 0], "side: short, top: 1") == ["0 sell 500 C rebalance"])
        // A fifth of them, at least one, where it is not said how many.
        #expect(
            try rank([0.1, 0.5, -0.3, 0.4, 0], "side: both") == ["0 buy 500 B rebalance", "0 sell 500 C rebalance"])
        // Of equal ones the first instruments are the best.
        #expect(
            try rank([1, 1, 1, 1, 1], "side: both, top: 1") == ["0 buy 500 A rebalance", "0 sell 500 E rebalance"])
        // Fewer with a bar than two for each: half of those there are, each with half of the leg.
        #expect(
            try rank([3, 1, 2], "side: both, top: 2, weight: 1") == [
                "0 buy 500 A rebalance", "0 sell 500 B rebalance",
            ])
        #expect(try rank([3], "side: both, top: 2") == [])
        #expect(try rank([3, 4], "top: 4, weight: 1") == ["0 buy 250 A rebalance", "0 buy 250 B rebalance"])
        // A leg has places for half of five, or for all of them.
        #expect(
            try rank([3, 1, 2, 5, 4], "side: both, top: 9, weight: 1") == [
                "0 sell 500 B rebalance", "0 sell 500 C rebalance", "0 buy 500 D rebalance", "0 buy 500 E rebalance",
            ])
        #expect(try rank([3], "top: 9, weight: 1") == ["0 buy 200 A rebalance"])
    }

    @Test func whatHasNoBarKeepsItsPlaceInTheLeg() throws {
        // A and B are bought, D and E sold; then only C, D and E have bars: the long leg is full.
        let steps = [
            [Self.forecast(0, 5), Self.forecast(1, 4), Self.forecast(2, 3), Self.forecast(3, 2), Self.forecast(4, 1)],
            [Self.forecast(2, 9), Self.forecast(3, 2), Self.forecast(4, 1)],
            // With B a place is free again, for the better of B and C.
            [Self.forecast(1, 4), Self.forecast(2, 9), Self.forecast(3, 2), Self.forecast(4, 1)],
        ]
        #expect(
            try orders("kind: rank, side: both, top: 2, weight: 0.4, band: 0.05", steps) == [
                "0 buy 200 A rebalance", "0 buy 200 B rebalance", "0 sell 200 D rebalance", "0 sell 200 E rebalance",
                // Half of three is one short: the worst stays, D is bought back.
                "1 buy 200 D rebalance",
                "2 sell 200 B rebalance", "2 buy 200 C rebalance", "2 sell 200 D rebalance",
            ])
    }

    @Test func fewBarsNeverPutMoreInAnInstrumentThanItsPlaceHas() throws {
        for seed in UInt64(0)..<20 {
            var random = RandomStream(seed: seed, name: "bars")
            let steps = (0..<6).map { _ in
                (0..<10).filter { _ in random.below(3) == 0 }.map { Self.forecast($0, random.uniform() - 0.5) }
            }
            let sent = try orders("kind: rank, side: both, top: 3, weight: 0.06, band: 0", steps, instruments: 10)
            // Of 100,000 at 100 a place has 0.06 by 3, 20 units; a turn from one side to the other is twice as much.
            var held: [Substring: Double] = [:]
            var last: Substring = "0"
            func check(_ seed: UInt64) {
                #expect(held.values.allSatisfy { abs($0) <= 20 }, "seed \(seed): \(sent)")
                #expect(held.values.count { $0 > 0 } <= 3 && held.values.count { $0 < 0 } <= 3, "seed \(seed): \(sent)")
            }
            for line in sent {
                let parts = line.split(separator: " ")
                if parts[0] != last { check(seed) }
                last = parts[0]
                held[parts[3], default: 0] += (parts[1] == "buy" ? 1 : -1) * (Double(parts[2]) ?? .nan)
            }
            check(seed)
            #expect(sent.count > 5, "seed \(seed)")
        }
    }

    @Test func whatIsNoLongerAmongTheBestIsSoldFirst() throws {
        let steps = [[1.0, 2, 3], [3, 2, 1]].map { values in
            values.enumerated().map { Self.forecast($0.offset, $0.element) }
        }
        #expect(
            try orders("kind: rank, top: 1, weight: 0.9", steps, instruments: 3) == [
                "0 buy 900 C rebalance", "1 buy 900 A rebalance", "1 sell 900 C rebalance",
            ])
    }

    @Test func kellyWeightsAreThoseOfTheFormula() throws {
        let policy = "kind: kelly, side: both, cap: 1, band: 0"
        // μ/σ²: 0.002 / 0.01 = 0.2, of which half; an unknown variance is passed over.
        #expect(
            try orders(
                policy,
                [
                    [
                        Self.forecast(0, 0.002, variance: 0.01), Self.forecast(1, -0.004, variance: 0.01),
                        Self.forecast(2, 1),
                    ]
                ])
                == ["0 buy 100 A rebalance", "0 sell 200 B rebalance"])
        // Of returns over 4 bars in units of 1 %: 0.1 · 0.01 · √4 / 0.01 = 0.2, of which half; an unknown width is
        // passed over.
        #expect(
            try orders(
                policy, [[Self.forecast(0, 0.1, width: 0.01, variance: 0.01), Self.forecast(1, 0.1, variance: 0.01)]],
                model: "kind: ridge\nlabel: { kind: scaled-return, horizon: 4 }") == ["0 buy 100 A rebalance"])
        // Of barriers of 2 widths of 2 %: −0.1 · 2 · 0.02 / 0.01 = −0.4, of which half.
        #expect(
            try orders(
                policy, [[Self.forecast(0, -0.1, width: 0.02, variance: 0.01)]],
                model: "kind: ridge\nlabel: { kind: triple-barrier, gain: 2, loss: 2, horizon: 4 }")
                == ["0 sell 200 A rebalance"])
        // m/σ of signs: 0.04 / 0.1, of which half.
        #expect(
            try orders(
                policy, [[Self.forecast(0, 0.04, variance: 0.01)]], model: "kind: ridge\nlabel: { kind: sign }")
                == ["0 buy 200 A rebalance"])
        // (2p − 1)/σ: 0.04 / 0.1, of which a quarter.
        let logistic = "kind: logistic\nlabel: { kind: sign }"
        #expect(
            try orders(policy + ", fraction: 0.25", [[Self.forecast(0, 0.52, variance: 0.01)]], model: logistic)
                == ["0 buy 100 A rebalance"])
        #expect(
            try orders(
                policy, [[Self.forecast(0, 0.52, direction: -1, variance: 0.01)]],
                model: "kind: logistic\nlabel: { side: close }") == ["0 sell 200 A rebalance"])
        #expect(
            try orders("kind: kelly", [[Self.forecast(0, 5, variance: 0.01)]]) == ["0 buy 200 A rebalance"])
    }
}

import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// A bar at 100 whose range is 99 to 101.
private let flat = (100.0, 101.0, 99.0, 100.0)

private func fills(_ stage: Stage) -> [Fill] {
    stage.run.log.compactMap { event in
        if case .filled(let fill) = event.body { fill } else { nil }
    }
}

/// Two sessions a day's bar each would be too few: daily bars of the given closes and volumes, at 100 where not said.
private func days(_ closes: [Double], _ volumes: [Double]) -> BarSeries {
    BarFixtures.series(closes.map { ($0, $0, $0, $0) }, volumes: volumes, length: Timestamp.day, lot: 0)
}

@Suite struct CostTests {
    @Test("S44 makers and takers pay their own rates") func s44makersAndTakersPayTheirOwnRates() {
        // Ten basis points for all; takers pay ten more, makers get five back: 20 of 10,000 at the market, 5 at the limit.
        let stage = Stage(
            [flat, (100, 101, 94, 100)],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 100))
                    desk.submit(order(.buy, 100, .limit(95)))
                }
            ]
        ) {
            $0.costs.commission.rate = 0.001
            $0.costs.commission.takerRate = 0.001
            $0.costs.commission.makerRate = -0.0005
        }
        #expect(fills(stage).map(\.isMaker) == [false, true])
        #expect(abs(fills(stage)[0].commission - 20) < 1e-9)
        #expect(abs(fills(stage)[1].commission - 4.75) < 1e-9)
    }

    @Test("S44 sales are taxed beside minimum and maximum") func s44salesAreTaxed() {
        // Buy and sale pay the minimum of 3; the sale's tax is half a percent of 1,000.
        let stage = Stage(
            [flat, flat, flat],
            [0: { _, desk in desk.submit(market(.buy, 10)) }, 1: { _, desk in desk.submit(market(.sell, 10)) }]
        ) {
            $0.costs.commission.minimum = 3
            $0.costs.commission.maximum = 4
            $0.costs.commission.sellTax = 0.005
        }
        #expect(fills(stage).map(\.commission) == [3, 8])
        #expect(stage.run.finalCash == 99_989)
    }

    @Test("S44 tiers go by the volume of the calendar month") func s44tiersGoByTheMonthsVolume() {
        // 1 a unit until 10 units are traded, then 0.5; at the first bar of February the month begins anew.
        let stage = Stage(
            [days([Double](repeating: 100, count: 35), [Double](repeating: 1_000, count: 35))],
            [
                0: { _, desk in desk.submit(market(.buy, 6)) },
                1: { _, desk in desk.submit(market(.buy, 6)) },
                2: { _, desk in desk.submit(market(.buy, 6)) },
                30: { _, desk in desk.submit(market(.buy, 6)) },
            ]
        ) {
            $0.costs.commission.perShare = 1
            $0.costs.commission.tiers = [CommissionTier(from: 10, perShare: 0.5)]
        }
        #expect(fills(stage).map(\.commission) == [6, 6, 3, 6])
    }

    @Test("S44 tiers by value count money") func s44tiersByValueCountMoney() {
        let stage = Stage(
            [flat, flat, flat],
            [0: { _, desk in desk.submit(market(.buy, 10)) }, 1: { _, desk in desk.submit(market(.buy, 10)) }]
        ) {
            $0.costs.commission.rate = 0.01
            $0.costs.commission.tierVolume = .value
            $0.costs.commission.tiers = [CommissionTier(from: 1_000, rate: 0.005)]
        }
        #expect(fills(stage).map(\.commission) == [10, 5])
    }

    @Test("S45 volume-share impact is k·(q/V)²") func s45volumeShareImpact() {
        // Sessions of 1,000 and 3,000 are over when the third bar opens: V = 2,000, q/V = 0.1, k = 2: 2 % of 100.
        let stage = Stage(
            [days([100, 100, 100], [1_000, 3_000, 50_000])], [1: { _, desk in desk.submit(market(.buy, 200)) }]
        ) { $0.costs.slippage.volumeShare = 2 }
        #expect(fills(stage).map(\.price) == [102])
        #expect(fills(stage).map(\.referencePrice) == [100])
    }

    @Test("S45 what funds or limits cut pays the impact of what trades") func s45impactOfWhatTrades() {
        var series = days([100, 100, 100, 100], [1_000, 1_000, 1_000, 1_000])
        series.instrument.lotSize = 1
        func price(_ units: Double) -> Double { 100 * (1 + 0.1 * (units / 1_000) * (units / 1_000)) }
        func stage(_ orders: [Int: Action], _ configure: @escaping (inout Broker) -> Void = { _ in }) -> Stage {
            Stage([series], orders) {
                $0.cash = 10_000
                $0.costs.slippage.volumeShare = 0.1
                configure(&$0)
            }
        }
        let buy: [Int: Action] = [1: { _, desk in desk.submit(market(.buy, 1_000)) }]
        func most(_ isPaid: (Double) -> Bool) -> Double { (1...1_000).map { Double($0) }.last { isPaid($0) } ?? 0 }
        let paid = most { $0 * price($0) <= 10_000 }
        #expect(paid == 99)
        #expect(fills(stage(buy)).map(\.quantity) == [paid] && fills(stage(buy)).map(\.price) == [price(paid)])
        #expect(stage(buy).lines.contains { $0.contains("reduced order=1 from=1000 to=99 reason=insufficient funds") })
        let limited = fills(stage(buy) { $0.risk.maximumPerInstrument = 0.5 })
        #expect(limited.map(\.quantity) == [most { $0 * price($0) <= 5_000 }] && limited.map(\.price) == [price(49)])
        // Closed and opened by one order, at one impact.
        let flip = fills(stage(buy.merging([0: { _, desk in desk.submit(market(.sell, 50)) }]) { old, _ in old }))
        let cash = 10_000 + 50 * 99.975
        let opened = most { $0 * price(50 + $0) <= cash - 50 * price(50 + $0) }
        #expect(flip.map(\.quantity) == [50, 50, opened])
        #expect(flip.map(\.price) == [99.975, price(50 + opened), price(50 + opened)])
        #expect(fills(stage(buy) { $0.fill.shortfall = .reject }).isEmpty)
    }

    @Test("S45 without a session before it a fill has no impact") func s45noImpactWithoutHistory() {
        let hours = BarFixtures.series([flat, flat])
        let stage = Stage([hours], [0: { _, desk in desk.submit(market(.buy, 200)) }]) {
            $0.costs.slippage.volumeShare = 2
        }
        #expect(fills(stage).map(\.price) == [100])
    }

    @Test("S45 square-root impact is Y·σ·√(q/V)") func s45squareRootImpact() {
        // Returns of +10 % and −10 %: σ = √2/10; q/V = 1/4; Y = 1: √2/20 of 99.
        let stage = Stage(
            [days([100, 110, 99, 99], [800, 800, 800, 1])], [2: { _, desk in desk.submit(market(.buy, 200)) }]
        ) { $0.costs.slippage.squareRoot = 1 }
        let impact = 99 * (2.0).squareRoot() / 20
        #expect(fills(stage).count == 1)
        #expect(abs((fills(stage).first?.price ?? 0) - 99 - impact) < 1e-9)
    }

    @Test("S45 only the last twenty sessions count") func s45onlyTwentySessionsCount() {
        // The first session of a million is 21 sessions back.
        var volumes = [Double](repeating: 1_000, count: 22)
        volumes[0] = 1_000_000
        let stage = Stage(
            [days([Double](repeating: 100, count: 22), volumes)], [20: { _, desk in desk.submit(market(.buy, 100)) }]
        ) { $0.costs.slippage.volumeShare = 1 }
        #expect(fills(stage).map(\.price) == [101])
    }

    @Test("S45 slippage can be kept inside the bar and inside a limit") func s45slippageStaysInsideTheBar() {
        let stage = Stage(
            [flat, flat],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 1))
                    desk.submit(order(.buy, 1, .limit(100.5)))
                    desk.submit(market(.sell, 1))
                }
            ]
        ) {
            $0.costs.slippage.rate = 0.05
            $0.costs.slippage.staysInBar = true
        }
        #expect(fills(stage).map(\.price) == [101, 100.5, 99])
    }
}

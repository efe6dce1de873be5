import Core
import MarketSimulator
import MarketVenue
import OrderBook
import Simulation
import Testing
import TimeSeries

@Suite struct ImpactTests {
    @Test func theMoveAfterFillsIsThatOfTheMid() throws {
        let market = Clockwork.market(
            seconds: 40,
            [
                (0.01, ExecutionTests.quotes),
                // Seven seconds and a half after the fills the sellers come back for half of what was moved.
                (10.5, Clockwork.book([(.sell, 10_003, 500)])),
            ])
        let run = try market.run(
            Scripted([2: { _, desk in desk.submit(OrderRequest(.buy, .units(250), of: one)) }]))
        // The mid goes from 100.00 to 100.01, and to 100.005.
        let expected: [Int64: Double] = [
            0: 1, 10_000_000: 1, 100_000_000: 1, 1_000_000_000: 1, 5_000_000_000: 1, 15_000_000_000: 0.5,
        ]
        for point in run.impact.points {
            if let value = expected[point.horizon] {
                #expect(abs(point.basisPoints - value) < 1e-9 && point.fills == 3)
                // Three fills of one order say nothing of how orders differ.
                #expect(point.orders == 1 && point.standardError.isNaN)
            } else {
                // The market is closed by then.
                #expect(point.fills == 0 && point.basisPoints.isNaN && point.standardError.isNaN)
            }
        }
        #expect(run.impact.takerPoints.prefix(6).map(\.basisPoints) == run.impact.points.prefix(6).map(\.basisPoints))
        #expect(run.impact.makerPoints.allSatisfy { $0.fills == 0 })
        let place = try #require(run.impact.points.firstIndex { $0.horizon == 15_000_000_000 })
        #expect(run.impact.peak != nil && run.impact.kept(at: place).map { abs($0 - 0.5) < 1e-9 } == true)
    }

    @Test func aNightOfAShortPositionIsPaidFor() throws {
        var market = Clockwork.market(seconds: 5, days: 2, [(0.01, ExecutionTests.quotes)])
        market.broker.costs.borrow.annualRate = 0.365
        let run = try market.run(
            Scripted([
                2: { _, desk in desk.submit(OrderRequest(.sell, .units(10), of: one)) },
                7: { market, desk in desk.close(one, market.position(of: one)) },
            ]))
        let charges = run.run.log.compactMap { event -> (quantity: Double, days: Int, amount: Double)? in
            if case .borrowed(_, let quantity, let days, let amount, _) = event.body {
                (quantity, days, amount)
            } else {
                nil
            }
        }
        // A Tuesday's night, of ten units at the last close, 100.00.
        let charge = try #require(charges.first)
        #expect(charges.count == 1 && charge.quantity == 10 && charge.days == 1)
        #expect(abs(charge.amount - 0.365 * 1_000 / Double(market.broker.costs.borrow.dayCount.days)) < 1e-9)
        #expect(run.run.positions[0].isFlat)
        let times = run.run.log.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    }
}

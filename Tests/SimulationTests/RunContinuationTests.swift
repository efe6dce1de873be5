import Core
import TestSupport
import Testing
import TimeSeries

@testable import Simulation

/// Runs that a strategy ends, because they are no longer wanted.
@Suite struct RunContinuationTests {
    private static let flat = [(Double, Double, Double, Double)](repeating: (100, 101, 99, 100), count: 8)

    @Test func aStrategyAsksWhetherItIsWantedAndEndsTheRun() {
        var told: [Int] = []
        let panel = Panel(["A", "B"].map { BarFixtures.series(Self.flat, symbol: $0) })
        var backtest = Backtest(panel: panel, broker: Broker())
        // Without anybody to end it, it goes through.
        #expect(backtest.run(Impatient()).outcome == .finished)
        backtest.shouldContinue = { bars in
            told.append(bars)
            return bars < 6
        }
        let run = backtest.run(Impatient())
        #expect(told == [0, 2, 4, 6] && run.outcome == .interrupted && run.stepCount == 4)
    }

    /// Asks at every decision.
    private struct Impatient: Strategy {
        init() {}
        init(_ parameters: NoParameters, for universe: Universe) {}

        mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
            if !desk.continuation.isWanted(at: market.step) { desk.interrupt() }
        }
    }
}

import Core
import MarketSimulator
import MarketVenue
import Simulation
import Strategies
import Testing
import TimeSeries

/// The shipped strategies live in the market unchanged.
@Suite struct ShippedStrategiesTests {
    /// Twenty minutes of the preset `liquid` in bars of five seconds.
    static let market: StrategyMarket = {
        var configuration = MarketPreset.liquid.configuration
        configuration.session.length = 1_200
        return StrategyMarket(configuration, broker: Broker(), barNanoseconds: 5 * Timestamp.second)
    }()

    private func live<S: Strategy>(
        _ type: S.Type, _ change: (inout S.Parameters) -> Void = { _ in }, location: SourceLocation = #_sourceLocation
    ) throws -> MarketRun {
        let market = ShippedStrategiesTests.market
        var parameters = S.Parameters()
        change(&parameters)
        let run = try market.run(S(parameters, for: market.universe))
        #expect(run.run.outcome == .finished && run.run.stepCount > 200, sourceLocation: location)
        Fixtures.expectSameAccount(run, in: market, location: location)
        return run
    }

    @Test func buyAndHoldBuysOnceAndHolds() throws {
        let run = try live(BuyAndHold.self)
        #expect(run.executions.count == 1 && run.executions[0].fillRatio == 1 && run.run.positions[0].isLong)
    }

    @Test func averagesCross() throws {
        let run = try live(MovingAverageCrossover.self) { ($0.fast, $0.slow) = (5, 20) }
        #expect(run.logged.contains { $0.closes } && run.executionSummary.fillRatio == 1)
        let gap = try ShippedStrategiesTests.market.gap(
            of: MovingAverageCrossover(
                {
                    var parameters = MovingAverageCrossover.Parameters()
                    (parameters.fast, parameters.slow) = (5, 20)
                    return parameters
                }(), for: ShippedStrategiesTests.market.universe))
        #expect(gap.live.tradeDigest == run.tradeDigest && gap.gap.isFinite)
    }

    @Test func breakoutsAreBoughtWithBrackets() throws {
        let run = try live(DonchianBreakout.self)
        #expect(run.logged.contains { $0.closes })
        #expect(run.logged.contains { !$0.closes })
    }

    @Test func revertersRevert() throws {
        let run = try live(RSIMeanReversion.self) { ($0.period, $0.oversold, $0.overbought) = (7, 40, 60) }
        #expect(run.logged.contains { $0.closes })
    }

    @Test func rotationRotates() throws {
        let run = try live(MomentumRotation.self) { ($0.lookback, $0.skip, $0.top, $0.every) = (20, 2, 1, 10) }
        #expect(!run.logged.isEmpty)
    }
}

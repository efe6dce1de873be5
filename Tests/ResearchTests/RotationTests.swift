import Core
import Simulation
import Strategies
import TestSupport
import Testing
import TimeSeries

/// The shipped rotation on instruments of several currencies.
@Suite struct RotationTests {
    private func units(_ source: ExchangeRates.Source, multiplier: Double = 1) throws -> [Double] {
        var series = [("A", 100.0), ("Y", 10_000)].map { symbol, price in
            BarFixtures.series(
                [(Double, Double, Double, Double)](repeating: (price, price, price, price), count: 4), symbol: symbol)
        }
        series[1].instrument.currency = "JPY"
        series[0].instrument.multiplier = multiplier
        var broker = Broker()
        broker.cash = 1_000_000
        broker.fill.market = .sameClose
        broker.rates.entries = [.init("JPY", source)]
        var parameters = MomentumRotation.Parameters()
        (parameters.lookback, parameters.skip, parameters.top, parameters.every) = (2, 0, 2, 1)
        let panel = Panel(series)
        let run = Backtest(panel: panel, broker: broker).run(try MomentumRotation(parameters, for: Universe(panel)))
        #expect(!run.log.contains { if case .rejected = $0.body { true } else { false } })
        return run.positions.map(\.quantity)
    }

    @Test("S51 equal parts are equal in the account's currency") func s51equalParts() throws {
        // 49 % of a million in units of 100 dollars each.
        #expect(try units(.constant(0.01)) == [4_900, 4_900])
        #expect(try units(.constant(0.01), multiplier: 10) == [490, 4_900])
    }

    @Test("S51 without a rate an instrument is not ranked") func s51noRate() throws {
        #expect(try units(.series(times: [], values: [])) == [4_900, 0])
    }
}

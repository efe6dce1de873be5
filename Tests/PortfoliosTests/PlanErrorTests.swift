import Core
import Portfolios
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Plans that cannot be followed, and what is said of them.
@Suite struct PlanErrorTests {
    static func message(_ configure: (inout PortfolioPlan) -> Void) -> String {
        var plan = PortfolioPlan()
        configure(&plan)
        let universe = Universe(
            Panel([RebalancingTests.series("A", [100]), RebalancingTests.series("B", [100])]))
        do {
            _ = try PortfolioStrategy(plan, for: universe)
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test func weightsThatDoNotSum() {
        #expect(
            Self.message {
                $0.policy = .fixed
                $0.weights = [.init("A", 0.75), .init("B", 0.5)]
            } == "the weights sum to 1.25, more than 1; make them smaller (what is left of 1 stays cash)")
        #expect(
            Self.message {
                $0.policy = .fixed
                $0.weights = [.init("A", 0)]
            } == "the weights sum to 0: nothing would ever be bought")
        #expect(
            Self.message {
                $0.policy = .fixed
                $0.weights = [.init("A", -0.5)]
            } == "the weight of A is -0.5; it must be from 0 to 1")
    }

    @Test func symbolsThatAreNotThere() {
        #expect(
            Self.message { $0.symbols = ["A", "X"] }
                == "the portfolio names 'X', which is not in the data; in the data: A, B")
        #expect(Self.message { $0.symbols = ["A", "A"] } == "the portfolio names 'A' twice")
        #expect(Self.message { $0.symbols = [] } == "a portfolio needs at least one instrument")
    }

    @Test func windowsAndBoundsThatExcludeEverything() {
        #expect(
            Self.message {
                $0.policy = .equalRisk
                $0.lookback = 20
                $0.skip = 19
            } == "lookback (20) must be above skip (19) by at least 2")
        #expect(
            Self.message {
                $0.policy = .momentum
                $0.top = 3
            } == "top (3) must be from 1 to the 2 instruments of the portfolio")
        #expect(
            Self.message {
                $0.policy = .minimumVariance
                $0.bounds = WeightBounds(greatest: 0.4)
            } == "maximum_weight (0.4) times the 2 instruments is below 1")
        #expect(
            Self.message {
                $0.policy = .meanVariance
                $0.bounds = WeightBounds(least: 0.6)
            } == "minimum_weight (0.6) times the 2 instruments is above 1")
        #expect(Self.message { $0.schedule = .bars(0) } == "a schedule of every 0 bars is none; it must be at least 1")
    }
}

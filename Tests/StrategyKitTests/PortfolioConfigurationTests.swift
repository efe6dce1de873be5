import Core
import Portfolios
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// The section `portfolio` of a config.
@Suite struct PortfolioConfigurationTests {
    private static let start = "data: { path: a.csv, calendar: XNYS }\n"

    private func study(_ lines: String, overrides: [String] = []) throws -> StudyConfiguration {
        try StudyConfiguration(
            yaml: Self.start + lines, file: "a.yaml", overrides: try overrides.map { try ConfigOverride($0) })
    }

    private func plan(_ lines: String) throws -> PortfolioPlan {
        guard case .portfolio(let plan) = try study(lines).strategy else {
            Issue.record("no portfolio")
            return PortfolioPlan()
        }
        return plan
    }

    @Test func everyKeyIsRead() throws {
        let plan = try plan(
            """
            portfolio:
              allocation: mean-variance
              instruments: [spy, tlt]
              schedule: { bars: 21 }
              band: 0.05
              cash_buffer: 0.02
              costs: inside
              lookback: 252
              skip: 21
              lookback_unit: days
              covariance: sample
              minimum_weight: 0.1
              maximum_weight: 0.6
              risk_aversion: 5
            broker: { commission: { per_share: 0.005, minimum: 1 }, fill: { size_at: fill } }
            """)
        var expected = PortfolioPlan()
        expected.policy = .meanVariance
        expected.symbols = ["spy", "tlt"]
        expected.schedule = .bars(21)
        expected.band = 0.05
        expected.cashBuffer = 0.02
        expected.costs = .inside
        expected.lookback = 252
        expected.skip = 21
        expected.lookbackUnit = .days
        expected.covariance = .sample
        expected.bounds = WeightBounds(least: 0.1, greatest: 0.6)
        expected.riskAversion = 5
        expected.commission.perShare = 0.005
        expected.commission.minimum = 1
        expected.sizesAtFill = true
        #expect(plan == expected)
    }

    @Test func weightsAndEveryScheduleAreRead() throws {
        for (word, schedule) in RebalanceSchedule.words {
            let plan = try plan(
                "portfolio: { allocation: fixed, weights: { tlt: 0.4, spy: 0.6 }, schedule: \(word) }")
            #expect(plan.schedule == schedule)
            #expect(plan.weights == [.init("spy", 0.6), .init("tlt", 0.4)])
        }
    }

    @Test(arguments: AllocationPolicy.allCases) func whatIsLeftOutHasItsDefaultAndReadsBackTheSame(
        policy: AllocationPolicy
    ) throws {
        let weights = policy == .fixed ? ", weights: { spy: 1 }" : ""
        let first = try study("portfolio: { allocation: \(policy.rawValue)\(weights) }")
        guard case .portfolio(let plan) = first.strategy else {
            Issue.record("no portfolio")
            return
        }
        var expected = PortfolioPlan()
        expected.policy = policy
        if policy == .fixed { expected.weights = [.init("spy", 1)] }
        #expect(plan == expected)
        #expect(first.plan.name == "\(policy.rawValue) portfolio")
        let again = try StudyConfiguration(yaml: first.canonicalYAML, file: "b.yaml")
        #expect(again.canonicalYAML == first.canonicalYAML)
        #expect(again.hash == first.hash)
    }

    @Test func overridesReachItsNumbersAndParametersAreShown() throws {
        let study = try study("portfolio: { allocation: momentum }", overrides: ["portfolio.top=2"])
        #expect(
            study.plan.parameters.map { "\($0.name) \($0.value)" } == [
                "schedule month", "band 0", "cash_buffer 0", "lookback 126", "skip 0", "top 2",
            ])
        let swept = try study.strategy.plan(registry: StrategyRegistry(), setting: [("top", .integer(5))])
        #expect(swept.parameters.contains { $0.name == "top" && $0.value == .integer(5) })
        #expect(throws: ConfigError.self) {
            try study.strategy.plan(registry: StrategyRegistry(), setting: [("risk_aversion", .number(5))])
        }
    }

    @Test func itMakesAStrategyForAUniverse() throws {
        let study = try study("portfolio: { allocation: equal, instruments: [spy] }")
        let panel = Panel([BarFixtures.series([(1, 1, 1, 1)], symbol: "spy")])
        _ = try study.plan.make(for: Universe(panel))
        let other = Panel([BarFixtures.series([(1, 1, 1, 1)], symbol: "dia")])
        #expect(throws: StrategyError.self) { _ = try study.plan.make(for: Universe(other)) }
    }

    static let wrong: [(yaml: String, error: String)] = [
        (
            "seed: 1",
            "a.yaml:1:1: error: a config needs one of the keys 'strategy', 'strategies' and 'portfolio'"
        ),
        (
            "strategy: { rules: { enter_long: close > 1 } }\nportfolio: { allocation: equal }",
            "a.yaml:3:12: error: a config takes one of the keys 'strategy', 'strategies' and 'portfolio'; found 'strategy' "
                + "and 'portfolio'"
        ),
        (
            "portfolio: {}",
            "a.yaml:2:12: error: 'portfolio' needs the key 'allocation': fixed, equal, inverse-volatility, equal-risk, "
                + "minimum-variance, mean-variance or momentum"
        ),
        (
            "portfolio: { allocation: equl }",
            "a.yaml:2:26: error: 'portfolio.allocation' must be fixed, equal, inverse-volatility, equal-risk, "
                + "minimum-variance, mean-variance or momentum; found the text 'equl'; did you mean 'equal'?"
        ),
        (
            "portfolio: { allocation: fixed }",
            "a.yaml:2:12: error: 'portfolio' needs the key 'weights' with the allocation 'fixed': { SPY: 0.6, … }"
        ),
        (
            "portfolio: { allocation: fixed, weights: { spy: 0.75, tlt: 0.5 } }",
            "a.yaml:2:42: error: 'portfolio.weights' sum to 1.25; they must sum to more than 0 and at most 1, the rest stays "
                + "cash"
        ),
        (
            "portfolio: { allocation: fixed, weights: { spy: 60 } }",
            "a.yaml:2:49: error: 'portfolio.weights.spy' must be a number from 0 to 1; found the number 60"
        ),
        (
            "portfolio: { allocation: equal, top: 3 }",
            "a.yaml:2:33: error: 'portfolio.top' does nothing with the allocation 'equal'; leave it out, or use it with "
                + "momentum"
        ),
        (
            "portfolio: { allocation: minimum-variance, minimum_weight: 0.5, maximum_weight: 0.2 }",
            "a.yaml:2:81: error: 'portfolio.maximum_weight' is 0.2, below the minimum of 0.5"
        ),
        (
            "portfolio: { allocation: equal, schedule: { bars: 0 } }",
            "a.yaml:2:51: error: 'portfolio.schedule.bars' must be a whole number of at least 1; found the number 0"
        ),
        (
            "portfolio: { allocation: equal, schedule: monthly }",
            "a.yaml:2:43: error: 'portfolio.schedule' must be once, day, week, month, quarter, last-of-month or "
                + "last-of-quarter or { bars: … }; found the text 'monthly'; did you mean 'month'?"
        ),
    ]

    @Test(arguments: wrong) func aWrongPortfolioIsNamedWithItsPlace(_ row: (yaml: String, error: String)) {
        #expect(ConfigSample.error(Self.start + row.yaml) == row.error)
    }
}

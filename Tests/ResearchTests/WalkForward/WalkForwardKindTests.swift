import Core
import DataSources
import Foundation
import ParameterSearch
import Reports
import Research
import Simulation
import Strategies
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Walk-forward tests of all that can decide, and of what cannot be tested so.
@Suite struct WalkForwardKindTests {
    private static func result(
        _ yaml: String, _ train: String, _ test: String, changes: [String] = []
    ) throws -> WalkForwardResult {
        let folder = try TemporaryFolder()
        let source = try WalkForwardFixture.source(yaml, changes: changes)
        return try WalkForwardFixture.run(try WalkForwardFixture.test(source, train, test), in: folder.url)
    }

    /// Where each window's position ended, by the sessions of exits that a border asked for.
    private static func borders(_ result: WalkForwardResult) -> [Timestamp] {
        Set(result.run.ledger.closed.filter { $0.exitReason == "window-end" }.map(\.exitTime)).sorted()
    }

    @Test func aStrategyInSwift() throws {
        let result = try WalkForwardKindTests.result(
            """
            data: { source: csv, path: \(WalkForwardFixture.path("goog.csv")), calendar: XNYS }
            strategy: { type: moving-average-crossover }
            sweep: { space: { fast: [5, 20], slow: [40, 80] } }
            benchmark: none
            """, "2y", "1y")
        #expect(result.choices.count == 7 && result.report.flatCount == 0 && result.run.run.isFast)
        #expect(Set(result.choices.map(\.values)).count > 1 && result.run.ledger.closed.count > 10)
        #expect(WalkForwardKindTests.borders(result).count > 1)
        #expect(result.run.strategyText == "moving-average-crossover, chosen anew in each of 7 windows")
    }

    @Test func aPortfolioByItsKeys() throws {
        let yaml = """
            data: { source: csv, path: \(WalkForwardFixture.path("etf_closes.csv")), layout: wide, calendar: XNYS }
            portfolio: { allocation: inverse-volatility, lookback: 60, schedule: month }
            sweep: { space: { portfolio.lookback: [20, 60], portfolio.schedule: [month, quarter] } }
            benchmark: none
            """
        let result = try WalkForwardKindTests.result(yaml, "2y", "1y")
        #expect(result.report.flatCount == 0 && result.choices.count > 2)
        // At the first decision of each window the portfolio is bought, after all was sold at the border before.
        let borders = WalkForwardKindTests.borders(result)
        #expect(borders.count == result.choices.count - 1)
        let held = result.run.curve.grossValue.suffix(from: result.firstStep)
        #expect(held.dropFirst().count { $0 == 0 } <= result.choices.count)
    }

    @Test func severalStrategiesInOneAccount() throws {
        let result = try WalkForwardKindTests.result(
            """
            data: { source: csv, path: \(WalkForwardFixture.path("goog.csv")), calendar: XNYS }
            strategies:
              - name: trend
                capital: 0.5
                rules:
                  parameters: { fast: { default: 10 }, slow: { default: 30 } }
                  enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
                  exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
              - name: dip
                capital: 0.5
                rules: { enter_long: "rsi(close, 5) < 25", exit_long: "rsi(close, 5) > 60" }
            sweep: { space: { fast: [5, 20], strategies.trend.rules.parameters.slow: [40, 80] } }
            benchmark: none
            """, "3y", "1y")
        #expect(result.report.flatCount == 0 && result.run.strategies.map(\.part.name) == ["trend", "dip"])
        #expect(result.run.strategies.allSatisfy { $0.ledger.closed.contains { $0.exitReason == "window-end" } })
        let made = result.run.strategies.reduce(result.run.unattributedPnl) { $0 + $1.netPnl }
        #expect(abs(made - (result.run.run.finalEquity - 100_000)) < 1e-6)
    }

    @Test func onSeveralInstrumentsOfWhichSomeBeginLater() throws {
        let folder = try TemporaryFolder()
        let late = WalkingBars.csv(days: 900, seed: 5, trend: 0.002).split(separator: "\n")
        try folder.write(WalkingBars.csv(days: 900, seed: 4, trend: 0.002), to: "a.csv")
        try folder.write((late.prefix(1) + late.dropFirst(600)).joined(separator: "\n") + "\n", to: "b.csv")
        let result = try WalkForwardKindTests.result(
            """
            data: { source: csv, glob: "\(folder.url.path)/*.csv", calendar: 24/7 }
            strategy:
              rules:
                parameters: { slow: { default: 20 } }
                enter_long: close > sma(close, $slow)
                exit_long: close < sma(close, $slow)
                size: { percent_of_equity: 40 }
            sweep: { space: { slow: [10, 20, 40] } }
            """, "300", "150")
        #expect(result.choices.count == 4 && result.report.flatCount == 0)
        #expect(Set(result.run.ledger.closed.map(\.instrument)).count == 2)
    }

    @Test(
        arguments: [
            ("sweep: { space: { broker.cash: [1000, 2000] } }", "'broker.cash' cannot change from window to window"),
            ("sweep: { space: { seed: [1, 2] } }", "'seed' cannot change from window to window"),
            ("sweep: { space: { data.from: [2005-01-03] } }", "'data.from' cannot change from window to window"),
            ("sweep: { space: { data.to: [2009-01-02] } }", "'data.to' cannot change"),
            ("benchmark: none", ""),
        ]) func whatTheWindowsShareCannotBeVaried(sweep: String, message: String) throws
    {
        let yaml = """
            data: { source: csv, path: \(WalkForwardFixture.path("goog.csv")), calendar: XNYS }
            strategy: { rules: { parameters: { n: { default: 5, range: [5, 7] } }, enter_long: "close > sma(close, $n)" } }
            \(sweep)
            """
        var found = ""
        do { _ = try WalkForwardFixture.test(try WalkForwardFixture.source(yaml), "3y", "1y") } catch {
            found = (error as? SweepError)?.description ?? "\(error)"
        }
        #expect(message.isEmpty ? found.isEmpty : found.contains(message), "\(found)")
    }

    @Test func aModelWhoseParametersAreChosen() throws {
        let folder = try TemporaryFolder()
        try folder.write(WalkingBars.csv(days: 500, seed: 3, trend: 0.004), to: "a.csv")
        let yaml = """
            data: { source: csv, path: "\(folder.url.path)/a.csv", calendar: 24/7 }
            strategy:
              model:
                kind: ridge
                features: { r1: "close / close[1] - 1", r5: "close / close[5] - 1" }
                retrain: { every: 50, first: 100 }
                policy: { kind: thresholds, side: both }
            sweep: { space: { strategy.model.window: [1, 4], strategy.model.policy.side: [long, both] } }
            benchmark: none
            """
        let result = try WalkForwardKindTests.result(yaml, "250", "100")
        #expect(result.choices.count == 3 && result.report.flatCount == 0)
        #expect(result.run.models.map(\.name) == ["window 1", "window 2", "window 3"])
        for (window, model) in zip(result.test.windows, result.run.models) {
            #expect(model.predictions.allSatisfy { $0.time > window.testFrom.nanoseconds })
            #expect(model.predictions.allSatisfy { $0.time <= window.testThrough.nanoseconds })
            #expect(model.predictions.count > window.testSteps.count - 3 && !model.trainings.isEmpty)
            let alone = try Study(
                try WalkForwardFixture.source(yaml).configuration(
                    setting: zip(result.report.axes, result.choices[window.number - 1].values).map {
                        ConfigOverride(key: $0, value: $1)
                    } + [ConfigOverride(key: "data.from", value: window.testFrom.description)])
            ).run()
            // What it predicts is what a run of its own predicts, from the models that it would have by then.
            let expected = alone.models[0].predictions.filter { $0.time <= window.testThrough.nanoseconds }
            #expect(model.predictions.map(\.value) == expected.prefix(model.predictions.count).map(\.value))
            #expect(model.predictions.count >= expected.count - 1)
        }
        // The first model of a window is named in the log where the account is handed over.
        let trained = result.run.run.log.filter { if case .trained = $0.body { true } else { false } }
        #expect(trained.contains { $0.time == result.test.windows[1].testFrom })
    }

    @Test func missingLengthsAreRefused() throws {
        func message(_ body: () throws -> Void) -> String {
            do { try body() } catch { return (error as? SweepError)?.description ?? "\(error)" }
            return ""
        }
        let lengths = message {
            _ = try WalkForwardPlan(try SweepFixture.source(SweepFixture.grid), lengths: { $0 })
        }
        #expect(lengths.contains("--train 3y --test 6mo"), "\(lengths)")
    }
}

extension WalkForwardResult {
    /// The first decision instant of the first window.
    fileprivate var firstStep: Int { test.windows[0].testSteps.lowerBound }
}

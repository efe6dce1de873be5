import Core
import DataSources
import Foundation
import Research
import Simulation
import Statistics
import Strategies
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Trials on a bench against whole studies.
@Suite struct TrialTests {
    private static let changes: [[String]] = [
        [], ["broker.fill.market=same-close"], ["broker.borrow.annual_percent=3", "broker.fill.market=next-close"],
        ["broker.slippage.basis_points=5", "broker.commission.per_share=0.01"],
        ["data.from=2009-06-01", "broker.fill.participation=0.001"],
        ["strategy.rules.stop_loss.percent=3", "strategy.rules.take_profit.percent=6"],
    ]

    @Test(arguments: changes, [false, true]) func theFiguresAreThoseOfTheCatalogue(
        changes: [String], isRead: Bool
    ) throws {
        // A rule that reads the account keeps a run off the fast path.
        let exit = "crosses_below(sma(close, 10), sma(close, 30))" + (isRead ? " or profit < -90" : "")
        let study = try AuditFixture.study(exit: exit, changes: changes)
        let result = try study.run()
        #expect(result.run.isFast == !isRead)
        let panel = study.data.panel
        let bench = TrialBench(panel: panel, broker: study.configuration.broker, from: study.data.from)
        let figures = try bench.run(try study.plan.make(for: Universe(panel))).figures
        func metric(_ id: String) -> Double? { result.metric(id)?.value }
        #expect(figures.finalEquity == result.run.finalEquity)
        #expect(figures.totalReturn == metric("total_return"))
        #expect(figures.compoundGrowth == metric("cagr"))
        #expect(figures.volatility == metric("volatility"))
        #expect(figures.sharpe == metric("sharpe"))
        #expect(figures.sortino == metric("sortino"))
        #expect(figures.maximumDrawdown == metric("max_drawdown"))
        #expect(figures.calmar == metric("calmar"))
        #expect(figures.trades == result.performance.lots.trades.count && figures.trades > 5)
        #expect(figures.winRate == result.performance.lots.winRate)
        #expect(figures.profitFactor == result.performance.lots.profitFactor)
        let (costs, notional) = (result.performance.input.totalCosts, result.performance.input.tradedNotional)
        #expect(abs(figures.costs - (costs ?? 0)) <= 1e-9 * figures.tradedNotional)
        #expect(figures.tradedNotional == notional)
    }

    @Test func s51theFiguresOfAnotherCurrencyAreThoseOfTheCatalogue() throws {
        let study = try AuditFixture.study(changes: ["instruments.default.currency=EUR", "broker.fx.EUR=1.25"])
        let result = try study.run()
        let panel = study.data.panel
        let bench = TrialBench(panel: panel, broker: study.configuration.broker)
        let figures = try bench.run(try study.plan.make(for: Universe(panel))).figures
        #expect(figures.finalEquity == result.run.finalEquity)
        #expect(figures.sharpe == result.metric("sharpe")?.value)
        #expect(figures.maximumDrawdown == result.metric("max_drawdown")?.value)
        #expect(figures.profitFactor == result.performance.lots.profitFactor)
    }

    @Test func s78aStrategyInSwiftGivesTheSameLogOnBothPaths() throws {
        for market in ["next-open", "same-close", "next-close"] {
            let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path
            let yaml = """
                data: { source: csv, path: \(path), calendar: XNYS }
                strategy: { type: moving-average-crossover, parameters: { fast: 10, slow: 30 } }
                broker: { fill: { market: \(market) }, commission: { basis_points: 10 } }
                benchmark: none
                """
            let registry = StrategyRegistry(ShippedStrategies.all)
            let study = try Study(try StudyConfiguration(yaml: yaml, file: "x.yaml", registry: registry))
            let (fast, plain) = (try study.run(), try study.run(isPlain: true))
            #expect(fast.run.isFast && !plain.run.isFast)
            #expect(fast.eventBytes == plain.eventBytes && fast.run.log.count > 100)
            #expect(fast.firstTradingStep == plain.firstTradingStep)
        }
    }

    @Test func s78theSignalsOfAStrategyInSwiftGiveTheFiguresOfItsRun() throws {
        for size in ["percent: 100", "percent: 60", "units: 7"] {
            let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path
            let yaml = """
                data: { source: csv, path: \(path), calendar: XNYS }
                strategy: { type: moving-average-crossover, parameters: { fast: 10, slow: 30, \(size) } }
                broker: { commission: { basis_points: 10 }, slippage: { basis_points: 3 } }
                benchmark: none
                """
            let registry = StrategyRegistry(ShippedStrategies.all)
            let study = try Study(try StudyConfiguration(yaml: yaml, file: "x.yaml", registry: registry))
            let panel = study.data.panel
            let made = try study.plan.make(for: Universe(panel))
            let strategy = try #require(made as? MovingAverageCrossover)
            let backtest = Backtest(panel: panel, broker: study.configuration.broker)
            let (grid, run) = (BarGrid(panel), backtest.run(strategy))
            let ends = Array(1...panel.series[0].count)
            let signals = try #require(strategy.marketSignals(on: panel))
            let (first, summary) = try #require(
                backtest.summary(
                    of: signals, warmUp: strategy.warmUpBars, on: grid,
                    everyBarTrades: panel.everyBarTrades(study.configuration.broker.fill), sessionEnds: ends))
            let whole = RunSummary(run, on: grid, from: first, sessionEnds: ends)
            #expect(first == run.firstTradingStep && summary.levels == whole.levels, "\(size)")
            #expect(summary.profits == whole.profits && summary.costs == whole.costs, "\(size)")
            #expect(summary.profits.count > 20, "\(size)")
        }
    }

    @Test func theManifestSaysWhichPathItWas() throws {
        let study = try AuditFixture.study()
        #expect(try study.run().run.isFast)
        let plain = try study.run(isPlain: true)
        #expect(!plain.run.isFast)
        #expect(try study.run().eventBytes == plain.eventBytes)
    }
}

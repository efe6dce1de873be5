import Core
import DataSources
import Foundation
import Research
import Simulation
import Statistics
import Strategies
import StrategyKit
import TestSupport
import TimeSeries

/// Small studies whose robustness is looked at.
enum RobustnessFixture {
    /// Moving averages on shipped daily bars, with costs.
    static func averages(_ changes: [String] = [], to: String = "2008-12-31") throws -> Study {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path
        return try study(
            """
            name: averages
            data: { source: csv, path: \(path), calendar: XNYS, to: \(to) }
            strategy:
              rules:
                parameters: { fast: { default: 10 }, slow: { default: 30 } }
                enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
                exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
            broker: { commission: { basis_points: 5 }, slippage: { basis_points: 4 } }
            benchmark: none
            """, changes)
    }

    /// Equal parts of three funds, rebalanced month by month; without some of them.
    static func funds(without left: [String] = [], alone: Bool = false) throws -> Study {
        let wanted = ["SPY", "TLT", "XLE"]
        let lines = try String(
            contentsOf: SharedFolder.projectRoot.appendingPathComponent("Data/daily/etf_closes.csv"), encoding: .utf8
        ).split(separator: "\n").prefix(400).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let kept = lines[0].indices.filter { column in
            let name = lines[0][column].uppercased()
            return name == "DATE" || wanted.contains(name) && !left.contains(name)
        }
        let text = lines.map { line in kept.map { String(line[$0]) }.joined(separator: ",") + "\n" }.joined()
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "funds.csv")
        return try study(
            """
            name: funds
            data: { source: csv, path: \(path), layout: wide, calendar: XNYS }
            portfolio: { allocation: equal, schedule: last-of-month }
            broker: { commission: { basis_points: 2 } }
            benchmark: none
            """)
    }

    /// Bars of a CSV text, bought at once and held.
    static func holding(_ csv: String, _ changes: [String] = []) throws -> Study {
        let folder = try TemporaryFolder()
        let path = try folder.write(csv, to: "x.csv")
        return try study(
            """
            name: holding
            data: { source: csv, path: \(path), calendar: 24/7 }
            strategy: { rules: { enter_long: close > 0 } }
            instruments: { default: { lot_size: 0 } }
            benchmark: none
            """, changes)
    }

    static func study(_ yaml: String, _ changes: [String] = []) throws -> Study {
        try Study(
            try StudyConfiguration(
                yaml: yaml, file: "x.yaml", overrides: try changes.map { try ConfigOverride($0) },
                registry: StrategyRegistry(ShippedStrategies.all)))
    }

    /// Robustness runs of one kind or more.
    static func result(
        _ study: Study, _ kinds: [RobustnessConfiguration.Kind]?, runs: Int = 3, jobs: Int = 2,
        _ change: (inout RobustnessConfiguration) -> Void = { _ in }
    ) throws -> RobustnessResult {
        var settings = study.configuration.robustness
        (settings.kinds, settings.runs) = (kinds, runs)
        change(&settings)
        return try RobustnessRunner(try RobustnessPlan(study, settings)).run(jobs: jobs)
    }

    /// The figures that a whole run has under the same names.
    static func figures(_ study: Study) throws -> RobustnessFigures {
        let result = try study.run()
        func value(_ id: String) -> Double? { result.metric(id)?.value }
        return RobustnessFigures(
            totalReturn: value("total_return") ?? .nan, compoundGrowth: value("cagr"), sharpe: value("sharpe"),
            maximumDrawdown: value("max_drawdown") ?? .nan, trades: result.performance.lots.trades.count)
    }
}

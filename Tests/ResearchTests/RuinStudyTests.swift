import Core
import DataSources
import Foundation
import Reports
import Simulation
import Statistics
import StrategyKit
import TestSupport
import Testing
import TimeSeries

@testable import Research

/// Studies that lose more than they have (S43), and what is said of their margin calls (S50).
@Suite struct RuinStudyTests {
    private static func study(_ prices: [Double], margin: String) throws -> Study {
        let folder = try TemporaryFolder()
        let days = ["2018-03-12", "2018-03-13", "2018-03-14", "2018-03-15", "2018-03-16"]
        let rows = zip(days, prices).map { "\($0),\($1),\($1),\($1),\($1),10000\n" }
        let path = try folder.write("date,open,high,low,close,volume\n" + rows.joined(), to: "x.csv")
        return try Study(
            try StudyConfiguration(
                yaml: """
                    name: x
                    data: { source: csv, path: \(path), calendar: XNYS }
                    strategy: { rules: { enter_long: close > 0, size: { units: 1950 } } }
                    broker: { cash: 100_000, margin: { \(margin) } }
                    """, file: "x.yaml"))
    }

    private static func call(_ result: StudyResult) -> String? {
        result.warnings.first { $0.code == "margin-call" }?.text
    }

    @Test("S43 below zero there is no total return and no drawdown, and the reason stands there") func s43ruin() throws
    {
        let study = try Self.study([100, 100, 100, 40, 40], margin: "initial: 0.5, maintenance: 0.25")
        let result = try study.run()
        // 1,950 units lose 60 each: 117,000.
        #expect(result.run.outcome == .ruined && result.run.finalEquity == -17_000)
        for id in ["total_return", "max_drawdown", "cagr", "current_drawdown", "average_drawdown", "recovery_factor"] {
            let metric = try #require(result.metric(id))
            #expect(metric.value == nil && metric.reason == "equity fell to zero or below: no returns", "\(id)")
        }
        #expect(result.metric("net_profit")?.value == -117_000)
        #expect(result.equityRows(everyBar: true).map(\.csvLine).last?.hasSuffix(",\n") == true)
        #expect(result.performance.worstDrawdowns(5).isEmpty)
        let bench = TrialBench(panel: study.data.panel, broker: study.configuration.broker)
        let figures = try bench.run(try study.plan.make(for: Universe(study.data.panel))).figures
        #expect(figures.totalReturn == nil && figures.maximumDrawdown == nil && figures.calmar == nil)
        #expect(figures.finalEquity == -17_000)
    }

    @Test("S50 the warning of a call says whether the broker closed anything") func s50callsAreToldAsTheyWere() throws {
        let late = "initial: 0.5, maintenance: 0.25, grace_sessions: 2"
        // Debt 95,000. At 60 equity is 22,000 of 117,000, below a quarter; at 40 it is gone.
        #expect(
            Self.call(try Self.study([100, 100, 60, 40, 40], margin: late).run())
                == "equity fell below the maintenance margin once: it was gone before the broker closed anything")
        #expect(
            Self.call(try Self.study([100, 100, 60, 100, 100], margin: late).run())
                == "equity fell below the maintenance margin once: it recovered before the broker closed anything")
        #expect(
            Self.call(try Self.study([100, 100, 100, 100, 60], margin: late).run())
                == "equity fell below the maintenance margin once: the data ended before the broker closed anything")
        #expect(
            Self.call(try Self.study([100, 100, 60, 60, 60], margin: "initial: 0.5, maintenance: 0.25").run())
                == "equity fell below the maintenance margin once: the broker closed positions")
    }
}

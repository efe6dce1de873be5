import Foundation
import Research
import Statistics
import StrategyKit
import TestSupport
import Testing

@Suite struct StudyTests {
    static func study(_ changes: [String] = []) throws -> StudyResult {
        let data = SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path
        let config = """
            name: x
            data: { source: csv, path: \(data), calendar: XNYS }
            strategy:
              rules:
                enter_long: crosses_above(sma(close, 10), sma(close, 30))
                exit_long: crosses_below(sma(close, 10), sma(close, 30))
            broker: { cash: 100_000 }
            benchmark: buy-and-hold
            """
        let overrides = try changes.map { try ConfigOverride($0) }
        return try Study(try StudyConfiguration(yaml: config, file: "x.yaml", overrides: overrides)).run()
    }

    /// The benchmark buys at the first open after the first decision and holds to the last close.
    @Test func buyAndHoldStartsWhereTheStrategyCanStart() throws {
        let result = try StudyTests.study()
        let table = try FigureTable(path: SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path)
        let (open, close) = (table.numbers("open"), table.numbers("close"))
        let first = result.firstTradingStep
        // 30 closes, and one more to see a crossing.
        #expect(first == 30)
        let expected = 100_000 / open[first + 1] * close[close.count - 1]
        #expect(agree(result.benchmark?.equity.last ?? 0, expected, relative: 1e-12))
        #expect(result.performance.input.equity.count == close.count - first)
    }

    @Test("S16: no decision is taken before data.from, and the benchmark starts there too")
    func s16FromIsTheFirstBarOfDecisions() throws {
        let result = try StudyTests.study(["data.from=2010-01-04"])
        #expect(result.period.lowerBound.date.description == "2010-01-04")
        let table = try FigureTable(path: SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path)
        let row = try #require(table.texts("date").firstIndex(of: "2010-01-04"))
        #expect(result.firstTradingStep == row)
    }

    @Test func hashesChangeWithConfigAndDataAndWithNothingElse() throws {
        let one = try StudyTests.study()
        let named = try StudyTests.study(["name=other", "notes=hm"])
        let richer = try StudyTests.study(["broker.cash=200000"])
        let later = try StudyTests.study(["data.from=2010-01-04"])
        #expect(one.hashes == named.hashes)
        #expect(one.hashes.config != richer.hashes.config && one.hashes.data == richer.hashes.data)
        #expect(one.hashes.events != later.hashes.events)
    }
}

extension StudyTests {
    @Test("S16: rules on a slower clock begin the period when that clock is warm")
    func s16TheSlowestClockBeginsThePeriod() throws {
        let result = try StudyTests.study(["strategy.rules.enter_long=close > weekly(sma(close, 50))"])
        // The first week ends on 2004-08-20, the fiftieth on this Friday.
        #expect(result.period.lowerBound.date.description == "2005-07-29")
        let table = try FigureTable(path: SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path)
        let (open, close) = (table.numbers("open"), table.numbers("close"))
        let expected = 100_000 / open[result.firstTradingStep + 1] * close[close.count - 1]
        #expect(agree(result.benchmark?.equity.last ?? 0, expected, relative: 1e-12))
    }

    @Test func whatCannotMeanAnythingIsRefused() {
        for (change, word) in [
            ("broker.slippage.ticks=5", "tick size"), ("broker.fill.limit={ through: 2 }", "tick size"),
            ("instruments={ GOGO: { lot_size: 10 } }", "GOOG"), ("benchmark=SPY", "SPY"),
        ] {
            do {
                _ = try StudyTests.study([change])
                Issue.record("\(change) was taken")
            } catch {
                #expect("\(error)".contains(word), "\(change): \(error)")
            }
        }
    }
}

import Foundation
import Reports
import Statistics
import StrategyKit
import TestSupport
import Testing

@testable import Research

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

    @Test("S41: refusals are told by reason, and exits that come after a stop apart from them")
    func s41RefusalsAreToldByReason() throws {
        let poor = try StudyTests.study([
            "strategy.rules.size={ units: 900 }", "broker.fill.shortfall=reject",
        ])
        let refused = try #require(poor.warnings.first { $0.code == "rejected-orders" })
        let outcomes = poor.orderOutcomes.filter { $0.kind == "rejected" }
        #expect(outcomes.map(\.reason) == ["insufficient funds"] && refused.count == outcomes[0].count)
        #expect(refused.text.hasSuffix("refused: insufficient funds"))
        #expect(poor.document["orders"]?["rejected"] == .integer(refused.count))
        let line: JSONValue = [
            "kind": "rejected", "reason": "insufficient funds", "count": .integer(refused.count),
        ]
        guard case .array(let reasons) = poor.document["orders"]?["reasons"] else {
            Issue.record("no reasons")
            return
        }
        #expect(reasons.contains(line))
        // Where a gap opens below the stop, the exit that waits for the same open comes late.
        let stopped = try StudyTests.study([
            "strategy.rules.enter_long=close > open", "strategy.rules.exit_long=close < open",
            "strategy.rules.stop_loss.percent=0.5",
        ])
        #expect(!stopped.warnings.contains { $0.code == "rejected-orders" })
        let late = try #require(stopped.warnings.first { $0.code == "late-exits" })
        #expect(late.severity == .note && late.text.hasSuffix("exits found nothing to close any more"))
        #expect(stopped.orderOutcomes.contains { $0.reason == "nothing to reduce" && $0.count == late.count })
    }

    @Test func whatIsLostToSlippageIsNeverMinusZero() throws {
        let result = try StudyTests.study()
        #expect(result.fillRows.contains { $0.side == .sell })
        #expect(result.fillRows.allSatisfy { $0.slippage == 0 && $0.slippage.sign == .plus })
        #expect(!FillRow.csv(result.fillRows).contains("-0,"))
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

import Core
import Foundation
import LineProtocol
import Reports
import Simulation
import StrategyKit
import TestSupport
import Testing

@testable import Research

/// The line protocol of a run against its tables.
@Suite struct RunLinesTests {
    private func points(_ lines: RunLines) throws -> [Point] {
        let bytes = try lines.bytes()
        let (points, errors) = LineDecoder.points(in: bytes.span)
        #expect(errors.isEmpty)
        return points
    }

    @Test func pointsHoldWhatTheTablesHold() throws {
        let result = try StudyTests.study()
        let lines = RunLines(result, equity: .bars)
        let points = try points(lines)
        let run = Point.Tag("run", RunFolder.name(of: result))
        #expect(points.allSatisfy { $0.tags.contains(run) && $0.tag("name") == "x" })
        func rows(_ measurement: String) -> [Point] { points.filter { $0.measurement == measurement } }
        let equity = rows("backtest_equity")
        let table = result.equityRows(everyBar: true)
        #expect(equity.map(\.time) == table.map(\.time))
        #expect(equity.map { $0.field("equity") } == table.map { .float($0.equity) })
        #expect(equity.last?.field("equity") == .float(result.run.finalEquity))
        let trades = rows("backtest_trades")
        #expect(trades.count == result.tradeRows.count && trades.count > 10)
        #expect(trades.map { $0.field("net_pnl") } == result.tradeRows.map { .float($0.netPnl) })
        #expect(trades.map { $0.field("bars") } == result.tradeRows.map { .integer(Int64($0.bars)) })
        #expect(rows("backtest_fills").map { $0.field("price") } == result.fillRows.map { .float($0.price) })
        let decisions = rows("backtest_decisions")
        #expect(decisions.map { $0.field("order") } == result.orderRows.map { .integer(Int64($0.id)) })
        #expect(decisions.first?.field("reason") == .string("enter-long"))
        #expect(decisions.first?.field("limit") == nil)
    }

    @Test func noPointReplacesAnother() throws {
        // Sales of a portfolio close several lots at once.
        let data = SharedFolder.projectRoot.appendingPathComponent("Data/daily/etf_closes.csv").path
        let config = """
            data: { path: \(data), layout: wide, calendar: XNYS }
            portfolio: { allocation: fixed, weights: { SPY: 0.6, TLT: 0.4 }, schedule: month, band: 0.01 }
            """
        let result = try Study(try StudyConfiguration(yaml: config, file: "x.yaml")).run()
        let points = try points(RunLines(result))
        struct Key: Hashable {
            var measurement: String
            var tags: [Point.Tag]
            var time: Timestamp?
        }
        let keys = Set(points.map { Key(measurement: $0.measurement, tags: $0.tags, time: $0.time) })
        #expect(keys.count == points.count && points.count > 100)
        #expect(points.contains { $0.tag("place") == "2" })
    }

    @Test func onlyWhatIsAskedForIsWrittenUnderItsPrefix() throws {
        var lines = RunLines(try StudyTests.study())
        lines.parts = [.trades]
        lines.prefix = "my "
        lines.tags = [Point.Tag("desk", "a,b")]
        let points = try points(lines)
        #expect(!points.isEmpty)
        #expect(points.allSatisfy { $0.measurement == "my trades" && $0.tag("desk") == "a,b" })
        lines.tags = [Point.Tag("desk", "two\nlines")]
        #expect(throws: LineEncodingError.self) { try lines.bytes() }
    }
}

import Foundation
import InfluxDB
import TestSupport
import Testing

/// Simulated markets in the real InfluxDB 1.x, and a study that reads one back.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct SimulateWriteTests {
    private static func config(_ url: String) -> String {
        """
        name: hour
        seed: 5
        market:
          preset: liquid
          session: { length: 1200 }
          recording: { snapshot_interval: 60 }
        write:
          influxdb:
            url: \(url)
            database: markets
            user: \(InfluxServer.user)
            password_env: \(PushedBars.passwordVariable)
        """
    }

    @Test(.enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
    func aMarketIsInTheDatabaseAndItsBarsFeedAStudy() throws {
        let server = try InfluxServer()
        let client = try PushedBars.client(server)
        try client.createDatabase("markets")
        let folder = try TemporaryFolder()
        try folder.write(Self.config(server.url), to: "m.yaml")
        // Twice: the second replaces the first.
        for words in [["--no-scorecard", "--quiet"], ["--quiet"]] {
            let outcome = try Program.run(["simulate", "m.yaml", "--out", "m"] + words, in: folder.url)
            #expect(outcome.status == 0 && outcome.errors.contains("write: "), "\(outcome)")
            #expect(!outcome.errors.contains(InfluxServer.password))
        }
        func rows(_ name: String) throws -> Int { try folder.read("m/\(name)").split(separator: "\n").count - 1 }
        for (measurement, field, file) in [
            ("backtest_market_bars", "close", "bars.csv"), ("backtest_market_trades", "price", "trades.csv"),
        ] {
            #expect(try PushedBars.count(client, "markets", field: field, of: measurement) == rows(file), "\(file)")
        }
        let bids = try folder.read("m/quotes.csv").split(separator: "\n").dropFirst().count {
            !$0.split(separator: ",", omittingEmptySubsequences: false)[2].isEmpty
        }
        #expect(try PushedBars.count(client, "markets", field: "bid", of: "backtest_market_quotes") == bids)
        #expect(try PushedBars.count(client, "markets", field: "bid", of: "backtest_market_book") > 50)
        // The bars of the database are those of the file.
        let rules = """
            strategy: { rules: { enter_long: "close > sma(close, 3)", exit_long: "close < sma(close, 3)" } }
            benchmark: none

            """
        try folder.write(
            """
            data:
              source: influxdb
              influxdb:
                url: \(server.url)
                database: markets
                user: \(InfluxServer.user)
                password_env: \(PushedBars.passwordVariable)
                measurement: backtest_market_bars
                symbol_tag: instrument
              calendar: 24/7
              stamp: start
            \(rules)
            """, to: "read.yaml")
        try folder.write(
            "data: { path: m/bars.csv, calendar: 24/7, stamp: start, layout: long }\n" + rules, to: "csv.yaml")
        let read = try Program.run(["run", "read.yaml", "--out", "r", "--quiet"], in: folder.url)
        let file = try Program.run(["run", "csv.yaml", "--out", "c", "--quiet"], in: folder.url)
        #expect(read.status == 0 && file.status == 0, "\(read.errors) \(file.errors)")
        #expect(try folder.read("r/fills.csv") == folder.read("c/fills.csv"))
        #expect(try folder.read("r/fills.csv").split(separator: "\n").count > 2)
    }

    @Test func aServerThatIsDownKeepsTheMarket() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.config("http://127.0.0.1:\(try LoopbackServer.freePort())"), to: "m.yaml")
        let outcome = try Program.run(["simulate", "m.yaml", "--out", "m", "--no-scorecard"], in: folder.url)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("m.yaml:") && outcome.errors.contains("the market is whole in m"), "\(outcome)")
        #expect(try folder.read("m/market.json").contains("backtest.market/1"))
    }
}

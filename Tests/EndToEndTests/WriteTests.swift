import Foundation
import InfluxDB
import TestSupport
import Testing

/// Results of `backtest run` as line protocol, in files and in the real InfluxDB 1.x.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct WriteTests {
    private static func config(_ url: String, more: String = "") -> String {
        RunTests.config() + """
            write:
              influxdb:
                url: \(url)
                database: results
                user: \(InfluxServer.user)
                password_env: \(PushedBars.passwordVariable)
                tags: { desk: equities & more }
                \(more)

            """
    }

    @Test(.enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
    func aRunAppearsInTheDatabaseWithItsFigures() throws {
        let server = try InfluxServer()
        let client = try PushedBars.client(server)
        try client.createDatabase("results")
        let folder = try TemporaryFolder()
        try folder.write(Self.config(server.url), to: "cross.yaml")
        // Twice: the second replaces the first.
        for _ in 1...2 {
            let outcome = try Program.run(["run", "cross.yaml", "--out", "x", "--json"], in: folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("write: "))
            #expect(!outcome.errors.contains(InfluxServer.password))
        }
        let document = try RunTests.object(try folder.read("x/result.json"))
        let final = try #require((document["equity"] as? [String: Any])?["final"] as? Double)
        let equity = try #require(
            try client.influxQLTables("SELECT last(equity) AS e FROM backtest_equity", database: "results").first)
        #expect(equity["e"]?.asDoubles == [final])
        func rows(_ name: String) throws -> Int { try folder.read("x/\(name)").split(separator: "\n").count - 1 }
        for (measurement, field, file) in [
            ("backtest_equity", "equity", "equity.csv"), ("backtest_trades", "net_pnl", "trades.csv"),
            ("backtest_fills", "price", "fills.csv"), ("backtest_decisions", "order", "orders.csv"),
        ] {
            #expect(try PushedBars.count(client, "results", field: field, of: measurement) == rows(file), "\(file)")
        }
        let trades = try #require(
            try client.influxQLTables(
                "SELECT net_pnl, entry_reason FROM backtest_trades WHERE instrument = 'GOOG' AND desk = 'equities & more' "
                    + "AND \"name\" = 'Cross'", database: "results"
            ).first)
        let table = try FigureTable(path: folder.url.appendingPathComponent("x/trades.csv").path)
        #expect(trades["net_pnl"]?.asDoubles == table.numbers("net_pnl"))
        let manifest = try folder.read("x/manifest.json") + folder.read("x/config.yaml")
        #expect(!manifest.contains(InfluxServer.password))
    }

    @Test func aServerThatIsDownFailsTheRunButKeepsItsFolder() throws {
        let folder = try TemporaryFolder()
        let url = "http://127.0.0.1:\(try LoopbackServer.freePort())"
        try folder.write(Self.config(url), to: "cross.yaml")
        let outcome = try Program.run(["run", "cross.yaml", "--out", "x"], in: folder.url)
        #expect(outcome.status == 1, "\(outcome.errors)")
        #expect(outcome.errors.contains("cross.yaml:") && outcome.errors.contains("no connection"), "\(outcome.errors)")
        #expect(outcome.errors.contains("the run is whole in x"), "\(outcome.errors)")
        #expect(try folder.read("x/result.json").contains("\"final\""))
        // Where results go is no part of what a run is.
        try folder.write(RunTests.config(), to: "plain.yaml")
        #expect(try Program.run(["run", "plain.yaml", "--out", "y", "--quiet"], in: folder.url).status == 0)
        #expect(try folder.read("x/result.json") == folder.read("y/result.json"))
    }

    @Test func lineProtocolGoesToAFileOrToStandardOutput() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        let words = ["run", "cross.yaml", "--out", "x", "--line-protocol"]
        let printed = try Program.run(words + ["-"], in: folder.url)
        #expect(printed.status == 0, "\(printed.errors)")
        #expect(try Program.run(words + ["lines.txt", "--quiet"], in: folder.url).status == 0)
        #expect(try folder.read("lines.txt") == printed.output)
        let lines = printed.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("backtest_") && $0.contains("name=Cross,run=cross-") })
        let trades = try folder.read("x/trades.csv").split(separator: "\n").count - 1
        #expect(lines.count { $0.hasPrefix("backtest_trades,instrument=GOOG,") } == trades)
        #expect(try Program.run(words + ["-", "--json"], in: folder.url).status == 2)
        let lost = try Program.run(words + ["no/such/folder/x", "--quiet"], in: folder.url)
        #expect(lost.status == 1 && lost.errors.contains("cannot be written"), "\(lost.errors)")
    }
}

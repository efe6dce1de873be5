import Foundation
import InfluxDB
import TestSupport
import Testing

/// `backtest data collect` into the real InfluxDB 1.x, and its configs beside those of runs.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct CollectTargetTests {
    /// Minutes of quotes of which each request shows ten more.
    private static func minutes(_ count: Int) -> String {
        let rows = (0..<count).map { minute in
            "{\"t\":\(1_704_205_800 + minute * 60),\"o\":\(100 + minute),\"h\":\(101 + minute),\"l\":99,\"c\":\(100 + minute),"
                + "\"v\":\(minute)}"
        }
        return "[\(rows.joined(separator: ","))]"
    }

    private static func config(_ url: String, to destination: String, more: String = "") -> String {
        """
        collect:
          from: declared
          url: \(url)/{symbol}
          columns: { time: t, open: o, high: h, low: l, close: c, volume: v }
          time: seconds
          stamp: start
          calendar: 24/7
          symbols: [A B]
          every: 1m
          start: 2024-01-02
          rate: { requests: 1000, per: 1s }
          attempts: 2
          to: { \(destination) }
          \(more)

        """
    }

    @Test(.enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
    func barsGoOnInTheDatabaseAndWhatItRefusesIsStatusFour() throws {
        let server = try InfluxServer()
        try server.ask("CREATE DATABASE \"m x\" WITH DURATION INF SHARD DURATION 52w")
        let endpoint = try LoopbackServer { _, number in LoopbackServer.answer(200, Self.minutes(10 * (number + 1))) }
        defer { endpoint.stop() }
        func text(_ more: String) -> String {
            Self.config(
                endpoint.url,
                to: "influxdb: { url: \"\(server.url)\", database: m x, user: admin, "
                    + "password_env: \(PushedBars.passwordVariable), gzip: true, batch: 4\(more) }")
        }
        for total in [10, 20] {
            let outcome = try Program.run(["data", "collect", "-"], input: text(""))
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.hasPrefix("A B: 10 bars; to 2024-01-02T14:\(29 + total):00Z"), "\(outcome.output)")
        }
        let client = try PushedBars.client(server)
        let held = try PushedBars.rows(client, "m x", symbol: "A B")
        #expect(held.map { $0[1] } == (0..<20).map { 100 + Double($0) } && held.last?[5] == 19)
        // A field that is there with another type.
        let writer = InfluxWriter(client, to: WriteTarget(database: "m x"))
        try writer.append(Array("other,symbol=A\\ B volume=5i 1704205800000000000\n".utf8))
        try writer.finish()
        let refused = try Program.run(["data", "collect", "-"], input: text(", measurement: other"))
        #expect(refused.status == 4, "\(refused.errors)")
        #expect(refused.output.hasPrefix("A B: 0 bars, 30 not taken by the server"), "\(refused.output)")
        #expect(refused.errors.contains("A B: error: not stored: A B 2024-01-02T14:30:00Z: line 1: found 'other,"))
        #expect(refused.errors.contains("field type conflict") && refused.errors.contains("A B: and 20 more\n"))
        #expect(refused.errors.hasSuffix("error: 1 of 1 symbols failed; what the others gave is kept\n"))
        let nowhere = try Program.run(
            ["data", "collect", "-"], input: text("").replacingOccurrences(of: "database: m x", with: "database: d"))
        #expect(
            nowhere.status == 4 && nowhere.errors.contains("A B: error: ")
                && nowhere.errors.contains("database not found"))
        #expect(!(refused.errors + nowhere.errors).contains(InfluxServer.password))
    }

    @Test(arguments: [
        (
            "influxdb: { url: \"http://127.0.0.1:9\", bucket: b, org: o, token_env: BACKTEST_NO_SUCH }",
            "BACKTEST_NO_SUCH is not set"
        ),
        (
            "influxdb: { url: \"http://127.0.0.1:9\", database: d, token_file: /nowhere/token }",
            "/nowhere/token: No such file"
        ),
    ])
    func credentialsThatAreNotThereAreNamedWithTheirPlace(destination: String, says: String) throws {
        let outcome = try Program.run(
            ["data", "collect", "-"], input: Self.config("http://127.0.0.1:9", to: destination))
        #expect(outcome.status == 3 && outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("<stdin>:13:7: error: ") && outcome.errors.contains(says), "\(outcome.errors)")
    }

    @Test func headersOfTheConfigReplaceThoseOfAPreset() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.answer(200, "{\"chart\":{\"result\":[{\"timestamp\":[]}]}}")
        }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        try folder.write("s3cret\n", to: "key")
        let text = """
            collect:
              from: yahoo
              url: \(server.url)
              symbols: [AAPL]
              every: 1d
              start: 2024-01-02
              to: { csv: out }

            """
        let plain = try Program.run(["data", "collect", "-"], in: folder.url, input: text)
        #expect(plain.status == 0, "\(plain.errors)")
        let mine = try Program.run(
            ["data", "collect", "-"], in: folder.url,
            input: text + "  headers: { user-agent: { text: me/1 }, Accept: { text: x/y }, X-Key: { file: key } }\n")
        #expect(mine.status == 0, "\(mine.errors)")
        let headers = server.requests.map(\.headers)
        #expect(headers[0]["user-agent"]?.hasPrefix("Mozilla/5.0 (") == true)
        #expect(headers[0]["accept"] == "application/json")
        #expect(headers[1]["user-agent"] == "me/1" && headers[1]["accept"] == "x/y")
        #expect(headers[1]["x-key"] == "s3cret")
    }

    @Test func aConfigOfAnotherCommandIsSaidToBeOne() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.config("http://127.0.0.1:9", to: "csv: out"), to: "c.yaml")
        for words in [["run", "c.yaml"], ["audit", "c.yaml"], ["data", "fetch", "c.yaml"]] {
            let outcome = try Program.run(words, in: folder.url)
            #expect(outcome.status == 3, "\(words)")
            #expect(
                outcome.errors
                    == "c.yaml:1:1: error: found 'collect', expected a config of a run: this one says what prices are collected, "
                    + "which is done by `backtest data collect c.yaml`; a run reads them by 'data', and `backtest new` writes a "
                    + "config to start from\n", "\(words): \(outcome.errors)")
        }
        try folder.write(
            "name: x\ndata: { path: a.csv }\nstrategy: { rules: { enter_long: close > 1 } }\n", to: "s.yaml")
        let other = try Program.run(["data", "collect", "s.yaml"], in: folder.url)
        #expect(other.status == 3)
        #expect(
            other.errors
                == "s.yaml:2:1: error: found 'data', expected 'collect': this is a config of a run, which is done by "
                + "`backtest run s.yaml`; `backtest data collect --example` prints one to collect prices by\n")
    }
}

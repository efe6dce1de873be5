import Foundation
import InfluxDB
import TestSupport
import Testing

/// `backtest data push` and `backtest data resample --to-influx` with the real InfluxDB 1.x, with authentication.
@Suite(
    .serialized,
    .enabled(
        if: Program.isPresent && InfluxServer.isPresent,
        Comment(rawValue: "\(Program.absentNote); \(InfluxServer.absentNote)")))
struct PushTests {
    static let symbols = ["BRK B", "a=b 📈"]

    @Test func shippedAndGeneratedBarsArePushedAndASecondPushChangesNothing() throws {
        let server = try InfluxServer()
        let client = try PushedBars.client(server)
        let folder = try TemporaryFolder()
        let text = PushedBars.minutes(100_000, symbols: Self.symbols)
        try folder.write(text, to: "minutes.csv")
        let minutes =
            ["data", "push", "minutes.csv", "--stamp", "start", "--calendar", "24/7", "--create"]
            + PushedBars.target(server, "m x")
        for _ in 1...2 {
            let outcome = try Program.run(minutes, in: folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(
                outcome.output
                    == "m x: 100000 bars of 2 instruments written to measurement bar, each at the start of its bar\n")
            #expect(outcome.errors.contains("20 requests") && outcome.errors.contains("bars/s"))
            #expect(try PushedBars.count(client, "m x", of: "bar") == 100_000)
            for symbol in Self.symbols {
                let held = try PushedBars.rows(client, "m x", symbol: symbol)
                #expect(PushedBars.agree(held, PushedBars.rows(text, symbol: symbol)), "\(symbol)")
            }
        }
        // A shipped file, packed requests and whole seconds; its own day is named by the open of its session.
        let daily = try Program.run(
            [
                "data", "push", "Data/daily/goog.csv", "--measurement", "daily", "--gzip", "--precision", "s",
                "--batch", "999",
            ]
                + PushedBars.target(server, "m x"))
        #expect(daily.status == 0, "\(daily.errors)")
        let table = try FigureTable(path: SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path)
        let held = try PushedBars.rows(client, "m x", symbol: "GOOG", measurement: "daily")
        for (column, name) in ["open", "high", "low", "close", "volume"].enumerated() {
            #expect(held.map { $0[column + 1] } == table.numbers(name), "\(name)")
        }
        let dates = held.map { Date(timeIntervalSince1970: $0[0] / 1_000).ISO8601Format().prefix(10) }
        #expect(dates.map { String($0) } == table.texts("date"))
    }

    @Test func whatCannotBeIsSaidWithoutTheSecret() throws {
        let server = try InfluxServer()
        let folder = try TemporaryFolder()
        let wrong = try folder.write("wr0ng-secret\n", to: "password")
        func push(_ words: [String]) throws -> Program.Outcome {
            try Program.run(["data", "push", "Data/daily/goog.csv", "--database", "d"] + words)
        }
        let refused = try push(["--url", server.url, "--user", "admin", "--password-file", wrong])
        #expect(
            refused.status == 4 && refused.errors.contains("401") && refused.errors.contains("authorization failed"))
        #expect(refused.errors.contains("0 of 2148 bars are acknowledged"))
        #expect(!(refused.errors + refused.output).contains("wr0ng-secret"))
        let nowhere = try push(["--url", server.url] + PushedBars.target(server, "d").suffix(4))
        #expect(nowhere.status == 4 && nowhere.errors.contains("database not found"))
        let down = try push(["--url", "http://127.0.0.1:\(try LoopbackServer.freePort())"])
        #expect(down.status == 1 && down.errors.contains("no connection"), "\(down.errors)")
        let unset = try push(["--url", server.url, "--token-env", "BACKTEST_NO_SUCH_VARIABLE"])
        #expect(unset.status == 2 && unset.errors.contains("BACKTEST_NO_SUCH_VARIABLE is not set"))
        for words in [
            [], ["--url", server.url, "--user", "a"], ["--url", server.url, "--password-env", "HOME"],
            ["--url", server.url, "--bucket", "b"], ["--url", "http://a:b@c"], ["--url", server.url, "--batch", "0"],
        ] {
            #expect(try push(words).status == 2, "\(words)")
        }
    }

    @Test func aServerKilledInTheMiddleLosesAndDoublesNothing() throws {
        let server = try InfluxServer()
        var client = try PushedBars.client(server)
        let folder = try TemporaryFolder()
        let text = PushedBars.minutes(100_000, symbols: Self.symbols)
        try folder.write(text, to: "minutes.csv")
        let words =
            [
                "data", "push", "minutes.csv", "--stamp", "start", "--calendar", "24/7", "--create", "--batch", "500",
                "--resume", "push.state",
            ] + PushedBars.target(server, "killed")
        let state = folder.url.appendingPathComponent("push.state").path
        let process = server.processIdentifier
        Thread.detachNewThread {
            // The state's file appears with the first acknowledged batch.
            for _ in 0..<60_000 where !FileManager.default.fileExists(atPath: state) { usleep(500) }
            usleep(UInt32.random(in: 0...20_000))
            kill(process, SIGKILL)
        }
        let cut = try Program.run(words, in: folder.url)
        #expect(cut.status == 1 && cut.errors.contains("goes on behind them"), "\(cut.errors)")
        server.kill()
        try server.start()
        client = try PushedBars.client(server)
        let before = try PushedBars.count(client, "killed", of: "bar")
        #expect(before >= 500 && before < 100_000)
        let resumed = try Program.run(words, in: folder.url)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.output.contains("were there already"))
        #expect(try PushedBars.count(client, "killed", of: "bar") == 100_000)
        for symbol in Self.symbols {
            let held = try PushedBars.rows(client, "killed", symbol: symbol)
            #expect(PushedBars.agree(held, PushedBars.rows(text, symbol: symbol)), "\(symbol)")
        }
        let again = try Program.run(words, in: folder.url)
        #expect(
            again.output
                == "killed: 0 bars of 2 instruments written to measurement bar, each at the start of its bar, 100000 were there already\n"
        )
    }

    @Test func anInterruptEndsAPushAndSaysWhatWasAcknowledged() throws {
        let server = try LoopbackServer { request, _ in
            if request.path == "/ping" { return LoopbackServer.answer(204, headers: ["X-Influxdb-Version: 1.6.7"]) }
            return [.pause(0.1)] + LoopbackServer.answer(204)
        }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        try folder.write(PushedBars.minutes(20_000, symbols: ["A"]), to: "minutes.csv")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = [
            "data", "push", "minutes.csv", "--stamp", "start", "--calendar", "24/7", "--batch", "100", "--url",
            server.url,
            "--database", "d",
        ]
        process.currentDirectoryURL = folder.url
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<6_000 where server.requests.count < 3 { usleep(10_000) }
        process.interrupt()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130, "\(said)")
        #expect(said.contains("interrupted") && said.contains("of 20000 bars are acknowledged"), "\(said)")
    }
}

import Foundation
import TestSupport
import Testing

/// `backtest data collect` from an endpoint on loopback to a run on what was collected.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct CollectTests {
    private static let open = 1_704_205_800  // 2024-01-02T14:30:00Z

    /// Minutes of 2024-01-02 and 03 in the shape of Yahoo's chart, from `period1` on.
    private static func minutes(_ request: LoopbackServer.Request, until end: Int = .max) -> String {
        let from = Int(request.query["period1"] ?? "") ?? 0
        var times: [Int] = []
        for day in 0..<2 { times += (0..<390).map { open + day * 86_400 + $0 * 60 } }
        times = times.filter { $0 >= from && $0 < end }
        func list(_ value: (Int) -> Double) -> String {
            times.map { value(($0 - open) / 60).description }.joined(separator: ",")
        }
        func price(_ minute: Int) -> Double { 100 + Double(minute % 37) + Double(minute % 11) / 4 }
        return """
            {"chart":{"result":[{"meta":{},"timestamp":[\(times.map { String($0) }.joined(separator: ","))],"indicators":\
            {"quote":[{"open":[\(list { price($0) })],"high":[\(list { price($0) + 1 })],"low":[\(list { price($0) - 1 })],\
            "close":[\(list { price($0) + 0.5 })],"volume":[\(list { Double(100 + $0) })]}]}}],"error":null}}
            """
    }

    /// A signal and the status that it is to end with.
    struct Signal: Sendable {
        var number: Int32
        var status: Int32
    }

    private func config(_ url: String, symbols: String = "[AAPL, MSFT]", more: String = "") -> String {
        """
        name: Minutes
        collect:
          from: declared
          url: \(url)/v8/finance/chart/{symbol}?period1={start}
          request_time: seconds
          rows: chart.result[0]
          columns:
            time: timestamp
            open: indicators.quote[0].open
            high: indicators.quote[0].high
            low: indicators.quote[0].low
            close: indicators.quote[0].close
            volume: indicators.quote[0].volume
          time: seconds
          stamp: start
          calendar: XNYS
          symbols: \(symbols)
          every: 1m
          start: 2024-01-02
          rate: { requests: 1000, per: 1s }
          to: { csv: out/minutes }
          \(more)

        """
    }

    @Test func collectedMinutesPassTheCheckAndCarryARun() throws {
        let server = try LoopbackServer { request, _ in LoopbackServer.answer(200, CollectTests.minutes(request)) }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        try folder.write(config(server.url), to: "collect.yaml")
        let first = try Program.run(["data", "collect", "collect.yaml"], in: folder.url)
        #expect(first.status == 0, "\(first.errors)")
        #expect(
            first.output
                == "AAPL: 780 bars; to 2024-01-03T20:59:00Z\nMSFT: 780 bars; to 2024-01-03T20:59:00Z\n")
        #expect(first.errors.isEmpty)
        let text = try folder.read("out/minutes/AAPL.csv")
        #expect(text.split(separator: "\n").count == 781)
        let again = try Program.run(["data", "collect", "-"], in: folder.url, input: config(server.url))
        #expect(again.output == "AAPL: 0 bars\nMSFT: 0 bars\n" && again.status == 0)
        #expect(try folder.read("out/minutes/AAPL.csv") == text)

        let check = try Program.run(
            ["data", "check", "out/minutes/*.csv", "--stamp", "start", "--calendar", "XNYS", "--strict"], in: folder.url
        )
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.contains("out/minutes/AAPL.csv: AAPL, 780 rows"))
        try folder.write(
            """
            data: { glob: out/minutes/*.csv, calendar: XNYS, stamp: start }
            strategy:
              rules:
                enter_long: crosses_above(close, sma(close, 10))
                exit_long: crosses_below(close, sma(close, 10))
                size: { percent_of_equity: 40 }
            """, to: "study.yaml")
        let run = try Program.run(["run", "study.yaml", "--json", "--out", "result"], in: folder.url)
        #expect(run.status == 0, "\(run.errors)")
        let result = try RunTests.object(run.output)
        let period = try #require(result["period"] as? [String: Any])
        // Both instruments from the first bar on which a mean of ten can have been crossed.
        #expect(period["bars"] as? Int == 2 * (780 - 10))
        let trades = try #require(result["trades"] as? [String: Any])
        #expect((trades["count"] as? Int ?? 0) > 10)
    }

    @Test func itIsKilledAtAnyMomentAndGoesOnToTheSameFile() throws {
        let server = try LoopbackServer { request, _ in
            LoopbackServer.chunked(
                LoopbackServer.pieces(Array(CollectTests.minutes(request).utf8), of: 16_384), pause: 0.003)
        }
        defer { server.stop() }
        let (whole, killed) = (try TemporaryFolder(), try TemporaryFolder())
        let symbols = "[" + (0..<12).map { "S\($0)" }.joined(separator: ", ") + "]"
        for folder in [whole, killed] { try folder.write(config(server.url, symbols: symbols), to: "c.yaml") }
        #expect(try Program.run(["data", "collect", "c.yaml"], in: whole.url).status == 0)
        for round in 0..<8 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Program.path)
            process.arguments = ["data", "collect", "c.yaml"]
            process.currentDirectoryURL = killed.url
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // When a request more than the last time has come, and then a little longer each time.
            let asked = server.requests.count
            for _ in 0..<60_000 where server.requests.count == asked && process.isRunning { usleep(1_000) }
            usleep(UInt32(round) * 7_000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            for number in 0..<12 {
                guard let text = try? killed.read("out/minutes/S\(number).csv") else { continue }
                #expect(
                    text.hasSuffix("\n")
                        && text.split(separator: "\n").allSatisfy { $0.filter { $0 == "," }.count == 5 })
            }
        }
        let last = try Program.run(["data", "collect", "c.yaml"], in: killed.url)
        #expect(last.status == 0, "\(last.errors)")
        for number in 0..<12 {
            #expect(try killed.read("out/minutes/S\(number).csv") == whole.read("out/minutes/S\(number).csv"))
        }
    }

    @Test func someSymbolsFailAndTheOthersAreKeptWithStatusFour() throws {
        let server = try LoopbackServer { request, _ in
            request.path.hasSuffix("MSFT")
                ? LoopbackServer.answer(404, "<html>no</html>")
                : LoopbackServer.answer(200, CollectTests.minutes(request))
        }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let outcome = try Program.run(
            ["data", "collect", "-", "--json"], in: folder.url, input: config(server.url))
        #expect(outcome.status == 4)
        #expect(
            outcome.errors
                == "AAPL: 780 bars; to 2024-01-03T20:59:00Z\n"
                + "MSFT: \(server.url)/v8/finance/chart/MSFT: error: the server answers 404: <html>no</html>\n"
                + "error: 1 of 2 symbols failed; what the others gave is kept\n")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 780)
        let first = try RunTests.object(String(lines.first ?? ""))
        #expect(first["symbol"] as? String == "AAPL" && first["time"] as? String == "2024-01-02T14:30:00Z")
        #expect(first["open"] as? Double == 100 && first["revised"] as? Bool == false)
    }

    @Test(arguments: [Signal(number: SIGTERM, status: 0), Signal(number: SIGINT, status: 130)])
    func repeatedRoundsAddBarsUntilASignal(signal: Signal) throws {
        // Every request shows ten more minutes.
        let server = try LoopbackServer { request, number in
            LoopbackServer.answer(200, CollectTests.minutes(request, until: CollectTests.open + 600 * (number + 1)))
        }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        try folder.write(config(server.url, symbols: "[AAPL]", more: "repeat: 1s\n  delay: 0s"), to: "c.yaml")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["data", "collect", "c.yaml", "--json"]
        process.currentDirectoryURL = folder.url
        let output = try folder.write("", to: "out.jsonl")
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = FileHandle.nullDevice
        try process.run()
        // So late only where it never comes.
        let limit = Date(timeIntervalSinceNow: 600)
        while server.requests.count < 4, Date() < limit { Thread.sleep(forTimeInterval: 0.05) }
        kill(process.processIdentifier, signal.number)
        process.waitUntilExit()
        #expect(process.terminationStatus == signal.status && process.terminationReason == .exit)
        let rows = try folder.read("out/minutes/AAPL.csv").split(separator: "\n").count - 1
        // The last of four or more requests may have been under way.
        #expect(rows >= 30 && rows % 10 == 0)
        #expect(try folder.read("out.jsonl").split(separator: "\n").count == rows)
    }

    @Test func theExampleIsAConfigAndTheSchemaKnowsItsKeys() throws {
        let example = try Program.run(["data", "collect", "--example"])
        #expect(example.status == 0)
        let folder = try TemporaryFolder()
        // Yahoo keeps minutes for a month: a bar of an hour ago.
        let server = try LoopbackServer { request, _ in
            let end = Int(request.query["period2"] ?? "") ?? 0
            let time = (end - 3_600) / 60 * 60
            let list = "{\"open\":[1],\"high\":[2],\"low\":[1],\"close\":[2],\"volume\":[5]}"
            return LoopbackServer.answer(
                200, "{\"chart\":{\"result\":[{\"timestamp\":[\(time)],\"indicators\":{\"quote\":[\(list)]}}]}}")
        }
        defer { server.stop() }
        // As it stands, but for the host, and asked once.
        let text = example.output.replacingOccurrences(
            of: "  symbols: [AAPL, MSFT]", with: "  symbols: [AAPL]\n  url: \(server.url)")
        let outcome = try Program.run(["data", "collect", "-", "--once"], in: folder.url, input: text)
        #expect(outcome.status == 0, "\(outcome.errors)")
        // Five stretches of a week, each an hour before whose end a minute lies.
        #expect(outcome.output.hasPrefix("AAPL: 5 bars"), "\(outcome.output)")
        #expect(server.requests.count == 5 && folder.names == ["Data"])
        let schema = try RunTests.object(Program.run(["schema", "--collect"]).output)
        let collect = (schema["properties"] as? [String: Any])?["collect"] as? [String: Any]
        let keys = try #require(collect?["properties"] as? [String: Any])
        #expect(keys["from"] != nil && keys["columns"] != nil && keys["to"] != nil)
    }

    private static let preset = """
        collect:
          from: yahoo
          symbols: [AAPL]
          every: 1m
          start: 2024-01-02
          calendar: XNYS
          to: { csv: out }

        """

    @Test(arguments: [
        ("every: 7m", "every: 1m", "<stdin>:4:10: error: 'collect.every' must be "),
        (
            "every: 3m", "every: 1m",
            "<stdin>:4:10: error: 'collect.every': yahoo has no bars of 3m; it has 1m, 2m, 5m, 15m, 30m, 1h, 1d\n"
        ),
        ("from: yaho", "from: yahoo", "found the text 'yaho'; did you mean 'yahoo'?"),
        ("calendar: XNYZ", "calendar: XNYS", "<stdin>:6:13: error: 'collect.calendar': unknown calendar \"XNYZ\""),
        (
            "from: alpaca", "from: yahoo",
            "<stdin>:2:9: error: a key of the endpoint: the environment variable APCA_API_KEY_ID is not set; credentials come from it\n"
        ),
    ])
    func aFaultyConfigHasStatusThreeAndNamesThePlace(new: String, old: String, message: String) throws {
        let text = CollectTests.preset.replacingOccurrences(of: old, with: new)
        let outcome = try Program.run(["data", "collect", "-"], input: text)
        #expect(outcome.status == 3 && outcome.output.isEmpty)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func aPathThatIsNoneIsNamedWithItsPlace() throws {
        let text = config("http://127.0.0.1:9").replacingOccurrences(of: "chart.result[0]", with: "chart.result[0")
        let outcome = try Program.run(["data", "collect", "-"], input: text)
        #expect(
            outcome.errors
                == "<stdin>:6:9: error: 'collect.rows': 'chart.result[0' is no way through JSON; write names parted by dots, "
                + "[0], or ['a name with dots']\n")
    }

    @Test func withoutAConfigItSaysWhatItNeeds() throws {
        let outcome = try Program.run(["data", "collect"])
        #expect(outcome.status == 2 && outcome.errors.contains("Give a config, or --example to print one."))
    }
}

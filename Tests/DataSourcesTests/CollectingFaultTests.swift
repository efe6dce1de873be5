import Core
import DataSources
import Foundation
import HTTPClient
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// Servers that fail, cut, throttle or answer something else: an error that says so, and nothing half-written.
@Suite struct CollectingFaultTests {
    private typealias Fixtures = CollectingFixtures
    private static let open = 1_704_205_800  // 2024-01-02T14:30:00Z
    private static let whole = Fixtures.yahoo([Fixtures.row(open, price: 10), Fixtures.row(open + 60, price: 11)])

    private func collect(
        _ symbols: [String] = ["AAPL"], attempts: Int = 3, mapping: EndpointMapping = .yahoo,
        clock: CollectingFixtures.Clock = CollectingFixtures.Clock("2024-01-02T14:40:00Z"),
        policies: LoadPolicies = LoadPolicies(),
        _ answer: @escaping @Sendable (LoopbackServer.Request, Int) -> [LoopbackServer.Step]
    ) throws -> (texts: [String], failures: [String], url: String, requests: Int, folder: TestSupport.TemporaryFolder) {
        let server = try LoopbackServer(answer)
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(
            mapping, at: server.url, symbols, every: "1m", start: "2024-01-02T05:00:00Z", policies: policies)
        let (texts, failures) = try Fixtures.collect(plan, into: folder.url.path, clock, attempts: attempts)
        return (texts, failures, server.url, server.requests.count, folder)
    }

    @Test func aBusyServersRetryAfterIsKept() throws {
        let clock = Fixtures.Clock("2024-01-02T14:40:00Z")
        let outcome = try collect(clock: clock) { _, number in
            number < 2
                ? LoopbackServer.answer(429, "slow down", headers: ["Retry-After: 7"])
                : LoopbackServer.answer(200, CollectingFaultTests.whole)
        }
        #expect(outcome.texts == ["AAPL: 2 bars; to 2024-01-02T14:31:00Z"] && outcome.failures.isEmpty)
        #expect(outcome.requests == 3 && clock.waits.filter { $0 == 7 }.count == 2)
    }

    @Test func withoutARetryAfterTheWaitsDouble() throws {
        let clock = Fixtures.Clock("2024-01-02T14:40:00Z")
        let outcome = try collect(attempts: 4, clock: clock) { _, _ in LoopbackServer.answer(503, "") }
        #expect(outcome.failures == ["AAPL: \(outcome.url)/v8/finance/chart/AAPL: error: the server answers 503"])
        #expect(outcome.requests == 4 && clock.waits == [1, 2, 4])
        #expect(outcome.folder.names.isEmpty)
    }

    @Test(arguments: ["500", "cut", "half a body"]) func aFailureThatPassesIsTriedAgain(kind: String) throws {
        let whole = CollectingFaultTests.whole
        let outcome = try collect { _, number in
            guard number == 0 else { return LoopbackServer.answer(200, whole) }
            switch kind {
            case "500": return LoopbackServer.answer(500, "oops")
            case "cut": return [.close]
            default:
                let head = "HTTP/1.1 200 OK\r\nContent-Length: \(whole.utf8.count)\r\n\r\n"
                return [.send(Array((head + whole.prefix(whole.count / 2)).utf8)), .pause(0.05), .close]
            }
        }
        #expect(outcome.failures.isEmpty, "\(outcome.failures)")
        #expect(outcome.texts == ["AAPL: 2 bars; to 2024-01-02T14:31:00Z"] && outcome.requests == 2)
    }

    @Test func anAnswerThatIsAlwaysCutIsAnErrorAndLeavesNoFile() throws {
        let whole = CollectingFaultTests.whole
        let outcome = try collect { _, _ in
            LoopbackServer.chunked([Array(whole.utf8.prefix(200))], isWhole: false)
        }
        #expect(outcome.requests == 3 && outcome.folder.names.isEmpty)
        #expect(
            outcome.failures.first?.hasPrefix(
                "AAPL: \(outcome.url)/v8/finance/chart/AAPL: error: the connection ended after 200 bytes") == true,
            "\(outcome.failures)")
    }

    @Test(arguments: [
        ("", "found an answer of type application/json that begins with \"\"; expected JSON"),
        (
            "<html>\n<body>Log in</body>",
            "found an answer of type application/json that begins with \"<html> <body>Log in</body>\"; expected JSON"
        ),
        (
            "{\"chart\":{\"result\":[{\"timestamp\":[1704205800]",
            "found an answer of type application/json that begins with \"{\"chart\":{\"result\":[{\"timestamp\":[1704205800]\"; "
                + "expected JSON"
        ),
        (
            "{\"chart\":{\"result\":[{\"timestamp\":[1704205800],\"indicators\":{\"quote\":[{\"open\":[1,2],\"high\":[1],"
                + "\"low\":[1],\"close\":[1],\"volume\":[1]}]}}]}}",
            "found 2 values of open for 1 times; expected as many of each"
        ),
        (
            "{\"chart\":{\"result\":[{\"timestamp\":[1704205800],\"indicators\":{\"quote\":[{\"open\":[true],\"high\":[1],"
                + "\"low\":[1],\"close\":[1],\"volume\":[1]}]}}]}}",
            "found true as open of row 1; expected a number"
        ),
        (
            "{\"chart\":{\"result\":[{\"timestamp\":[\"soon\"],\"indicators\":{\"quote\":[{\"open\":[1],\"high\":[1],"
                + "\"low\":[1],\"close\":[1],\"volume\":[1]}]}}]}}",
            "found \"soon\" as time of row 1; expected a time (seconds)"
        ),
        (
            "{\"chart\":{\"result\":[{\"timestamp\":[1704205800],\"indicators\":{\"quote\":[{\"open\":[1]}]}}]}}",
            "row 1 has no high at 'indicators.quote[0].high'; it is an object (indicators, timestamp)"
        ),
        (
            "{\"chart\":{\"result\":[17]}}", "found no rows at 'chart.result[0]'; the answer is 17"
        ),
    ])
    func whatIsNoAnswerIsShown(body: String, expected: String) throws {
        let outcome = try collect { _, _ in LoopbackServer.answer(200, body) }
        #expect(outcome.failures == ["AAPL: \(outcome.url)/v8/finance/chart/AAPL: error: \(expected)"])
        #expect(outcome.folder.names.isEmpty && outcome.requests == 1)
    }

    @Test func oneSymbolsFailureDoesNotStopTheOthers() throws {
        let outcome = try collect(["A", "B", "C"]) { request, _ in
            request.path.hasSuffix("/B")
                ? LoopbackServer.answer(404, "no") : LoopbackServer.answer(200, CollectingFaultTests.whole)
        }
        #expect(outcome.texts.count == 2 && outcome.failures.count == 1)
        #expect(outcome.folder.names == ["A.csv", "C.csv"])
    }

    @Test("S6–S9 hold for answers as they do for files") func s6policies() throws {
        let open = CollectingFaultTests.open
        let rows = [
            Fixtures.row(open + 60, price: 11), Fixtures.row(open, price: 10), Fixtures.row(open, price: 10),
            (open + 120, [10, 9, 8, 10, 5] as [Double?]), (open + 180, [nil, 1, 1, 1, 1]),
        ]
        let body = Fixtures.yahoo(rows)
        let strict = try collect { _, _ in LoopbackServer.answer(200, body) }
        #expect(
            strict.failures == [
                "AAPL: yahoo: error: AAPL steps back from 2024-01-02T14:31:00Z to 2024-01-02T14:30:00Z (1 such step); allow "
                    + "it with `policies: { order: sort }`"
            ])
        var policies = LoadPolicies()
        policies.order = .sort
        policies.duplicates = .last
        policies.ohlc = .repair
        let mended = try collect(policies: policies) { _, _ in LoopbackServer.answer(200, body) }
        #expect(
            mended.texts == [
                "AAPL: 3 bars, 2 dropped (1 duplicate rows left out, 1 rows without a price left out), 1 steps back in time "
                    + "sorted, 1 highs or lows mended; to 2024-01-02T14:32:00Z"
            ])
        #expect(
            try mended.folder.read("AAPL.csv").hasSuffix(
                "2024-01-02T14:31:00Z,11,12,10,11.5,100\n2024-01-02T14:32:00Z,10,10,8,10,5\n"))
    }

    @Test func pagesThatDoNotEndAreGivenUp() throws {
        var mapping = EndpointMapping.alpaca
        mapping.headers = []
        mapping.rate = RequestRate(requests: 1_000, per: 1)
        let server = try LoopbackServer { _, number in
            LoopbackServer.answer(200, "{\"bars\":{},\"next_page_token\":\"\(number)\"}")
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        var plan = try Fixtures.plan(mapping, at: server.url, ["A"], every: "1d", start: "2024-01-02T05:00:00Z")
        plan.mostPages = 20
        let (_, failures) = try Fixtures.collect(plan, into: folder.url.path, Fixtures.Clock("2024-01-05T05:00:00Z"))
        #expect(
            failures == [
                "A: \(server.url)/v2/stocks/bars: error: gave 20 pages and a token for another; expected an end"
            ])
    }

    @Test func theHostIsAskedNoFasterThanTheRateAllows() throws {
        let clock = Fixtures.Clock("2024-01-02T14:40:00Z")
        var mapping = EndpointMapping.yahoo
        mapping.rate = RequestRate(requests: 3, per: 10 * Timestamp.second)
        let symbols = (0..<7).map { "S\($0)" }
        let outcome = try collect(symbols, mapping: mapping, clock: clock) { _, _ in
            LoopbackServer.answer(200, CollectingFaultTests.whole)
        }
        #expect(outcome.texts.count == 7)
        // The clock stands still but for waits: three at once, three after ten seconds, one after twenty.
        #expect(clock.waits == [10, 10])
    }

    @Test(arguments: 0..<60) func anyBytesAreAnErrorOrNoRowsAndNeverAHalfFile(seed: Int) throws {
        var random = RandomStream(seed: UInt64(seed), name: "collect garbage")
        var body = Array(CollectingFaultTests.whole.utf8)
        for _ in 0..<(1 + Int(random.next() % 4)) {
            let place = Int(random.next() % UInt64(body.count))
            switch random.next() % 3 {
            case 0: body[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: body.remove(at: place)
            default: body.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
            }
        }
        let bytes = body
        let outcome = try collect { _, _ in
            let head = "HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n"
            return [.send(Array(head.utf8) + bytes)]
        }
        #expect(outcome.texts.count + outcome.failures.count == 1, "seed \(seed)")
        for name in outcome.folder.names {
            let text = try outcome.folder.read(name)
            #expect(text.hasSuffix("\n") && text.hasPrefix("timestamp,open"), "seed \(seed)")
        }
    }
}

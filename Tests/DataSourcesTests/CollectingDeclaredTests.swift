import Core
import DataSources
import Foundation
import HTTPClient
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// Endpoints that a config declares, in the shapes that are about.
@Suite struct CollectingDeclaredTests {
    private typealias Fixtures = CollectingFixtures
    private typealias Column = EndpointMapping.Column

    private func collect(
        _ body: String, every: String = "5m", calendar: String = "24/7", start: String = "2024-01-02T00:00:00Z",
        at time: String = "2024-01-03T00:00:00Z", type: String = "application/json",
        _ declare: (inout EndpointMapping) -> Void
    ) throws -> (text: String, failures: [String], query: [String: String]) {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(200, body, type: type) }
        defer { server.stop() }
        var mapping = EndpointMapping(
            name: "declared", base: "", address: "/v1?s={symbol}&a={start}&b={end}&i={every}",
            columns: [
                Column(.time, "t"), Column(.open, "o"), Column(.high, "h"), Column(.low, "l"), Column(.close, "c"),
            ])
        declare(&mapping)
        let folder = try TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(
            mapping, at: server.url, ["A/B"], every: every, start: start, calendar: calendar)
        let (_, failures) = try Fixtures.collect(plan, into: folder.url.path, Fixtures.Clock(time))
        let text = folder.names.isEmpty ? "" : try folder.read("A%2FB.csv")
        return (text, failures, server.requests.first?.query ?? [:])
    }

    @Test func aListOfObjectsWithoutVolume() throws {
        let body = "{\"data\":{\"candles\":[{\"t\":1704153600000,\"o\":\"1.5\",\"h\":2,\"l\":1,\"c\":1.75}]}}"
        let outcome = try collect(body) {
            $0.rows = "data.candles"
            $0.time = .milliseconds
            $0.requestTime = .iso
        }
        #expect(outcome.failures.isEmpty)
        #expect(outcome.text == "timestamp,open,high,low,close,volume\n2024-01-02T00:00:00Z,1.5,2,1,1.75,\n")
        #expect(
            outcome.query == ["s": "A/B", "a": "2024-01-02T00:00:00Z", "b": "2024-01-03T00:00:00Z", "i": "5m"])
    }

    /// The shape of Alpha Vantage's daily series as github.com/jannehuo/ntc-nasa/blob/HEAD/backend/test/testData/stockData.ts
    /// holds it: an object of rows by date, newest first, names with dots.
    @Test func anObjectOfRowsByDate() throws {
        let body = """
            {"Meta Data": {"2. Symbol": "AAPL"}, "Time Series (Daily)": {
            "2020-09-04": {"1. open": "120.0700", "2. high": "123.7000", "3. low": "110.8900", "4. close": "120.9600",
            "5. volume": "332607163"},
            "2020-09-03": {"1. open": "126.9100", "2. high": "128.8400", "3. low": "120.5000", "4. close": "120.8800",
            "5. volume": "257599640"}}}
            """
        let outcome = try collect(
            body, every: "1d", calendar: "XNYS", start: "2020-09-03T00:00:00Z", at: "2020-09-06T00:00:00Z"
        ) {
            $0.rows = "['Time Series (Daily)']"
            $0.columns = [
                Column(.time, "{name}"), Column(.open, "['1. open']"), Column(.high, "['2. high']"),
                Column(.low, "['3. low']"), Column(.close, "['4. close']"), Column(.volume, "['5. volume']"),
            ]
            $0.requestTime = .date
        }
        #expect(outcome.failures.isEmpty)
        #expect(
            outcome.text
                == "date,open,high,low,close,volume\n2020-09-03,126.91,128.84,120.5,120.88,257599640\n"
                + "2020-09-04,120.07,123.7,110.89,120.96,332607163\n")
        #expect(outcome.query["a"] == "2020-09-02" && outcome.query["b"] == "2020-09-05")
    }

    @Test func endsOfBarsBecomeStarts() throws {
        let body =
            "[{\"t\":\"2024-01-02T00:05:00Z\",\"o\":1,\"h\":1,\"l\":1,\"c\":1},{\"t\":\"2024-01-02T00:10:00Z\",\"o\":2,\"h\":2,\"l\":2,\"c\":2}]"
        let outcome = try collect(body) { $0.stamp = .end }
        #expect(outcome.failures.isEmpty)
        #expect(
            outcome.text
                == "timestamp,open,high,low,close,volume\n2024-01-02T00:00:00Z,1,1,1,1,\n2024-01-02T00:05:00Z,2,2,2,2,\n"
        )
    }

    @Test func timesWithoutAnOffsetAreThoseOfTheZone() throws {
        let body = "[{\"t\":\"2024-07-01 09:30:00\",\"o\":1,\"h\":1,\"l\":1,\"c\":1}]"
        let outcome = try collect(body, calendar: "XNYS", start: "2024-07-01T00:00:00Z", at: "2024-07-02T00:00:00Z") {
            _ in
        }
        #expect(outcome.text.hasSuffix("\n2024-07-01T13:30:00Z,1,1,1,1,\n"), "\(outcome.failures)")
        let other = try collect(body, calendar: "XNYS", start: "2024-07-01T00:00:00Z", at: "2024-07-02T00:00:00Z") {
            $0.zone = try? .named("Europe/Berlin")
        }
        #expect(other.text.hasSuffix("\n2024-07-01T07:30:00Z,1,1,1,1,\n"), "\(other.failures)")
    }

    @Test func csvWithNamedColumns() throws {
        let body = "when;first;top;bottom;last;count\n1704153600;1;2;0.5;1.5;7\n1704153900;1;2;0.5;1.5;8\n"
        let outcome = try collect(body, type: "text/csv") {
            $0.format = .csv
            $0.columns = [
                Column(.time, "when"), Column(.open, "first"), Column(.high, "top"), Column(.low, "bottom"),
                Column(.close, "last"), Column(.volume, "count"),
            ]
        }
        #expect(outcome.failures.isEmpty, "\(outcome.failures)")
        #expect(
            outcome.text.hasSuffix("volume\n2024-01-02T00:00:00Z,1,2,0.5,1.5,7\n2024-01-02T00:05:00Z,1,2,0.5,1.5,8\n"))
    }

    @Test func aFaultyRowOfCSVIsNamedByItsLine() throws {
        let body = "time,open,high,low,close\n2024-01-02T00:00:00Z,1,2,0.5,1.5\n2024-01-02T00:05:00Z,1,2,x,1.5\n"
        let outcome = try collect(body, type: "text/csv") {
            $0.format = .csv
            $0.columns = []
        }
        #expect(outcome.text.isEmpty)
        #expect(
            outcome.failures.first?.hasSuffix("/v1:3: error: found \"x\" in column low; expected a number") == true,
            "\(outcome.failures)")
    }

    @Test func quotesAreKeptWithTheTimeOfTheAnswerWhereTheyHaveNone() throws {
        let server = try LoopbackServer { _, number in
            LoopbackServer.answer(200, "{\"quote\":{\"last\":\(100 + number),\"size\":3}}")
        }
        defer { server.stop() }
        var mapping = EndpointMapping(
            name: "declared", base: "", address: "/q/{symbol}",
            columns: [Column(.price, "last"), Column(.size, "size")])
        mapping.rows = "quote"
        let folder = try TestSupport.TemporaryFolder()
        let clock = Fixtures.Clock("2024-01-02T00:00:00Z")
        let plan = try Fixtures.plan(
            mapping, at: server.url, ["X"], every: "1s", start: "2024-01-01T00:00:00Z", calendar: "24/7")
        for time in ["2024-01-02T00:00:00Z", "2024-01-02T00:00:05Z", "2024-01-02T00:00:05Z"] {
            clock.set(time)
            #expect(try Fixtures.collect(plan, into: folder.url.path, clock).failures.isEmpty)
        }
        // Of two quotes of one instant the later one holds.
        #expect(
            try folder.read("X.csv") == "timestamp,price,size\n2024-01-02T00:00:00Z,100,3\n2024-01-02T00:00:05Z,102,3\n"
        )
    }

    @Test(arguments: ["[0", "a..b", "a[x]", "[-1]", "a]", "['", "a.", ".a"])
    func whatIsNoPathIsNone(text: String) { #expect(AnswerPath(text) == nil) }

    @Test func aWrongPathShowsWhatTheAnswerIs() throws {
        let outcome = try collect("{\"data\":{\"bars\":[]}}") { $0.rows = "data.candles" }
        #expect(
            outcome.failures.first?.hasSuffix(
                "/v1: error: found no rows at 'data.candles'; the answer is an object (data)") == true,
            "\(outcome.failures)")
        let empty = try collect("{\"data\":{}}") {
            $0.rows = "data.candles"
            $0.isEmptyWithoutRows = true
        }
        #expect(empty.failures.isEmpty && empty.text.isEmpty)
    }

    @Test func numbersOfManyDigitsAreTheNearestDoubles() throws {
        let body =
            "[{\"t\":1704153600123456789,\"o\":0.1000000000000000055511151231257827,\"h\":1e0,\"l\":0.1,\"c\":0.30000000000000004}]"
        let outcome = try collect(body, every: "1s") { $0.time = .nanoseconds }
        #expect(outcome.failures.isEmpty, "\(outcome.failures)")
        #expect(
            outcome.text.hasSuffix("\n2024-01-02T00:00:00.123456789Z,0.1,1,0.1,0.30000000000000004,\n"),
            "\(outcome.text)")
    }
}

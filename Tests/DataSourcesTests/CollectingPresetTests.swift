import Core
import DataSources
import Foundation
import HTTPClient
import InfluxDB
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// The shapes that the endpoints of the presets are documented to have, served on loopback.
@Suite struct CollectingPresetTests {
    private typealias Fixtures = CollectingFixtures

    /// Shape: the types of github.com/jmiguelrc/sharetracker/blob/HEAD/api/response.go; nulls as
    /// github.com/eohne/YFinance.jl/blob/master/docs/src/Prices.md describes them.
    @Test func yahoosChartGivesMinutesWithoutNullsAndWithoutTheOneThatIsNotOver() throws {
        let open = 1_704_205_800  // 2024-01-02T14:30:00Z
        let server = try LoopbackServer { _, _ in
            LoopbackServer.answer(
                200,
                Fixtures.yahoo([
                    Fixtures.row(open, price: 185.63999938964844), Fixtures.row(open + 60, price: 186),
                    (open + 120, [nil, nil, nil, nil, nil]), Fixtures.row(open + 180, price: 187),
                    // What is still going on carries the time of its last trade.
                    Fixtures.row(open + 251, price: 188),
                ]))
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let clock = Fixtures.Clock("2024-01-02T14:34:12Z")
        let plan = try Fixtures.plan(.yahoo, at: server.url, ["^GSPC"], every: "1m", start: "2024-01-02T05:00:00Z")
        let (texts, failures) = try Fixtures.collect(plan, into: folder.url.path, clock)
        #expect(failures.isEmpty)
        #expect(
            texts == [
                "^GSPC: 3 bars, 1 dropped (1 rows without a price left out), 1 missing bars, 1 not over yet; to "
                    + "2024-01-02T14:33:00Z"
            ])
        #expect(
            try folder.read("^GSPC.csv") == """
                timestamp,open,high,low,close,volume
                2024-01-02T14:30:00Z,185.63999938964844,186.63999938964844,184.63999938964844,186.13999938964844,100
                2024-01-02T14:31:00Z,186,187,185,186.5,100
                2024-01-02T14:33:00Z,187,188,186,187.5,100

                """)
        let request = try #require(server.requests.first)
        #expect(request.path == "/v8/finance/chart/^GSPC")
        #expect(request.query["period1"] == "1704171600" && request.query["interval"] == "1m")
        #expect(request.query["period2"] == "1704206052")
    }

    @Test func yahoosDaysAreSessionsWhateverTimeOfDayTheyAreStampedWith() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.answer(
                200,
                Fixtures.yahoo([
                    // 14:30 UTC in winter, 13:30 in summer; the last is the session that is going on.
                    Fixtures.row(1_709_908_200, price: 10), Fixtures.row(1_710_163_800, price: 11),
                    Fixtures.row(1_710_259_200, price: 12),
                ]))
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(.yahoo, at: server.url, ["AAPL"], every: "1d", start: "2024-03-01T05:00:00Z")
        let (texts, _) = try Fixtures.collect(plan, into: folder.url.path, Fixtures.Clock("2024-03-12T16:00:00Z"))
        #expect(texts == ["AAPL: 2 bars, 1 not over yet; to 2024-03-11"])
        #expect(
            try folder.read("AAPL.csv")
                == "date,open,high,low,close,volume\n2024-03-08,10,11,9,10.5,100\n2024-03-11,11,12,10,11.5,100\n")
    }

    @Test func minutesOfAMonthAreAskedForInStretchesThatYahooAllows() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(200, Fixtures.yahoo([])) }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(.yahoo, at: server.url, ["AAPL"], every: "1m", start: "2024-01-01T00:00:00Z")
        _ = try Fixtures.collect(plan, into: folder.url.path, Fixtures.Clock("2024-01-20T00:00:00Z"))
        let spans = server.requests.compactMap { request in
            request.query["period1"].flatMap { first in request.query["period2"].map { "\(first)-\($0)" } }
        }
        #expect(
            spans == ["1704067200-1704672000", "1704672000-1705276800", "1705276800-1705708800"])
    }

    @Test func whatYahooDoesNotKeepIsNotAskedForAndSaid() throws {
        let server = try LoopbackServer { request, _ in
            let end = Int(request.query["period2"] ?? "") ?? 0
            return LoopbackServer.answer(200, Fixtures.yahoo([Fixtures.row(end - 3_600, price: 10)]))
        }
        defer { server.stop() }
        for (every, days) in [("5m", 59), ("1h", 729)] {
            let folder = try TestSupport.TemporaryFolder()
            let plan = try Fixtures.plan(
                .yahoo, at: server.url, ["AAPL"], every: every, start: "2010-01-01T00:00:00Z")
            let (texts, _) = try Fixtures.collect(
                plan, into: folder.url.path, Fixtures.Clock("2024-03-12T19:00:00Z"))
            let first = Fixtures.instant("2024-03-12T19:00:00Z") + Int64(-days) * Timestamp.day
            #expect(
                texts == [
                    "AAPL: 1 bar; to 2024-03-12T18:00:00Z; asked from \(first.date) on, as far back as the endpoint keeps "
                        + "them"
                ])
            #expect(server.requests.last?.query["period1"] == "\(first.nanoseconds / Timestamp.second)")
        }
    }

    /// The words of Yahoo for an unknown symbol, with the status 404 that they come with.
    @Test func whatYahooSaysOfAnErrorIsPassedOn() throws {
        let body =
            "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data found, symbol may be "
            + "delisted\"}}}"
        for status in [404, 200] {
            let server = try LoopbackServer { _, _ in LoopbackServer.answer(status, body) }
            defer { server.stop() }
            let folder = try TestSupport.TemporaryFolder()
            let plan = try Fixtures.plan(.yahoo, at: server.url, ["NOPE"], every: "1d", start: "2024-01-01T00:00:00Z")
            let (_, failures) = try Fixtures.collect(
                plan, into: folder.url.path, Fixtures.Clock("2024-03-12T16:00:00Z"))
            let said = status == 404 ? "the server answers 404:" : "the server says:"
            #expect(
                failures == [
                    "NOPE: \(server.url)/v8/finance/chart/NOPE: error: \(said) No data found, symbol may be delisted"
                ])
            #expect(folder.names.isEmpty)
        }
    }

    /// Shape: apis.apis.io/apis/stooq/historical-data-api (s, d1, d2, i, apikey) and the header that
    /// raw.githubusercontent.com/api-evangelist/stooq/refs/heads/main/openapi/stooq-historical-data-api-openapi.yml names.
    @Test func stooqsCSVIsReadByTheReaderOfFiles() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.answer(
                200,
                "Date,Open,High,Low,Close,Volume\r\n2024-01-02,186.2,187.5,183,184.7,82488700\r\n"
                    + "2024-01-03,183.3,185,182.5,183.4,58414500\r\n", type: "text/csv")
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        var mapping = EndpointMapping.stooq
        let key = try folder.write(" abc123\n", to: "key")
        mapping.query = [EndpointMapping.Item("apikey", .secret(.file(key)))]
        let plan = try Fixtures.plan(mapping, at: server.url, ["aapl.us"], every: "1d", start: "2024-01-01T05:00:00Z")
        let out = folder.url.appendingPathComponent("out").path
        let (texts, failures) = try Fixtures.collect(plan, into: out, Fixtures.Clock("2024-01-04T03:00:00Z"))
        #expect(failures.isEmpty && texts == ["aapl.us: 2 bars; to 2024-01-03"])
        #expect(
            try folder.read("out/aapl.us.csv")
                == "date,open,high,low,close,volume\n2024-01-02,186.2,187.5,183,184.7,82488700\n"
                + "2024-01-03,183.3,185,182.5,183.4,58414500\n")
        let query = try #require(server.requests.first?.query)
        #expect(query == ["s": "aapl.us", "d1": "20240101", "d2": "20240103", "i": "d", "apikey": "abc123"])
    }

    /// The words of the documentation above for a quota that is used up; a page instead of CSV.
    @Test(arguments: [
        "Exceeded the daily hits limit", "No data", "<!DOCTYPE html><html><body>Please log in</body></html>",
    ])
    func aSentenceInPlaceOfCSVIsAnErrorThatShowsIt(body: String) throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(200, body, type: "text/html") }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(.stooq, at: server.url, ["aapl.us"], every: "1d", start: "2024-01-01T05:00:00Z")
        let (_, failures) = try Fixtures.collect(plan, into: folder.url.path, Fixtures.Clock("2024-01-04T03:00:00Z"))
        #expect(failures.count == 1)
        #expect(
            failures.first?.contains("that begins with \"\(body.prefix(60))\"; expected CSV") == true, "\(failures)")
        #expect(folder.names.isEmpty)
    }

    /// The row of developers.binance.com and hexdocs.pm/binance_spot_rest
    /// (BinanceSpotRest.Endpoints.MarketData.Klines.Query), with other times.
    @Test func binancesKlinesGoOnBehindAFullAnswer() throws {
        let first = 1_499_040_000_000  // 2017-07-03T00:00:00Z
        let server = try LoopbackServer { request, _ in
            let start = Int(request.query["startTime"] ?? "") ?? 0
            let rows = (0..<1_000).map { start / 60_000 * 60_000 + $0 * 60_000 }.filter { $0 < first + 1_500 * 60_000 }
                .map { time in
                    "[\(time),\"0.01634790\",\"0.80000000\",\"0.01575800\",\"0.01577100\",\"148976.11427815\",\(time + 59_999),"
                        + "\"2434.19055334\",308,\"1756.87402397\",\"28.46694368\",\"0\"]"
                }
            return LoopbackServer.answer(200, "[\(rows.joined(separator: ","))]")
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(
            .binance, at: server.url, ["BTCUSDT"], every: "1m", start: "2017-07-03T00:00:00Z", calendar: "24/7")
        let (texts, failures) = try Fixtures.collect(
            plan, into: folder.url.path, Fixtures.Clock("2017-07-04T01:00:00Z"))
        #expect(failures.isEmpty && texts == ["BTCUSDT: 1500 bars; to 2017-07-04T00:59:00Z"])
        #expect(server.requests.map { $0.query["startTime"] } == ["1499040000000", "1499100000000"])
        #expect(
            try folder.read("BTCUSDT.csv").hasPrefix(
                "timestamp,open,high,low,close,volume\n"
                    + "2017-07-03T00:00:00Z,0.0163479,0.8,0.015758,0.015771,148976.11427815\n"))
    }

    /// The example of the OpenAPI text at apis.apis.io/apis/alpaca/market-data-api (docs.alpaca.markets/reference/stockbars),
    /// parted in two pages; the next request repeats the token as `page_token`.
    @Test func alpacasPagesAreFollowedWithItsKeysInHeaders() throws {
        let server = try LoopbackServer { request, _ in
            let isFirst = request.query["page_token"] == nil
            let bar =
                isFirst
                ? "{\"t\":\"2022-02-28T05:00:00Z\",\"o\":163.02,\"h\":165.42,\"l\":162.43,\"c\":165.12,\"v\":90552883,\"n\":743379,"
                    + "\"vw\":164.274348}"
                : "{\"t\":\"2022-03-01T05:00:00Z\",\"o\":164.695,\"h\":166.6,\"l\":161.97,\"c\":163.2,\"v\":83474425,\"n\":1,\"vw\":1}"
            let token = isFirst ? "\"QUFQTHxEfDIwMjI=\"" : "null"
            return LoopbackServer.answer(200, "{\"bars\":{\"BRK.B\":[\(bar)]},\"next_page_token\":\(token)}")
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        var mapping = EndpointMapping.alpaca
        mapping.headers = [
            EndpointMapping.Item("APCA-API-KEY-ID", .secret(.file(try folder.write("KEYID\n", to: "id")))),
            EndpointMapping.Item("APCA-API-SECRET-KEY", .secret(.file(try folder.write("S3CRET", to: "secret")))),
        ]
        let plan = try Fixtures.plan(mapping, at: server.url, ["BRK.B"], every: "1d", start: "2022-02-28T05:00:00Z")
        let out = folder.url.appendingPathComponent("out").path
        let (texts, failures) = try Fixtures.collect(plan, into: out, Fixtures.Clock("2022-03-02T03:00:00Z"))
        #expect(failures.isEmpty && texts == ["BRK.B: 2 bars; to 2022-03-01"])
        #expect(
            try folder.read("out/BRK.B.csv")
                == "date,open,high,low,close,volume\n2022-02-28,163.02,165.42,162.43,165.12,90552883\n"
                + "2022-03-01,164.695,166.6,161.97,163.2,83474425\n")
        #expect(server.requests.map { $0.query["page_token"] } == [nil, "QUFQTHxEfDIwMjI="])
        for request in server.requests {
            #expect(request.headers["apca-api-key-id"] == "KEYID" && request.headers["apca-api-secret-key"] == "S3CRET")
            #expect(request.query["timeframe"] == "1Day" && request.query["symbols"] == "BRK.B")
            #expect(request.query["start"] == "2022-02-28T05:00:00Z")
        }
    }

    @Test func aKeyThatIsMissingIsNamedAndNoRequestIsMade() throws {
        var mapping = EndpointMapping.alpaca
        mapping.headers = [EndpointMapping.Item("APCA-API-KEY-ID", .secret(.environment("BACKTEST_TEST_NO_SUCH_KEY")))]
        let plan = try Fixtures.plan(
            mapping, at: "http://127.0.0.1:9", ["A"], every: "1d", start: "2022-02-28T05:00:00Z")
        let clock = Fixtures.Clock("2022-03-02T03:00:00Z")
        #expect(throws: CollectError.secret(.credentials(.noVariable("BACKTEST_TEST_NO_SUCH_KEY")))) {
            _ = try BarCollector(
                plan, client: Fixtures.client(clock), destination: CSVDestination(folder: "/nowhere", kind: plan.kind),
                clock: clock.clock)
        }
    }

    @Test func aServerThatEchoesAKeyDoesNotGetItIntoAMessage() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.answer(403, "{\"message\":\"the key S3CRET is not allowed\"}")
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        var mapping = EndpointMapping.alpaca
        mapping.headers = [EndpointMapping.Item("K", .secret(.file(try folder.write("S3CRET", to: "secret"))))]
        let plan = try Fixtures.plan(mapping, at: server.url, ["A"], every: "1d", start: "2022-02-28T05:00:00Z")
        let (_, failures) = try Fixtures.collect(
            plan, into: folder.url.path, Fixtures.Clock("2022-03-02T03:00:00Z"))
        #expect(
            failures == ["A: \(server.url)/v2/stocks/bars: error: the server answers 403: the key *** is not allowed"])
    }
}

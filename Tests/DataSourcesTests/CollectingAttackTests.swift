import Core
import DataSources
import Foundation
import HTTPClient
import InfluxDB
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// Answers that lie, clocks that differ and servers that fail half-way.
@Suite struct CollectingAttackTests {
    private typealias Fixtures = CollectingFixtures
    private typealias Column = EndpointMapping.Column
    private static let open = 1_704_205_800  // 2024-01-02T14:30:00Z

    private static let bars: EndpointMapping = {
        var mapping = EndpointMapping(
            name: "declared", base: "", address: "/v1?a={start}&b={end}",
            columns: [
                Column(.time, "t"), Column(.open, "o"), Column(.high, "h"), Column(.low, "l"), Column(.close, "c"),
            ])
        mapping.rate = RequestRate(requests: 1_000, per: 1)
        return mapping
    }()
    private static let quotes: EndpointMapping = {
        var mapping = EndpointMapping(
            name: "declared", base: "", address: "/q", columns: [Column(.time, "t"), Column(.price, "p")])
        mapping.rate = RequestRate(requests: 1_000, per: 1)
        return mapping
    }()

    private func collect(
        _ mapping: EndpointMapping, every: String = "1m", calendar: String = "24/7",
        start: String = "2024-01-02T00:00:00Z", at time: String = "2024-01-03T00:00:00Z",
        into folder: TestSupport.TemporaryFolder? = nil, type: String = "application/json", attempts: Int = 1,
        _ answer: @escaping @Sendable (LoopbackServer.Request, Int) -> (status: Int, body: String)
    ) throws -> (
        texts: [String], failures: [String], requests: [LoopbackServer.Request], folder: TestSupport.TemporaryFolder
    ) {
        let server = try LoopbackServer { request, number in
            let (status, body) = answer(request, number)
            return LoopbackServer.answer(status, body, type: type)
        }
        defer { server.stop() }
        let folder = try folder ?? TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(
            mapping, at: server.url, ["X"], every: every, start: start, calendar: calendar)
        let (texts, failures) = try Fixtures.collect(
            plan, into: folder.url.path, Fixtures.Clock(time), attempts: attempts)
        return (texts, failures, server.requests, folder)
    }

    private static func row(_ time: String, _ price: Double = 1) -> String {
        "{\"t\":\(time),\"o\":\(price),\"h\":\(price),\"l\":\(price),\"c\":\(price)}"
    }

    // MARK: Times

    @Test(
        arguments: [
            "-9223372036854775808", "9223372036854775807", "9223372036854775806", "-9223286400000000000",
            "9223286400000000001", "1e300", "-1e300", "99999999999999999999999", "\"9223372036854775807\"",
        ], ["1m", "1d"])
    func timesAtTheEndOfTheWorldAreErrors(time: String, every: String) throws {
        for stamp in [EndpointMapping.Stamp.start, .end] {
            var mapping = Self.bars
            mapping.time = .nanoseconds
            mapping.stamp = stamp
            let outcome = try collect(mapping, every: every) { _, _ in (200, "[\(Self.row(time))]") }
            #expect(outcome.failures.count == 1 && outcome.folder.names.isEmpty, "\(outcome)")
            #expect(outcome.failures.first?.contains("as time of row 1; expected") == true, "\(outcome.failures)")
        }
    }

    @Test(arguments: ["1677-09-21T00:12:44Z", "2262-04-11T23:47:16Z", "9999-12-31T00:00:00Z"])
    func timesAtTheEndOfTheWorldAreErrorsInCSV(time: String) throws {
        var mapping = Self.bars
        mapping.format = .csv
        mapping.columns = []
        for every in ["1m", "1d"] {
            let outcome = try collect(mapping, every: every, type: "text/csv") { _, _ in
                (200, "time,open,high,low,close\n\(time),1,1,1,1\n")
            }
            #expect(outcome.failures.count == 1 && outcome.folder.names.isEmpty, "\(outcome)")
        }
    }

    @Test func aStartLongAgoOrLaterThanNowIsNoTrap() throws {
        let early = try collect(.yahoo, start: "1700-01-01T00:00:00Z") { _, _ in (200, Fixtures.yahoo([])) }
        #expect(early.failures.isEmpty && early.texts[0].hasPrefix("X: 0 bars; asked from 2023-12-05 on"))
        let late = try collect(Self.bars, start: "2025-01-01T00:00:00Z") { _, _ in (200, "[]") }
        #expect(late.texts == ["X: 0 bars"] && late.requests.isEmpty)
    }

    @Test func secondsThatAreReadAsMillisecondsAreSeen() throws {
        var mapping = Self.bars
        mapping.time = .milliseconds
        let outcome = try collect(mapping) { _, _ in
            (200, "[\(Self.row("1704205800")),\(Self.row("1704205860"))]")
        }
        #expect(
            outcome.texts == [
                "X: 0 bars; 2 rows before what was asked for, the last of 1970-01-20T17:23:25.860Z"
            ])
    }

    @Test func aQuoteAheadOfTheClockWouldEndCollectingAndIsRefused() throws {
        let folder = try TestSupport.TemporaryFolder()
        func quote(_ time: String) throws -> [String] {
            try collect(Self.quotes, every: "1s", at: "2024-01-02T00:00:00Z", into: folder) { _, _ in
                (200, "[{\"t\":\"\(time)\",\"p\":5}]")
            }.failures
        }
        // A clock that is a little slow is nothing unusual.
        #expect(try quote("2024-01-02T00:00:30Z").isEmpty)
        let before = try folder.read("X.csv")
        #expect(
            try quote("2204-01-02T00:00:00Z") == [
                "X: declared: error: found 2204-01-02T00:00:00Z, which lies ahead of this machine's clock at "
                    + "2024-01-02T00:00:00Z; set the clock, or say by 'time' and 'zone' how times are written"
            ])
        #expect(try folder.read("X.csv") == before)
    }

    @Test func whatWasKeptByAnotherClockIsNoSilentEnd() throws {
        let folder = try TestSupport.TemporaryFolder()
        let text = "timestamp,open,high,low,close,volume\n2031-01-02T00:00:00Z,1,1,1,1,\n"
        try folder.write(text, to: "X.csv")
        let outcome = try collect(Self.bars, into: folder) { _, _ in (200, "[]") }
        #expect(outcome.requests.isEmpty && outcome.failures.count == 1)
        #expect(outcome.failures[0].contains("X.csv: error: found 2031-01-02T00:00:00Z, which lies ahead"))
        #expect(try folder.read("X.csv") == text)
    }

    // MARK: Rows

    @Test func thePresentPriceThatYahooAddsIsNoBarAndCutsNone() throws {
        let rows = [Fixtures.row(Self.open, price: 10), Fixtures.row(Self.open + 60, price: 11)]
        let live = Fixtures.row(Self.open + 83, price: 12)
        // The second minute goes on: the row within it must not end it.
        let going = try collect(.yahoo, calendar: "XNYS", at: "2024-01-02T14:31:40Z") { _, _ in
            (200, Fixtures.yahoo(rows + [live]))
        }
        #expect(going.texts == ["X: 1 bar, 1 not over yet; to 2024-01-02T14:30:00Z"])
        let late = try collect(.yahoo, calendar: "XNYS", at: "2024-01-02T14:40:00Z") { _, _ in
            (200, Fixtures.yahoo(rows + [live]))
        }
        #expect(late.texts == ["X: 2 bars; to 2024-01-02T14:31:00Z"])
        // Of the two rows of one day the latter holds.
        let day = [Fixtures.row(Self.open, price: 10), Fixtures.row(Self.open + 24_000, price: 20)]
        let daily = try collect(.yahoo, every: "1d", calendar: "XNYS") { _, _ in (200, Fixtures.yahoo(day)) }
        #expect(daily.texts == ["X: 1 bar; to 2024-01-02"])
        #expect(try daily.folder.read("X.csv").hasSuffix("\n2024-01-02,20,21,19,20.5,100\n"))
    }

    @Test func minutesAreNotTakenForBarsOfFiveMinutes() throws {
        let minutes = (0..<30).map { Self.row("\"2024-01-02T10:\($0 < 10 ? "0" : "")\($0):00Z\"") }
        let outcome = try collect(Self.bars, every: "5m") { _, _ in (200, "[\(minutes.joined(separator: ","))]") }
        #expect(
            outcome.failures == [
                "X: declared: error: most rows lie 1m apart; expected bars of 5m, as 'every' says"
            ])
        #expect(outcome.folder.names.isEmpty)
        // An hour that the open cuts is none of these.
        let hours = ["02T20:00", "03T14:30", "03T15:00"].map { Self.row("\"2024-01-\($0):00Z\"") }
        let cut = try collect(Self.bars, every: "1h", calendar: "XNYS", at: "2024-01-03T18:00:00Z") { _, _ in
            (200, "[\(hours.joined(separator: ","))]")
        }
        #expect(cut.failures.isEmpty && cut.texts[0].hasPrefix("X: 3 bars"), "\(cut)")
    }

    @Test func aTokenThatIsGivenTwiceEndsThePages() throws {
        var mapping = Self.bars
        mapping.rows = "rows"
        mapping.page = EndpointMapping.Page(token: "next", parameter: "page")
        let outcome = try collect(mapping) { _, _ in (200, "{\"rows\":[],\"next\":\"same\"}") }
        #expect(outcome.requests.count == 2)
        #expect(outcome.failures.first?.hasSuffix("gave 2 pages and a token for another; expected an end") == true)
    }

    // MARK: Failures half-way

    @Test func whatCameBeforeAFailureIsKeptAndGoneOnFrom() throws {
        let folder = try TestSupport.TemporaryFolder()
        // Weeks of Yahoo, a minute at the beginning of each; the third is refused at first.
        let answer: @Sendable (LoopbackServer.Request, Int) -> (status: Int, body: String) = { request, number in
            let from = Int(request.query["period1"] ?? "") ?? 0
            return number == 2 ? (403, "no more") : (200, Fixtures.yahoo([Fixtures.row(from, price: 10)]))
        }
        let (start, now) = ("2024-01-02T15:00:00Z", "2024-01-29T16:00:00Z")
        let first = try collect(.yahoo, calendar: "XNYS", start: start, at: now, into: folder, answer)
        #expect(first.texts.count == 1 && first.texts[0].hasPrefix("X: 2 bars"), "\(first.texts)")
        #expect(first.failures.count == 1 && first.failures[0].hasSuffix("answers 403: no more"), "\(first.failures)")
        let second = try collect(.yahoo, calendar: "XNYS", start: start, at: now, into: folder) { request, _ in
            answer(request, 0)
        }
        #expect(second.failures.isEmpty)
        let times = try folder.read("X.csv").split(separator: "\n").dropFirst().map { $0.prefix(10) }
        #expect(times == ["2024-01-02", "2024-01-09", "2024-01-16", "2024-01-23"])
    }

    // MARK: Secrets

    @Test(arguments: [
        ("application/json", 200, "<html>KEY</html>"), ("application/json", 200, "{\"message\":\"KEY\"}"),
        ("application/json", 200, "{\"KEY\":1}"), ("application/json", 200, "[{\"t\":\"KEY\"}]"),
        ("application/json", 200, "[{\"t\":\"2024-01-02T00:00:00Z\",\"o\":\"KEY\",\"h\":1,\"l\":1,\"c\":1}]"),
        ("application/json", 403, "{\"message\":\"KEY\"}"), ("text/csv", 200, "KEY"),
        ("text/csv", 200, "time,open,high,low,close\nKEY,1,1,1,1\n"),
        ("text/csv", 200, "time,open,high,low,close\n2024-01-02T00:00:00Z,KEY,1,1,1\n"),
    ])
    func aKeyThatIsEchoedStandsInNoMessage(type: String, status: Int, body: String) throws {
        let folder = try TestSupport.TemporaryFolder()
        var mapping = Self.bars
        mapping.message = "message"
        mapping.address += "&key={key}"
        mapping.key = .secret(.file(try folder.write("S3/CRET+x\n", to: "key")))
        if type == "text/csv" { (mapping.format, mapping.columns) = (.csv, []) }
        for echo in ["S3/CRET+x", "S3%2FCRET%2Bx"] {
            let text = body.replacing("KEY", with: echo)
            let outcome = try collect(mapping, type: type) { _, _ in (status, text) }
            #expect(outcome.failures.count == 1 && outcome.requests[0].query["key"] == "S3/CRET+x")
            #expect(!outcome.failures[0].contains("CRET") && outcome.failures[0].contains("***"), "\(outcome.failures)")
        }
    }
}

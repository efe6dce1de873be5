import Core
import DataSources
import Foundation
import HTTPClient
import InfluxDB
import TestSupport
import Testing
import TimeSeries

/// Collected bars as points, against doubles of the three generations.
@Suite struct CollectingInfluxTests {
    private static func destination(
        _ url: String, _ kind: InfluxKind?, credentials: InfluxCredentials = .none, gzipLevel: Int? = nil,
        collected: CollectedKind = .bars
    ) throws -> InfluxDestination {
        try InfluxDestination(
            InfluxDestination.Options(
                server: InfluxOptions(
                    url: url + "/", kind: kind, credentials: credentials, organisation: .name("o"),
                    http: HTTPClient.Options(retries: RetryPolicy(attempts: 3, firstWait: 0.01, longestWait: 0.02))),
                database: "d b", batchRows: 2, gzipLevel: gzipLevel),
            kind: collected, cancellation: Cancellation())
    }

    private static func bar(_ minute: Int, _ close: Double, volume: Double = 10) -> CollectedBar {
        CollectedBar(
            stamp: Int64(minute) * Timestamp.minute, open: 1, high: 9, low: 0.5, close: close, volume: volume)
    }

    private static let writes: [InfluxKind: (path: String, query: [String: String])] = [
        .v1: ("/write", ["db": "d b", "precision": "n"]),
        .v2: ("/api/v2/write", ["org": "o", "bucket": "d b", "precision": "ns"]),
        .v3: (
            "/api/v3/write_lp",
            ["db": "d b", "precision": "nanosecond", "accept_partial": "true", "no_sync": "false"]
        ),
    ]

    @Test(arguments: InfluxKind.allCases, [true, false])
    func barsAreWrittenOnceAndRevisedOnesAgain(kind: InfluxKind, isDeclared: Bool) throws {
        let double = CollectedPointsDouble(kind)
        let server = try LoopbackServer { request, _ in double.answer(request) }
        defer { server.stop() }
        let destination = try Self.destination(server.url, isDeclared ? kind : nil)
        let bar = Self.bar
        #expect(try destination.lastBars(of: "A, 'B'", count: 2).isEmpty)
        #expect(try destination.write([bar(1, 1, 10), bar(2, 2, 10), bar(3, 3, .nan)], of: "A, 'B'").added.count == 3)
        #expect(try destination.lastBars(of: "A, 'B'", count: 2) == [bar(2, 2, 10), bar(3, 3, .nan)])
        let changes = try destination.write([bar(2, 2, 10), bar(3, 4, .nan), bar(4, 4, 10)], of: "A, 'B'")
        #expect(changes.revised == [bar(3, 4, .nan)] && changes.added == [bar(4, 4, 10)])
        #expect(changes.rejected.isEmpty)
        #expect(try destination.lastBars(of: "A, 'B'", count: 2) == [bar(3, 4, .nan), bar(4, 4, 10)])
        // A volume that is not known any more cannot be taken back, and is no revision.
        #expect(try destination.write([bar(4, 4, .nan)], of: "A, 'B'") == BarChanges())
        let writes = double.writes
        #expect(writes.map(\.path) == [String](repeating: Self.writes[kind]?.path ?? "", count: 3))
        #expect(writes.allSatisfy { $0.query == Self.writes[kind]?.query ?? [:] })
        #expect(
            writes.last.map { String(decoding: $0.body, as: UTF8.self) }
                == "bar,symbol=A\\,\\ 'B' open=1,high=9,low=0.5,close=4 180000000000\n"
                + "bar,symbol=A\\,\\ 'B' open=1,high=9,low=0.5,close=4,volume=10 240000000000\n")
        let symbol = kind == .v2 ? "r[\"symbol\"] == \"A, 'B'\"" : "\"symbol\" = 'A, \\'B\\''"
        #expect(double.questions.count >= 5 && double.questions.allSatisfy { $0.contains(symbol) })
    }

    @Test func theLastBarsOfABucketAreFoundHoweverFarTheyLieApart() throws {
        let double = CollectedPointsDouble(.v2)
        let server = try LoopbackServer { request, _ in double.answer(request) }
        defer { server.stop() }
        let destination = try Self.destination(server.url, .v2)
        let (first, last) = (Self.bar(-9_000_000, 1), Self.bar(27_000_000, 2))
        _ = try destination.write([last], of: "A")
        #expect(try destination.lastBars(of: "A", count: 2) == [last])
        _ = try destination.write([first], of: "A")
        #expect(try destination.lastBars(of: "A", count: 2) == [first, last])
        #expect(double.questions.count < 30)
    }

    @Test func aBusyServerIsAskedAgainAndRequestsArePacked() throws {
        let double = CollectedPointsDouble(.v1)
        let server = try LoopbackServer { request, number in
            number % 2 == 0 ? LoopbackServer.answer(503, "{\"error\":\"busy\"}") : double.answer(request)
        }
        defer { server.stop() }
        let destination = try Self.destination(server.url, .v1, gzipLevel: 1)
        #expect(try destination.write([Self.bar(1, 1)], of: "A").added.count == 1)
        #expect(double.writes.count == 1 && double.writes[0].headers["content-encoding"] == "gzip")
    }

    @Test func theServerIsAskedForItsGenerationAgainWhereItWasDown() throws {
        let double = CollectedPointsDouble(.v1)
        let server = try LoopbackServer { request, number in
            number < 3 ? LoopbackServer.answer(503) : double.answer(request)
        }
        defer { server.stop() }
        let destination = try Self.destination(server.url, nil)
        #expect(throws: CollectError.self) { try destination.lastBars(of: "A", count: 2) }
        #expect(try destination.lastBars(of: "A", count: 2).isEmpty)
    }

    @Test(arguments: [
        (InfluxKind.v1, 200, "{\"results\":[{\"statement_id\":0,\"error\":\"database not found: x\"}]}\n"),
        (.v2, 404, "{\"code\":\"not found\",\"message\":\"bucket \\\"x\\\" not found\"}"),
        (.v3, 401, "{\"error\":\"the request was not authenticated\"}"),
    ])
    func whatTheDatabaseSaysIsPassedOn(kind: InfluxKind, status: Int, body: String) throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(status, body) }
        defer { server.stop() }
        let destination = try Self.destination(server.url, kind)
        do {
            _ = try destination.lastBars(of: "A", count: 2)
            Issue.record("no error")
        } catch {
            let said = ["database not found: x", "bucket \"x\" not found", "the request was not authenticated"]
            #expect("\(error)".hasPrefix("error: ") && said.contains { "\(error)".hasSuffix($0) }, "\(error)")
        }
    }

    @Test func credentialsAreLookedForBeforeAnybodyIsAsked() {
        #expect(
            throws: CollectError.database(.credentials(.noVariable("BACKTEST_NO_SUCH_VARIABLE"))),
            performing: {
                try Self.destination(
                    "http://127.0.0.1:9", .v1, credentials: .token(.environment("BACKTEST_NO_SUCH_VARIABLE")))
            })
    }
}

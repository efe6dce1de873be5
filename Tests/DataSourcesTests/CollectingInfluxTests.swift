import Core
import DataSources
import Foundation
import HTTPClient
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// Collected bars as points, against a double that keeps what it is sent and answers as InfluxDB does.
///
/// Shapes: docs.influxdata.com/influxdb/v1/guides/query_data and /write_data; paths of versions 2 and 3 from their API
/// references.
@Suite struct CollectingInfluxTests {
    private typealias Fixtures = CollectingFixtures

    /// A server that keeps lines of bars by time.
    private final class Database: Sendable {
        let points = Mutex<[Int64: [String]]>([:])
        let requests = Mutex<[LoopbackServer.Request]>([])

        func answer(_ request: LoopbackServer.Request) -> [LoopbackServer.Step] {
            requests.withLock { $0.append(request) }
            if request.method == "POST" {
                for line in String(decoding: request.body, as: UTF8.self).split(separator: "\n") {
                    let parts = line.split(separator: " ")
                    let values = parts[parts.count - 2].split(separator: ",").map {
                        String($0.split(separator: "=")[1])
                    }
                    points.withLock { $0[Int64(parts[parts.count - 1]) ?? 0] = values }
                }
                return LoopbackServer.answer(204)
            }
            let text = request.query["q"] ?? ""
            var rows = points.withLock { $0.sorted { $0.key < $1.key } }
            if text.contains("DESC LIMIT 2") { rows = rows.suffix(2).reversed() }
            let values = rows.map { "[\($0.key),\($0.value.joined(separator: ","))]" }.joined(separator: ",")
            let series = "{\"name\":\"bar\",\"columns\":[\"time\"],\"values\":[\(values)]}"
            return LoopbackServer.answer(
                200, "{\"results\":[{\"statement_id\":0\(rows.isEmpty ? "" : ",\"series\":[\(series)]")}]}")
        }
    }

    @Test(arguments: [
        (1, "/write", ["db": "d b", "precision": "ns"]),
        (2, "/api/v2/write", ["org": "o", "bucket": "d b", "precision": "ns"]),
        (3, "/api/v3/write_lp", ["db": "d b", "precision": "nanosecond"]),
    ])
    func barsAreWrittenOnceAndRevisedOnesAgain(version: Int, path: String, query: [String: String]) throws {
        let double = Database()
        let server = try LoopbackServer { request, _ in double.answer(request) }
        defer { server.stop() }
        let clock = Fixtures.Clock("2024-01-02T14:30:20Z")
        let destination = InfluxDestination(
            InfluxDestination.Options(url: server.url + "/", version: version, database: "d b", organisation: "o"),
            kind: .bars, client: Fixtures.client(clock), cancellation: Cancellation())
        func bar(_ minute: Int, _ close: Double) -> CollectedBar {
            CollectedBar(
                stamp: Int64(minute) * Timestamp.minute, open: 1, high: 9, low: 0.5, close: close, volume: 10)
        }
        #expect(try destination.lastBars(of: "A", count: 2).isEmpty)
        #expect(try destination.write([bar(1, 1), bar(2, 2), bar(3, 3)], of: "A, 'B'").added.count == 3)
        #expect(try destination.lastBars(of: "A", count: 2) == [bar(2, 2), bar(3, 3)])
        let changes = try destination.write([bar(2, 2), bar(3, 4), bar(4, 4)], of: "A, 'B'")
        #expect(changes.revised == [bar(3, 4)] && changes.added == [bar(4, 4)])
        #expect(try destination.lastBars(of: "A", count: 2) == [bar(3, 4), bar(4, 4)])
        let posts = double.requests.withLock { $0.filter { $0.method == "POST" } }
        #expect(posts.count == 2 && posts.allSatisfy { $0.path == path && $0.query == query })
        #expect(
            posts.last.map { String(decoding: $0.body, as: UTF8.self) }
                == "bar,symbol=A\\,\\ 'B' open=1,high=9,low=0.5,close=4,volume=10 180000000000\n"
                + "bar,symbol=A\\,\\ 'B' open=1,high=9,low=0.5,close=4,volume=10 240000000000\n")
        let asked = double.requests.withLock { $0.compactMap { $0.query["q"] } }
        #expect(asked.contains { $0.contains("WHERE \"symbol\" = 'A, \\'B\\''") }, "\(asked)")
    }

    @Test func whatTheDatabaseSaysIsPassedOn() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.answer(200, "{\"results\":[{\"statement_id\":0,\"error\":\"database not found: x\"}]}")
        }
        defer { server.stop() }
        let clock = Fixtures.Clock("2024-01-02T14:30:20Z")
        let destination = InfluxDestination(
            InfluxDestination.Options(url: server.url, database: "x"), kind: .bars, client: Fixtures.client(clock),
            cancellation: Cancellation())
        #expect(throws: CollectError.answer(url: "\(server.url)/query", .message("database not found: x"))) {
            _ = try destination.lastBars(of: "A", count: 2)
        }
    }
}

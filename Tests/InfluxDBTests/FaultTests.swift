import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import InfluxDB

/// Servers that are slow, throttle, cut, and are none; recorded shapes of 2.x and 3.
@Suite struct FaultTests {
    static let packed = "application/x-msgpack"

    static func rows(_ range: Range<Int64>, isPartial: Bool) -> [UInt8] {
        PackedValue.chunk(
            [.series("m", ["time", "a", "s"], range.map { [.integer($0), .double(Double($0)), .string("é📈\($0)")] })],
            isPartial: isPartial
        ).bytes
    }

    @Test func theServerIsKnownByItsPing() throws {
        for (headers, status, body, kind) in [
            (["X-Influxdb-Version: 1.8.10"], 204, "", InfluxKind.v1), (["X-Influxdb-Version: v2.7.1"], 204, "", .v2),
            (["X-Influxdb-Version: 3.2.0"], 200, "{\"product_name\":\"InfluxDB 3 Core\",\"version\":\"3.2.0\"}", .v3),
            ([], 200, "{\"product_name\":\"InfluxDB 3 Core\",\"version\":\"3.0.1\",\"revision\":\"x\"}", .v3),
        ] {
            let server = try LoopbackServer { _, _ in LoopbackServer.answer(status, body, headers: headers) }
            defer { server.stop() }
            #expect(try InfluxClient(InfluxOptions(url: server.url + "/")).server.kind == kind)
            #expect(server.requests[0].path == "/ping")
        }
        let other = try LoopbackServer { _, _ in LoopbackServer.answer(200, "<html>", type: "text/html") }
        defer { other.stop() }
        let error = InfluxFixtures.error { _ = try InfluxClient(InfluxOptions(url: other.url)) }
        #expect(
            error?.description
                == "\(other.url)/ping: found an answer 200 without a version, expected InfluxDB 1.x, 2.x or 3")
    }

    @Test func aThrottledQueryIsAskedAgain() throws {
        let server = try LoopbackServer { _, number in
            switch number {
            case 0: LoopbackServer.answer(429, headers: ["Retry-After: 0"])
            case 1: LoopbackServer.answer(503, "{\"error\":\"timeout\"}")
            default:
                LoopbackServer.chunked(
                    LoopbackServer.pieces(FaultTests.rows(0..<50, isPartial: false), of: 7), type: FaultTests.packed,
                    pause: 0.001)
            }
        }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, .v1)
        let tables = try client.influxQLTables("SELECT a, s FROM m", database: "d")
        #expect(tables[0]["s"]?.strings == (0..<50).map { "é📈\($0)" })
        #expect(server.requests.count == 3)
        let query = String(decoding: server.requests[2].body, as: UTF8.self)
        #expect(query == "q=SELECT%20a%2C%20s%20FROM%20m")
        #expect(server.requests[2].query == ["db": "d", "epoch": "ns", "chunked": "true", "chunk_size": "10000"])
    }

    @Test func aConnectionCutInAChunkIsAnErrorAfterTheRowsBefore() throws {
        let bytes = FaultTests.rows(0..<20, isPartial: true) + FaultTests.rows(20..<40, isPartial: false)
        let server = try LoopbackServer { _, _ in
            LoopbackServer.chunked([Array(bytes.prefix(bytes.count * 3 / 4))], type: FaultTests.packed, isWhole: false)
        }
        defer { server.stop() }
        var rows = 0
        let error = InfluxFixtures.error {
            try InfluxFixtures.client(server, .v1).influxQL("SELECT a FROM m", database: "d") { batch in
                rows += batch.rowCount
                return true
            }
        }
        guard case .http(.cutOff) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
        #expect(rows == 20)
        #expect(server.requests.count == 1)
    }

    @Test func anAnswerThatEndsInOrderButTooEarlyIsAnError() throws {
        let server = try LoopbackServer { _, number in
            number == 0
                ? LoopbackServer.chunked([FaultTests.rows(0..<20, isPartial: true)], type: FaultTests.packed)
                : LoopbackServer.answer(200, "", type: FaultTests.packed)
        }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, .v1)
        #expect(
            InfluxFixtures.error { _ = try client.influxQLTables("SELECT a FROM m", database: "d") }
                == .truncated(statement: 0, rows: 20))
        guard case .malformed = InfluxFixtures.error({ _ = try client.influxQLTables("x", database: "d") }) else {
            Issue.record("an empty answer is taken")
            return
        }
    }

    @Test(arguments: InfluxKind.allCases) func aPageOfAProxyIsNoAnswer(kind: InfluxKind) throws {
        let server = try LoopbackServer { _, number in
            LoopbackServer.answer(number == 0 ? 200 : 404, "<html>\n<b>Welcome</b>", type: "text/html")
        }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, kind)
        func ask() throws {
            switch kind {
            case .v1: _ = try client.influxQLTables("SELECT a FROM m", database: "d")
            case .v2: _ = try client.fluxTables("from(bucket:\"b\")")
            case .v3: _ = try client.sqlTables("SELECT 1", database: "d")
            }
        }
        guard case .unknownServer(_, "an answer in text/html") = InfluxFixtures.error(ask) else {
            Issue.record("HTML is taken")
            return
        }
        guard case .refused(_, 404, nil, "<html> <b>Welcome</b>") = InfluxFixtures.error(ask) else {
            Issue.record("HTML is taken")
            return
        }
    }

    @Test func aQueryIsCancelledWhileItsServerIsSlow() throws {
        let server = try LoopbackServer { _, _ in
            // Three chunks, and then nothing until the client goes away.
            LoopbackServer.chunked(
                (0..<3).map { FaultTests.rows($0..<($0 + 1), isPartial: true) }, type: FaultTests.packed, pause: 0
            ).dropLast() + [.stall]
        }
        defer { server.stop() }
        let cancellation = Cancellation()
        var rows = 0
        let error = InfluxFixtures.error {
            try InfluxFixtures.client(server, .v1).influxQL(
                "SELECT a FROM m", database: "d", cancellation: cancellation
            ) { batch in
                rows += batch.rowCount
                if rows == 3 { cancellation.cancel() }
                return true
            }
        }
        #expect(error == .http(.cancelled(url: server.url + "/query")))
        #expect(rows == 3)
    }

    @Test func twoIsAskedInFluxWithItsDialectAndOrganisation() throws {
        let server = try LoopbackServer { request, _ in
            request.query["org"] == "quants & co"
                ? LoopbackServer.chunked(
                    LoopbackServer.pieces(Array(AnnotatedCSVTests.example.utf8), of: 11),
                    type: "text/csv; charset=utf-8", pause: 0)
                : LoopbackServer.answer(404, "{\"code\":\"not found\",\"message\":\"organization not found\"}")
        }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, .v2)
        let script = "from(bucket: \(QueryText.fluxString("a\"${b}\\"))) |> range(start: -1d)"
        let tables = try client.fluxTables(script)
        #expect(tables.count == 4)
        #expect("\(tables)" == "\(try AnnotatedCSVTests.tables(AnnotatedCSVTests.example))")
        let body = try #require(
            JSONSerialization.jsonObject(with: Data(server.requests[0].body)) as? [String: Any])
        #expect(body["query"] as? String == script)
        #expect((body["dialect"] as? [String: Any])?["annotations"] as? [String] == ["datatype", "group", "default"])
        let other = try InfluxClient(
            InfluxOptions(url: server.url, kind: .v2, organisation: .identifier("0123456789abcdef")))
        #expect(
            InfluxFixtures.error { _ = try other.fluxTables("x") }
                == .refused(
                    url: server.url + "/api/v2/query", status: 404, code: "not found", message: "organization not found"
                ))
        #expect(server.requests[1].query == ["orgID": "0123456789abcdef"])
        let homeless = try InfluxClient(InfluxOptions(url: server.url, kind: .v2))
        guard case .option("organisation", _, _) = InfluxFixtures.error({ _ = try homeless.fluxTables("x") }) else {
            Issue.record("2.x is asked without an organisation")
            return
        }
    }

    @Test func twoAnswersInfluxQLWithAToken() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(200, JSONAnswerTests.chunks) }
        defer { server.stop() }
        let tables = try InfluxFixtures.client(server, .v2).influxQLTables(
            "SELECT * FROM bar", database: "d", retentionPolicy: "r")
        #expect(tables[0].rowCount == 4)
        #expect(server.requests[0].headers["authorization"] == "Token token-hush")
        #expect(server.requests[0].query["rp"] == "r")
    }

    @Test func threeIsAskedInSQLAndInfluxQLWithParameters() throws {
        let server = try LoopbackServer { request, number in
            switch (request.path, number) {
            case ("/api/v3/query_sql", 0), ("/api/v3/query_influxql", _):
                LoopbackServer.chunked(
                    LoopbackServer.pieces(Array(JSONAnswerTests.rows.utf8), of: 13), type: "application/jsonl", pause: 0
                )
            case (_, 2): LoopbackServer.answer(200, "", type: "application/jsonl")
            case (_, 3): LoopbackServer.answer(200, "time,a\n2020-01-01T00:00:00,5\n", type: "text/csv")
            default: LoopbackServer.answer(401, "{\"error\": \"the request was not authenticated\"}")
            }
        }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, .v3)
        let parameters: [String: QueryParameter] = [
            "host": .string("a\"\n\u{1}é"), "n": .integer(3), "x": .double(0.5),
        ]
        #expect(
            try client.sqlTables("SELECT * FROM cpu WHERE host = $host", database: "d", parameters: parameters)[0]
                .rowCount
                == 4)
        let body = try #require(JSONSerialization.jsonObject(with: Data(server.requests[0].body)) as? [String: Any])
        #expect(body["db"] as? String == "d")
        #expect(body["format"] as? String == "jsonl")
        #expect((body["params"] as? [String: Any])?["host"] as? String == "a\"\n\u{1}é")
        #expect(server.requests[0].headers["authorization"] == "Bearer token-hush")
        #expect(try client.influxQLTables("SELECT * FROM cpu", database: "d")[0].rowCount == 4)
        #expect(try client.sqlTables("SELECT 1 WHERE false", database: "d") == [])
        let csv = try client.sqlTables("SELECT 1", database: "d", form: .csv(["a": .integer]))
        #expect(csv[0]["a"]?.integers == [5])
        #expect(
            InfluxFixtures.error { _ = try client.sqlTables("SELECT 1", database: "d") }
                == .refused(
                    url: server.url + "/api/v3/query_sql", status: 401, code: nil,
                    message: "the request was not authenticated"))
        #expect(InfluxFixtures.error { _ = try client.fluxTables("x") } == .unsupported(.v3, "Flux"))
    }

    @Test func echoedSecretsAreTakenOutOfEveryAnswer() throws {
        let password = "p\\w/\"é&1"
        setenv("BACKTEST_TEST_ECHOED", password, 1)
        let header = Data("admin:\(password)".utf8).base64EncodedString()
        let quoted = "p\\\\w/\\\"é&1"
        let bodies: [(Int, String)] = [
            (200, "{\"results\":[{\"statement_id\":0,\"error\":\"bad admin:\(quoted)\"}]}"),
            (400, "{\"error\":\"Authorization: Basic \(header)\"}"),
            (401, "no \(password) and p%5Cw%2F%22%C3%A9%261 and p\\\\w\\/\\\"é&1 and p\\\\w/\\\"é\\u00261"),
            (200, "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\(header)"),
        ]
        for (status, body) in bodies {
            let server = try LoopbackServer { _, _ in LoopbackServer.answer(status, body) }
            defer { server.stop() }
            let client = try InfluxClient(
                InfluxOptions(
                    url: server.url, kind: .v1,
                    credentials: .user("admin", password: .environment("BACKTEST_TEST_ECHOED")),
                    http: HTTPClient.Options(retries: .never)))
            let text = InfluxFixtures.error {
                try client.influxQL("SELECT a FROM m", database: "d", form: .json) { _ in true }
            }?.description
            #expect(text != nil)
            for secret in [password, header, quoted, "p%5Cw", "u0026"] {
                #expect(text?.contains(secret) == false, "\(text ?? "") shows \(secret)")
            }
        }
    }

    @Test func wordsOfAServerCannotMoveTheCursorNorFillTheScreen() throws {
        for (status, type) in [(200, "statement"), (500, "refusal")] {
            let words = "\\u001b[2J" + String(repeating: "x", count: 100_000)
            let body =
                status == 200
                ? "{\"results\":[{\"statement_id\":0,\"error\":\"\(words)\"}]}" : "{\"error\":\"\(words)\"}"
            let server = try LoopbackServer { _, _ in LoopbackServer.answer(status, body) }
            defer { server.stop() }
            let client = try InfluxClient(
                InfluxOptions(url: server.url, kind: .v1, http: HTTPClient.Options(retries: .never)))
            let text = try #require(
                InfluxFixtures.error {
                    try client.influxQL("SELECT a FROM m", database: "d", form: .json) { _ in true }
                }?
                .description)
            #expect(text.contains("\\u{1b}[2Jxxx") && !text.contains("\u{1b}") && text.count < 400, "\(type)")
        }
    }

    @Test func aSecretInThePlaceOfTheNameOfItsVariableIsNotShown() throws {
        let error = InfluxFixtures.error {
            _ = try InfluxClient(
                InfluxOptions(
                    url: "http://127.0.0.1:1", kind: .v1,
                    credentials: .user("admin", password: .environment("pw-S3CRET-xyz"))))
        }
        #expect(error == .credentials(.noName(13)))
        #expect(error?.description.contains("S3CRET") == false)
    }

    @Test func addressesThatAreNoneAreRefusedBeforeAnythingIsSent() {
        for url in ["", "127.0.0.1:8086", "ftp://127.0.0.1", "http://", "http://u:p@127.0.0.1", "http://h?db=x"] {
            let error = InfluxFixtures.error { _ = try InfluxClient(InfluxOptions(url: url, kind: .v1)) }
            guard case .option(name: "url", _, _) = error else {
                Issue.record("\(url): found \(String(describing: error))")
                continue
            }
        }
    }
}
